import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { folderFiles } from "../../../src/platform/node-files";
import { snapshotFilesIn } from "../../../src/platform/node-snapshot";
import { decoded, openTestIndex, putAll } from "../store/test-index";

const skip = process.platform === "win32" && "Windows has no such files in folders";

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-no-files-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The file of the kept part named "part". */
function partIn(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return join(folder, names.find(name => /\bpart$/.test(name)) ?? assert.fail("a part should be kept"));
}

/** What may lie where a file belongs, and never begins or never ends if it is read as one. */
const things: Readonly<Record<string, (path: string) => void>> = {
  "a pipe": path => assert.equal(spawnSync("mkfifo", [path]).status, 0),
  "a link to a pipe": path => {
    spawnSync("mkfifo", [`${path}.pipe`]);
    symlinkSync(`${path}.pipe`, path);
  },
  "a link to a device": path => symlinkSync("/dev/zero", path),
};

for (const [what, make] of Object.entries(things)) {
  test(`${what} in place of the index is told, set aside, and replaced`, { skip }, async t => {
    const folder = temporaryFolder(t);
    make(join(folder, "index.sqlite"));
    const index = await openTestIndex({ files: folderFiles(folder) });
    assert.match(
      (await index.status()).notice ?? "",
      /index was damaged.*kept as .*index\.damaged-1\.sqlite/,
    );
    await index.close();
    assert.ok(lstatSync(join(folder, "index.sqlite")).isFile());
    assert.ok(!lstatSync(join(folder, "index.damaged-1.sqlite")).isFile());
  });

  test(`${what} in place of the snapshot is told and set aside`, { skip }, async t => {
    const folder = temporaryFolder(t);
    make(join(folder, "snapshot.columns"));
    const index = await openTestIndex({ snapshot: snapshotFilesIn(folder) });
    assert.match((await index.status()).notice ?? "", /damaged\. Import it again.*kept as/);
    await index.close();
  });

  test(`${what} in place of a kept part of an import counts as none`, { skip }, async t => {
    const folder = temporaryFolder(t);
    const parts = snapshotFilesIn(folder).kept("state");
    await parts.write("part", Uint8Array.of(1, 2));
    const place = partIn(folder);
    rmSync(place);
    make(place);
    assert.equal(await parts.read("part"), null);
  });
}

test("a kept part of an import that is damaged is read from its address again", async t => {
  const folder = temporaryFolder(t);
  const parts = snapshotFilesIn(folder).kept("state");
  await parts.write("part", Uint8Array.of(1, 2));
  assert.deepEqual(await parts.read("part"), Uint8Array.of(1, 2));
  const place = partIn(folder);
  const bytes = readFileSync(place);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Uint8Array.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(place, flipped);
    assert.equal(await parts.read("part"), null, `bit ${bit}`);
  }
});

test("a folder that is named like what a killed import leaves does not keep the next one out", async t => {
  const folder = temporaryFolder(t);
  const { pid } = spawnSync(process.execPath, ["--version"]);
  mkdirSync(join(folder, `snapshot.${pid}-0000000001.tmp`));
  const left = join(folder, `snapshot.${pid}-0000000002.tmp`);
  writeFileSync(left, "half");
  await snapshotFilesIn(folder).replace([Uint8Array.of(1)]);
  assert.deepEqual(new Uint8Array(readFileSync(join(folder, "snapshot.columns"))), Uint8Array.of(1));
  assert.ok(!existsSync(left));
});

/** What leads nowhere, or is no file, and has no bytes to read. */
const links: Readonly<Record<string, (path: string) => void>> = {
  "a link to nothing": path => symlinkSync("/nowhere/at-all", path),
  "a link to itself": path => symlinkSync(path, path),
};

for (const [what, make] of Object.entries(links))
  test(`${what} in place of the index is told and set aside`, { skip }, async t => {
    const folder = temporaryFolder(t);
    make(join(folder, "index.sqlite"));
    const index = await openTestIndex({ files: folderFiles(folder) });
    assert.match(
      (await index.status()).notice ?? "",
      /index was damaged.*kept as .*index\.damaged-1\.sqlite/,
    );
    await index.close();
    assert.ok(lstatSync(join(folder, "index.sqlite")).isFile());
    assert.ok(lstatSync(join(folder, "index.damaged-1.sqlite")).isSymbolicLink());
  });

const folderThing = { "a folder": (path: string) => mkdirSync(path) };

for (const [what, make] of Object.entries({ ...things, ...links, ...folderThing }))
  test(`${what} in place of a part of the log is told and set aside, and the rest is read`, {
    skip,
  }, async t => {
    const folder = temporaryFolder(t);
    const first = await openTestIndex({ files: folderFiles(folder) });
    await putAll(first, [decoded("o/a")]);
    await first.save();
    const name = `00000000000001_${hostname().replace(/[^\w.-]/g, "-")}_1_0000000001.seg`;
    make(join(folder, "segments", name));
    const index = await openTestIndex({ files: folderFiles(folder) });
    assert.match(
      (await index.status()).notice ?? "",
      /Part of the index's log was damaged \(.*it is not a file; moved to .*\.damaged\)/,
    );
    assert.equal((await index.lookup(["o/a"]))[0]?.state, "known");
    await index.close();
    await first.close();
    assert.ok(!readdirSync(join(folder, "segments")).includes(name));
  });

for (const [what, make] of Object.entries({
  ...things,
  ...links,
  "a file": (path: string) => writeFileSync(path, "junk"),
}))
  test(`${what} in place of the log's folder is a sentence`, { skip }, async t => {
    const folder = temporaryFolder(t);
    make(join(folder, "segments"));
    await assert.rejects(openTestIndex({ files: folderFiles(folder) }), (error: Error) => {
      assert.equal(error.name, "UserError");
      assert.match(error.message, /segments is not a folder, so the index's log in it cannot be read\. Move/);
      return true;
    });
  });

for (const [what, make] of [
  ...Object.entries({ ...things, ...links, ...folderThing }),
  [
    "a folder with a file",
    (path: string) => {
      mkdirSync(path);
      writeFileSync(join(path, "kept"), "");
    },
  ],
] as const) {
  test(`${what} in place of the lock keeps nobody out`, { skip }, async t => {
    const folder = temporaryFolder(t);
    make(join(folder, "index.lock"));
    assert.equal(await folderFiles(folder).alone(async held => held()), true);
    assert.ok(!existsSync(join(folder, "index.lock")));
  });
}
