import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { asDiskError } from "../../../src/platform/disk-errors";
import { openDiskFile, snapshotFilesIn } from "../../../src/platform/node-snapshot";
import { writeTogether } from "../../../src/platform/node-whole-files";

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-whole-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the system throws when it refuses a call. */
function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: refused, write`), { code, syscall: "write", errno: -1 });
}

const writeTwo = (place: string) => {
  writeFileSync(join(place, "one"), "new one");
  writeFileSync(join(place, "two"), "new two");
  return 2;
};

test("files appear together, in place of links and not where they lead, under names that nobody can guess", () =>
  withFolder(async folder => {
    const out = join(folder, "out");
    mkdirSync(out);
    writeFileSync(join(folder, "elsewhere"), "mine");
    symlinkSync(join(folder, "elsewhere"), join(out, "one"));
    const places: string[] = [];
    const noting = (place: string) => {
      places.push(place);
      return writeTwo(place);
    };
    for (let run = 0; run < 2; run++) assert.equal(await writeTogether(out, noting), 2);
    assert.equal(readFileSync(join(folder, "elsewhere"), "utf8"), "mine");
    assert.equal(readFileSync(join(out, "one"), "utf8"), "new one");
    assert.deepEqual(readdirSync(out).sort(), ["one", "two"]);
    assert.notEqual(places[0], places[1]);
    assert.match(places[0] ?? "", /[0-9a-f]{24}\.tmp$/);
  }));

test("a folder that is a link, or lies behind one in the working folder, is refused; nothing is written", () =>
  withFolder(async folder => {
    const elsewhere = join(folder, "elsewhere");
    const here = join(folder, "here");
    for (const each of [elsewhere, join(here, "own")]) mkdirSync(each, { recursive: true });
    symlinkSync(elsewhere, join(here, "out"));
    symlinkSync("nowhere", join(here, "dead"));
    const before = process.cwd();
    process.chdir(here);
    try {
      for (const out of ["out", "out/", "out/in/it", "own/../out/in", "dead", join(here, "out")])
        await assert.rejects(writeTogether(out, writeTwo), {
          name: "UserError",
          message: /is a link to .*Name the/,
        });
      assert.deepEqual([readdirSync(elsewhere), readdirSync(here)], [[], ["dead", "out", "own"]]);
      await writeTogether("own/new", writeTwo);
      assert.ok(existsSync(join(here, "own", "new")));
    } finally {
      process.chdir(before);
    }
    // What is not in the working folder is the user's own way to it.
    await writeTogether(join(here, "out", "in"), writeTwo);
    assert.deepEqual(readdirSync(elsewhere), ["in"]);
  }));

test("files in a folder appear in that folder beside others, and a link in its place is refused", () =>
  withFolder(async folder => {
    const [out, elsewhere] = [join(folder, "out"), join(folder, "elsewhere")];
    const write = (place: string) => {
      mkdirSync(join(place, "figures"));
      writeFileSync(join(place, "page"), "page");
      writeFileSync(join(place, "figures", "one"), "new one");
    };
    await writeTogether(out, write);
    writeFileSync(join(out, "figures", "mine"), "mine");
    await writeTogether(out, write);
    assert.deepEqual(readdirSync(join(out, "figures")).sort(), ["mine", "one"]);
    assert.deepEqual(readdirSync(out).sort(), ["figures", "page"]);
    mkdirSync(elsewhere);
    rmSync(out, { recursive: true });
    mkdirSync(out);
    symlinkSync(elsewhere, join(out, "figures"));
    await assert.rejects(writeTogether(out, write), { name: "UserError", message: /not a folder/ });
    assert.deepEqual([readdirSync(elsewhere), readdirSync(out)], [[], ["figures"]]);
  }));

test("where writing fails, the files before stay, no half file does, and a sentence says what to do", () =>
  withFolder(async folder => {
    await writeTogether(folder, writeTwo);
    const failing = (code: string) =>
      writeTogether(folder, place => {
        writeFileSync(join(place, "one"), "half");
        throw systemError(code);
      });
    const words: readonly (readonly [string, RegExp])[] = [
      [
        "ENOSPC",
        /^The disk with \S+ is full \(ENOSPC\)\. Free some space, then try again\. Nothing was written\.$/,
      ],
      ["EDQUOT", /quota for \S+ is used up \(EDQUOT\)\. Free some space/],
      ["EROFS", /is on a read-only disk \(EROFS\)\. Choose a folder/],
      ["EACCES", /^You may not write to \S+ \(EACCES\)\. Change its permissions/],
      ["EIO", /cannot be used \(EIO\)\. Check the disk/],
    ];
    for (const [code, message] of words) await assert.rejects(failing(code), { name: "UserError", message });
    assert.deepEqual(readdirSync(folder).sort(), ["one", "two"]);
    assert.equal(readFileSync(join(folder, "one"), "utf8"), "new one");
    await assert.rejects(writeTogether(join(folder, "one", "in"), writeTwo), {
      message: /is a file and not a folder/,
    });
    const bug = new TypeError("x is undefined");
    assert.equal(asDiskError(bug, folder), bug);
  }));

test("a snapshot that cannot be written leaves the one before and nothing else, and says so", () =>
  withFolder(async folder => {
    const files = snapshotFilesIn(folder);
    await files.replace([Uint8Array.of(1)]);
    const failing = function* (): Generator<Uint8Array> {
      yield Uint8Array.of(2);
      throw systemError("ENOSPC");
    };
    await assert.rejects(files.replace(failing()), {
      name: "UserError",
      message: /is full \(ENOSPC\).*The snapshot that you have was kept\.$/,
    });
    assert.deepEqual(readdirSync(folder), ["snapshot.columns"]);
    assert.deepEqual([...readFileSync(join(folder, "snapshot.columns"))], [1]);
  }));

test("parts of a download do not follow a link that stands for their folder", () =>
  withFolder(async folder => {
    const [index, elsewhere] = [join(folder, "index"), join(folder, "elsewhere")];
    mkdirSync(index);
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, join(index, "snapshot-parts"));
    const parts = snapshotFilesIn(index).kept("state");
    await parts.write("0-1", Uint8Array.of(7));
    assert.deepEqual([...((await parts.read("0-1")) ?? [])], [7]);
    assert.deepEqual(readdirSync(elsewhere), []);
  }));

test("what is no file is not opened, since a pipe would wait for ever", () =>
  withFolder(async folder => {
    await assert.rejects(openDiskFile(folder), {
      name: "UserError",
      message: /is not a file\. Name a Parquet/,
    });
    await assert.rejects(openDiskFile("/dev/null"), { name: "UserError", message: /is not a file/ });
  }));
