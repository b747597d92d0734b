import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { sizeInName } from "../../../../src/lineage/measures/size-in-name";
import { repoRoot } from "../../../harness/root";

interface NamedSize {
  readonly name: string;
  readonly parameters: number | null;
  readonly active: number | null;
}

function namedSizes(): readonly NamedSize[] {
  const text = readFileSync(join(repoRoot(), "test/fixtures/measures/names-and-sizes.txt"), "utf8");
  const amount = (written: string | undefined) =>
    written === undefined || written === "-" ? null : Math.round(Number(written));
  return text.split("\n").flatMap(line => {
    const [, name, parameters, active] = /^(.+?) (-|[\d.e]+)(?: ([\d.e]+))?$/.exec(line) ?? [];
    if (name === undefined || line.startsWith("#")) return [];
    return [{ name, parameters: amount(parameters), active: amount(active) }];
  });
}

test("names tell the sizes in the table, and nothing else", () => {
  const table = namedSizes();
  assert.ok(table.length >= 150, `${table.length} names`);
  const read = table.map(({ name }) => {
    const size = sizeInName(name);
    return { name, parameters: size?.parameters ?? null, active: size?.active ?? null };
  });
  assert.deepEqual(read, table);
});

test("an owner says nothing about a model's size", () => {
  for (const { name } of namedSizes().filter(one => !one.name.includes("/")))
    assert.deepEqual(sizeInName(`7B-lab/${name}`), sizeInName(name), name);
});
