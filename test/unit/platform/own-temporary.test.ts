import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { writeTogether } from "../../../src/platform/node-whole-files";
import { removeLeft, temporaryPrefix } from "../../../src/platform/own-temporary";

test("temporary folders of killed processes are removed by the next run, and no others", async t => {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-left-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const own = `${temporaryPrefix("some-")}abc`;
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const left = own.replace(`some-${process.pid}-`, `some-${dead}-`);
  const elsewhere = left.replace(/-([\w.-]+)-abc$/, (_, host) => `-${host.replace(/.$/, "~")}-abc`);
  const far = left.replace(/-abc$/, "x-abc");
  const kept = [own, elsewhere, far, "some-1-2", "other"];
  for (const name of [left, ...kept]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, left, "inside"), "");
  const link = left.replace("abc", "link");
  symlinkSync(folder, join(folder, link));
  await removeLeft(folder, "some-");
  assert.deepEqual(readdirSync(folder).sort(), [...kept, link].sort());
});

test("files that are written together leave nothing of an earlier run that was killed", async t => {
  const folder = mkdtempSync(join(tmpdir(), "hub-lineage-left-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { pid: dead } = spawnSync(process.execPath, ["--version"]);
  const left = `${temporaryPrefix(".hub-lineage-")}0123.tmp`.replace(`-${process.pid}-`, `-${dead}-`);
  mkdirSync(join(folder, left));
  await writeTogether(folder, place => writeFileSync(join(place, "a"), ""));
  assert.deepEqual(readdirSync(folder), ["a"]);
});
