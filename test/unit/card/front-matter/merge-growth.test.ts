import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "js-yaml";
import { readYaml } from "../../../../src/card/front-matter/grammar/read-yaml";
import { parseWhole } from "../../../../src/card/front-matter/parse-front-matter";

const repeated = (count: number, of: string) => Array(count).fill(of).join(", ");

/** Blocks in which few letters repeat many nodes, by how large they are. */
const shapes: Readonly<Record<string, (size: number) => string>> = {
  "merges of merges": depth => {
    const lines = ["_0: &a0 {x: 1}"];
    for (let at = 0; at < depth; at++)
      lines.push(`_${at + 1}: &a${at + 1} {<<: [${repeated(60, `*a${at}`)}]}`);
    return `${lines.join("\n")}\nq: !!omap [*a${depth}]`;
  },
  "ordered maps of one merge": count =>
    `l: &l [${repeated(100, "{x: 1}")}]\nm: &m {<<: *l}\nq: !!omap [${repeated(count, "*m")}]\np: !!pairs [${repeated(count, "*m")}]`,
  "one list merged by many": count =>
    `l: &l [${repeated(100, "{x: 1}")}]\nq: !!pairs [${repeated(count, "{<<: *l}")}]`,
  "sets of aliases of nothing": count =>
    `n: &n\nq: !!set {${Array.from({ length: count }, (_, at) => `k${at}: *n`).join(", ")}}`,
};

for (const [name, block] of Object.entries(shapes))
  test(`the steps that reading takes stay in proportion to the text: ${name}`, () => {
    for (const size of [4, 32, 256]) {
      const yaml = block(size);
      const { steps, isTooMuch } = readYaml(yaml);
      assert.ok(
        isTooMuch || steps <= 16 * yaml.length + 1_000,
        `${steps} steps for ${yaml.length} characters`,
      );
      assert.ok(steps < 200_000 || isTooMuch, `${steps} steps`);
    }
  });

test("text that aliases in keys copy is counted, so that there is a limit to it", () => {
  for (const size of [256, 1_024]) {
    const keys = repeated(size, "? *l : 1");
    const { steps, isTooMuch } = readYaml(
      `s: &s ${"x".repeat(size * 10)}\nl: &l [${repeated(size, "*s")}]\nq: {${keys}}`,
    );
    assert.ok(isTooMuch && steps < 1_000_000, `${steps} steps`);
  }
});

test("a long chain of merges, and a text that aliases would make endless, are read to the end", () => {
  const chain = Array.from({ length: 6_000 }, (_, at) => `_${at + 1}: &a${at + 1} {<<: *a${at}}`).join("\n");
  const { isTooMuch, remarks } = readYaml(`_0: &a0 {x: 1}\n${chain}\nq: !!omap [*a6000]\n`);
  assert.deepEqual([isTooMuch, remarks], [false, []]);
  const long = `---\ns: &s ${"x".repeat(60_000)}\nq: {? [${repeated(20_000, "*s")}] : 1}\nlicense: mit\n---\n`;
  assert.equal(parseWhole(long).fields.get("license")?.value, "mit");
});

test("an ordered map takes the same merged keys as js-yaml", () => {
  const above =
    "a: &a {x: 1}\nb: &b {y: 1}\nc: &c {<<: [*a, *b]}\nd: &d {<<: *a}\ne: &e {<<: *d, x: 2}\nf: &f {<<: [[z]]}\ng: &g {<<: {}}";
  for (const items of [
    "*a",
    "*c",
    "*d",
    "*e",
    "*a, *b",
    "*a, *d",
    "*f",
    "*g",
    "*f, *e, *b",
    "{<<: [*d, *e]}",
  ])
    for (const tag of ["omap", "pairs"]) {
      const yaml = `${above}\nq: !!${tag} [${items}]`;
      let isRead = true;
      try {
        load(yaml);
      } catch {
        isRead = false;
      }
      assert.equal(readYaml(yaml).remarks.length === 0, isRead, yaml);
    }
});
