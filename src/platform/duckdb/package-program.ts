import { beyond64Bits } from "./quoted-rows";

/**
 * The program that runs DuckDB's package in a process of its own: it takes statements as lines of JSON (`sql`, `isShown`) and
 * prints the rows of those that are shown as lines of JSON, the names of their columns first, as `QuotedRows` gives them.
 */
export const packageProgram = `
const { DuckDBInstance } = require(process.argv[1]);
const cell = value => {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") {
    if (BigInt.asIntN(64, value) !== value) throw new Error("${beyond64Bits}");
    return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  return typeof value.toDouble === "function" ? value.toDouble() : String(value);
};
const print = row => new Promise(done => process.stdout.write(JSON.stringify(row) + "\\n", done));
(async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  for await (const line of require("node:readline").createInterface({ input: process.stdin })) {
    const { sql, isShown } = JSON.parse(line);
    if (!isShown) {
      await connection.run(sql);
      continue;
    }
    const result = await connection.stream(sql);
    await print(result.columnNames());
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
      for (const row of chunk.getRows()) await print(row.map(cell));
  }
  process.exit(0);
})().catch(error => {
  process.stderr.write(String(error && error.message), () => process.exit(1));
});
`;
