import { readSnapshot } from "../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../src/snapshot/import/snapshot-table";
import { inMemory } from "../../unit/snapshot/import/parquet-rows";
import { type FuzzTarget, holds, orSentence } from "../fuzz-target";

const encoder = new TextEncoder();
const header = ",model_id,likes,downloads,tags,pipeline_tag,library_name,createdAt,modelCard";
const sound = [
  header,
  `0,maker/base,7,12,"['transformers', 'license:mit']",text-generation,transformers,2025-07-11T00:55:12.000Z,"---\nlicense: mit\n---\nSay ""hi"""`,
  `1,maker/child,0,,"['base_model:maker/base', 'base_model:finetune:maker/base']",,nan,,`,
  "2,maker/bare,,,[],,,,",
];

/** The paper's table as CSV. */
export const csv: FuzzTarget = {
  name: "csv",
  oracle:
    "An import ends with models or with a UserError, reads each byte at most twice, and never holds more models than the file has lines.",
  seeds: () => [encoder.encode(sound.join("\r\n")), encoder.encode(`${sound.join("\n")}\n`)],
  words: [
    '"',
    '""',
    ",",
    "\r",
    "\n",
    "['",
    "']",
    "\\x",
    "\\u12",
    "['a' 'b']",
    "...",
    "1e999",
    "\ufeff",
    "\0",
  ],
  async check(input) {
    const bytes = inMemory(input, "fuzz.csv");
    const read = await orSentence(async () => readSnapshot(await openSnapshotTable(bytes), {}));
    const asked = bytes.asked.reduce((sum, [from, to]) => sum + Math.min(to, input.length) - from, 0);
    holds(asked <= 2 * input.length + 8, () => `${asked} of ${input.length} bytes were read`);
    const lines = input.reduce((sum, byte) => sum + Number(byte === 0x0a), 1);
    holds(
      read === null || read.columns.models <= lines,
      () => `${read?.columns.models} models in ${lines} lines`,
    );
  },
};
