import assert from "node:assert/strict";
import { test } from "node:test";
import { readSnapshot } from "../../../../src/snapshot/import/read-snapshot";
import { openSnapshotTable } from "../../../../src/snapshot/import/snapshot-table";
import { inMemory } from "./parquet-rows";

const header = "model_id,likes,downloads,tags,pipeline_tag,library_name,createdAt";
const base = `acme/base,0,0,"['license:mit', 'en']",text-generation,,2025-03-01T00:00:00.000Z`;
const tuned = `x/ft,1,10,"['base_model:acme/base', 'base_model:finetune:acme/base']",text-generation,,2025-03-01`;

async function read(lines: readonly string[], head = header) {
  const bytes = new TextEncoder().encode(`${head}\n${lines.join("\n")}\n`);
  const table = await openSnapshotTable(inMemory(bytes, "ai.csv"));
  const { columns, skipped, present } = await readSnapshot(table, {});
  const { damaged, withoutId, duplicates, first } = skipped;
  return {
    ids: Array.from({ length: columns.models }, (_, model) => new TextDecoder().decode(columns.id(model))),
    edges: columns.edges.child.length,
    lost: [damaged, withoutId, duplicates],
    line: first?.unit === "line" ? first.number : null,
    present,
  };
}

test("lists are read as NumPy prints them, even across lines, and as JSON", async () => {
  const numpy = `x/ft,1,10,"['base_model:acme/base'\n 'base_model:finetune:acme/base'\n 'en']",,,`;
  const json = `x/ft,1,10,"[""base_model:acme/base"",""en""]",,,`;
  for (const child of [numpy, json]) {
    const { ids, edges, lost } = await read([base, child, base.replace("acme/base", "z/last")]);
    assert.deepEqual([ids, edges, lost], [["acme/base", "x/ft", "z/last"], 1, [0, 0, 0]], child);
  }
});

test("each kind of damage is counted with its first line, and no adjacent row is lost", async () => {
  const damage: readonly (readonly [string, string])[] = [
    ["a quote that never closes", `x/ft,1,2,"['base_model:acme/base'],text-generation,,2025`],
    ["a list that was cut", `x/ft,1,2,"['en' 'de' ... 'tf' 'license:mit']",,,`],
    ["a list cut over several lines", `x/ft,1,2,"['en' 'de'\n ... 'tf'\n 'license:mit']",,,`],
    ["a list that no printer writes", "x/ft,1,2,en;de,,,"],
    ["a short row", "x/ft,1,2"],
    ["a long row", `x/ft,1,2,['en', 'de'],text-generation,,2025-03-01`],
    ["tags in the column of the task", `x/ft,1,2,,"['en', 'de']",,`],
    ["a number that is none", `x/ft,many,2,[],,,`],
    ["a time that is none", `x/ft,1,2,[],,,text-generation`],
    ["an id that is none", `"x/ft, and more",1,2,[],,,`],
    ["bytes that are no text", `x/f\ufffd,1,2,[],,,`],
    ["a tag of 9 MB", `x/ft,1,2,['${"x".repeat(9_000_000)}'],,,`],
  ];
  const after = tuned.replace("x/ft", "y/after");
  for (const [name, line] of damage) {
    const found = await read([base, line, after, after.replace("y/after", "y/last")]);
    assert.deepEqual(found.ids, ["acme/base", "y/after", "y/last"], name);
    assert.deepEqual([found.edges, found.lost, found.line], [2, [1, 0, 0], 3], name);
  }
});

test("harmless oddities are read: blanks after a quote, empty fields at the end, other ways to write nothing", async () => {
  const { ids, lost } = await read([
    `a/a,1,2,"['en', 'de']" ,,,`,
    "a/b,1.0,2e3,[],,,,,",
    "a/c,nan,,nan,None,<NA>,NaT",
    `a/d,1,2,"[""it's""]",text-generation,,1740787200`,
  ]);
  assert.deepEqual(
    [ids, lost],
    [
      ["a/a", "a/b", "a/c", "a/d"],
      [0, 0, 0],
    ],
  );
});

test("a column in an unknown format counts as absent and does not damage its rows", async () => {
  const { ids, lost, present } = await read(["a/a,1,2,[],,,01/03/2025", "a/b,1,2,[],,,13/03/2025"]);
  assert.deepEqual(
    [ids, lost],
    [
      ["a/a", "a/b"],
      [0, 0, 0],
    ],
  );
  assert.ok(!present.includes("createdAt") && present.includes("likes"), present.join());
});

test("a header that names a column twice and an endless line are reported", async () => {
  await assert.rejects(read([], "model_id,tags,tags"), {
    name: "UserError",
    message: /two columns named tags/,
  });
  await assert.rejects(read([base, `x/ft,${"1".repeat(10_500_000)}`]), {
    name: "UserError",
    message: /^Line 3 of ai\.csv has more than 10,000,000 characters\. Check the file/,
  });
});

test("a table in UTF-16, or with other separators, says what it is", async () => {
  const row = `${header}\n${base}\n`;
  const wide = (text: string, mark: string) => new Uint8Array(Buffer.from(mark + text, "utf16le"));
  const flipped = wide(row, "\uFEFF");
  Buffer.from(flipped.buffer, flipped.byteOffset, flipped.length).swap16();
  const narrow = (text: string) => new TextEncoder().encode(text);
  for (const [bytes, message] of [
    [wide(row, "\uFEFF"), /^ai\.csv is in UTF-16\. Save it as UTF-8/],
    [wide(row, ""), /is in UTF-16/],
    [wide(row.replaceAll(",", ";"), "\uFEFF"), /is in UTF-16/],
    [flipped, /is in UTF-16/],
    [
      narrow(row.replaceAll(",", ";")),
      /^ai\.csv separates its columns with semicolons\. Save it with commas/,
    ],
    [narrow(`\uFEFF"likes"\t"model_id"\n`), /separates its columns with tabs/],
    [narrow("model_id,likes\n"), /neither a Parquet file nor a CSV file/],
    [narrow("a\0b;model\n"), /neither a Parquet file nor a CSV file/],
  ] as const)
    await assert.rejects(openSnapshotTable(inMemory(bytes, "ai.csv")), { name: "UserError", message });
});
