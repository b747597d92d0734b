import assert from "node:assert/strict";
import { test } from "node:test";
import { descendantsInWords, FamilySizes } from "../../../../src/app/family/family-sizes";
import type { FamilySize } from "../../../../src/app/ports/index-port";
import { decoded, openTestIndex, putAll } from "../../store/test-index";

test("a size is available on the second request, and recounted only after some time", async () => {
  const answers: FamilySize[] = [
    { descendants: 3, unchecked: 1 },
    { descendants: 5, unchecked: 0 },
  ];
  const clock = { now: 0 };
  let changes = 0;
  const sizes = new FamilySizes({
    index: () => ({ familySize: async () => answers.shift() ?? assert.fail("counted too often") }),
    clock: () => clock.now,
    changed: () => changes++,
  });
  const settle = () => new Promise(resolve => setImmediate(resolve));
  assert.equal(sizes.of("a/b"), null);
  await settle();
  assert.deepEqual([sizes.of("a/b"), changes], [{ descendants: 3, unchecked: 1 }, 1]);
  clock.now = 10_000;
  assert.equal(sizes.of("a/b")?.descendants, 3);
  await settle();
  assert.deepEqual([sizes.of("a/b"), changes], [{ descendants: 5, unchecked: 0 }, 2]);
});

test("the index counts each descendant once, and says whose children it has not listed", async () => {
  const index = await openTestIndex();
  await putAll(index, [
    decoded("lab/root"),
    decoded("lab/a", ["lab/root"]),
    decoded("lab/b", ["lab/root"]),
    decoded("lab/merged", ["lab/a", "lab/b"]),
  ]);
  assert.deepEqual(await index.familySize("lab/root"), { descendants: 3, unchecked: 4 });
  assert.deepEqual(await index.familySize("lab/merged"), { descendants: 0, unchecked: 1 });
  assert.deepEqual(await index.familySize("lab/unheard-of"), { descendants: 0, unchecked: 1 });
});

test('the label says "descendants" only if more than children are known, and "so far" if lists are missing', () => {
  assert.equal(descendantsInWords(74, { descendants: 74, unchecked: 12 }), "74 children");
  assert.equal(descendantsInWords(74, { descendants: 1_204, unchecked: 12 }), "1,204 descendants so far");
  assert.equal(descendantsInWords(74, { descendants: 1_204, unchecked: 0 }), "1,204 descendants");
  assert.equal(descendantsInWords(1, null), "1 child");
  assert.equal(descendantsInWords(null, null), null);
  assert.equal(descendantsInWords(null, { descendants: 0, unchecked: 1 }), null);
});
