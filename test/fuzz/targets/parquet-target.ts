import { readSnapshot } from "../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../src/snapshot/import/snapshot-table";
import { inMemory, parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { familyRows } from "../../unit/snapshot/snapshot-stage";
import { type FuzzTarget, holds, orSentence } from "../fuzz-target";

/** The table of hub-stats as Parquet. */
export const parquet: FuzzTarget = {
  name: "parquet",
  oracle:
    "An import ends with models or with a UserError, and asks for no more than sixteen times the bytes of the file.",
  seeds: () => [
    parquetOf(familyRows),
    parquetOf(familyRows, { only: ["id", "tags"], groupRows: 2 }),
    parquetOf(familyRows, { only: ["id", "tags", "baseModels", "downloads"] }),
  ],
  words: ["PAR1", "element", "list", "tags", "id", "\u0000\u0000\u0000\u0000", "\u007f\u007f\u007f\u007f"],
  async check(input) {
    const bytes = inMemory(input, "fuzz.parquet");
    await orSentence(async () => readSnapshot(await openSnapshotTable(bytes), {}));
    const asked = bytes.asked.reduce(
      (sum, [from, to]) => sum + Math.max(0, Math.min(to, input.length) - from),
      0,
    );
    holds(asked <= 16 * input.length + 64, () => `${asked} of ${input.length} bytes were read`);
  },
};
