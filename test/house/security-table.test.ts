import assert from "node:assert/strict";
import { test } from "node:test";
import { missingProofs, proofsIn } from "./proofs";
import { isThere, readText } from "./source-tree";

test("every attack in docs/security.md names a test that exists", () => {
  const proofs = proofsIn(readText("docs/security.md"));
  assert.ok(proofs.length > 40, "the tables are read");
  assert.deepEqual(
    missingProofs(proofs, path => (isThere(path) ? readText(path) : null)),
    [],
  );
});

test("a row without a test, a file that is gone, and a test by another name are told", () => {
  const placeholder = ["$", "{x}"].join("");
  const source = `test("one", run);\ntest(\`two ${placeholder}\`, run);\nscene(\n  "three",`;
  const read = (path: string) => (path === "test/a.test.ts" ? source : null);
  const table = (cell: string) => `| Attack | Defense | Test |\n|---|---|---|\n| A | b | ${cell} |\n`;
  const told = (cell: string) => missingProofs(proofsIn(table(cell)), read);
  for (const title of ["one", `two ${placeholder}`, "three"])
    assert.deepEqual(told(`\`test/a.test.ts\`: "${title}"`), [], title);
  assert.deepEqual(told("none yet"), ['"A" names no test']);
  assert.deepEqual(told('`test/b.test.ts`: "one"'), ['"A" names test/b.test.ts, which is not there']);
  assert.deepEqual(told('`test/a.test.ts`: "on"'), [
    '"A" names a test that test/a.test.ts does not have: on',
  ]);
  assert.equal(told('`test/a.test.ts`: "one"; `test/a.test.ts`: "four"').length, 1, "each of several counts");
});
