import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { hubFolderName, hubOfFolder } from "../../../src/app/ports/hub-folders";
import { baseOf, publicOrigin } from "../../../src/app/ports/hub-port";
import { hubAnswersFile, hubIndexFiles } from "../../../src/platform/node-hub-place";
import { decoded, openTestIndex, putAll } from "../store/test-index";

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-hubs-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Stores a model in the index of a Hub. */
async function store(folder: string, hub: string, id: string): Promise<void> {
  const { files } = await hubIndexFiles(folder, hub);
  const index = await openTestIndex({ files });
  await putAll(index, [decoded(id)]);
  await index.close();
}

/** Whether a model is in the index of a Hub. */
async function has(folder: string, hub: string | null, id: string): Promise<boolean> {
  const { files } = await hubIndexFiles(folder, hub);
  const index = await openTestIndex({ files });
  const [found] = await index.lookup([id]);
  await index.close();
  return found?.state === "known";
}

const inside = "https://hub.example.com:8443/hf";

test("the first Hub that is stored has the index folder, and each other one a folder of its own", async t => {
  const folder = temporaryFolder(t);
  await hubIndexFiles(folder, "http://typo.example");
  await store(folder, inside, "o/inside");
  await store(folder, publicOrigin, "o/public");
  await store(folder, "http://hub.example.com:8443/hf", "o/plain");
  for (const [hub, id] of [
    [inside, "o/inside"],
    [publicOrigin, "o/public"],
    ["http://hub.example.com:8443/hf", "o/plain"],
    [null, "o/inside"],
  ] as const)
    for (const each of ["o/inside", "o/public", "o/plain"])
      assert.equal(await has(folder, hub, each), each === id, `${each} at ${hub}`);
  const { hub, others } = await hubIndexFiles(folder, publicOrigin);
  assert.deepEqual([hub, await others()], [publicOrigin, [inside, "http://hub.example.com:8443/hf"]]);
});

test("an index of an earlier version, which noted no Hub, is the public Hub's", async t => {
  const folder = temporaryFolder(t);
  const { files } = await hubIndexFiles(folder, null);
  const earlier = await openTestIndex({ files });
  await putAll(earlier, [decoded("o/earlier")]);
  await earlier.close();
  assert.ok(!readdirSync(folder).includes("index.hub"));
  assert.equal(await has(folder, publicOrigin, "o/earlier"), true);
  assert.equal(await has(folder, inside, "o/earlier"), false);
  assert.deepEqual(await (await hubIndexFiles(folder, inside)).others(), [publicOrigin]);
});

test("of two programs that begin with two Hubs at once, one has the folder and the other is told", async t => {
  const folder = temporaryFolder(t);
  const [one, other] = await Promise.all([
    hubIndexFiles(folder, publicOrigin),
    hubIndexFiles(folder, inside),
  ]);
  await (await one.files.stage(Uint8Array.of(1))).drop();
  await assert.rejects(other.files.stage(Uint8Array.of(1)), /begun to keep the answers of https:\/\/hugg/);
  assert.notEqual((await hubIndexFiles(folder, inside)).place, folder);
});

test("a program that began with another Hub is told to run the command again, and nothing about the disk", async t => {
  const folder = temporaryFolder(t);
  const { files } = await hubIndexFiles(folder, inside);
  const late = await openTestIndex({ files });
  await store(folder, publicOrigin, "o/public");
  await putAll(late, [decoded("o/inside")]);
  const told = `The index could not be saved. Another program has begun to keep the answers of ${publicOrigin} in ${folder}. Run the command again.`;
  await assert.rejects(late.close(), { message: told });
  assert.equal(await has(folder, publicOrigin, "o/inside"), false);
});

for (const [what, make] of [
  ["a folder", (path: string) => mkdirSync(path)],
  ["a link to nothing", (path: string) => symlinkSync("/nowhere/at-all", path)],
  ["a text without a checksum", (path: string) => writeFileSync(path, `${publicOrigin}\n`)],
] as const)
  test(`${what} in place of the note is told`, async t => {
    const folder = temporaryFolder(t);
    make(join(folder, "index.hub"));
    await assert.rejects(hubIndexFiles(folder, publicOrigin), /index\.hub, which says .* is damaged\. If/);
  });

test("each Hub has a folder name of its own, which tells the Hub again", () => {
  const bases = [
    "https://hub.example.com",
    "http://hub.example.com",
    "https://hub.example.com.",
    "https://hub.example.com:8443",
    "https://hub.example.com/8443",
    "https://hub.example.com/A",
    "https://hub.example.com/a",
    "https://hub.example.com/_61",
    "https://hub.example.com/a+b",
    "https://[::1]:80",
  ];
  const names = bases.map(base => hubFolderName(base) ?? assert.fail(base));
  assert.equal(new Set(names.map(name => name.toLowerCase())).size, bases.length);
  assert.deepEqual(names.map(hubOfFolder), bases);
  for (const name of names) assert.match(name, /^[a-z0-9_+.-]*[^.]$/);
  for (const name of ["", "tmp", "https+", "https+a_2g", "https+A", "ftp+a"])
    assert.equal(hubOfFolder(name), null, name);
  assert.equal(hubFolderName(`https://hub.example.com/${"a".repeat(300)}`), null);
});

test("a Hub's address has one spelling", () => {
  for (const spelled of [
    "HTTPS://Hub.Example.com:443",
    "https://hub.example.com/",
    "https://hub.example.com//?a#b",
  ])
    assert.equal(baseOf(new URL(spelled)), "https://hub.example.com");
});

test("what a Hub answers about authors lies with its index, and the first Hub that is asked has the folder", async t => {
  const folder = temporaryFolder(t);
  await (await hubAnswersFile(folder, inside)).write("inside");
  await (await hubAnswersFile(folder, publicOrigin)).write("public");
  const kept = async (hub: string | null) => (await hubAnswersFile(folder, hub)).read(100);
  assert.deepEqual(
    [await kept(inside), await kept(publicOrigin), await kept(null)],
    ["inside", "public", "inside"],
  );
  assert.equal(await kept("https://other.example"), null);
  const { place, removeBeside } = await hubIndexFiles(folder, publicOrigin);
  assert.ok(existsSync(join(place, "author-answers.json")));
  await removeBeside();
  assert.deepEqual([await kept(inside), await kept(publicOrigin)], ["inside", null]);
});

test("answers about authors that an earlier version kept are the public Hub's", async t => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, "author-answers.json"), "earlier");
  assert.equal(await (await hubAnswersFile(folder, inside)).read(100), null);
  assert.equal(await (await hubAnswersFile(folder, publicOrigin)).read(100), "earlier");
});
