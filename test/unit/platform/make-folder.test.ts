import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../../src/platform/make-folder";
import { withFolder } from "../../cli/run";

test("a folder is made with those above it, once", () =>
  withFolder(async root => {
    const folder = join(root, "a", "b", "c");
    assert.equal(await makeFolder(folder), true);
    assert.equal(await makeFolder(folder), false);
    assert.ok(existsSync(folder));
  }));

test("a place where no folder can be made is refused with the disk's own reason", () =>
  withFolder(async root => {
    writeFileSync(join(root, "file"), "");
    await assert.rejects(makeFolder(join(root, "file")), { code: "EEXIST" });
    await assert.rejects(makeFolder(join(root, "file", "below")), { code: "ENOTDIR" });
    if (process.platform === "linux")
      await assert.rejects(makeFolder("/proc/no-such/below"), { code: "ENOENT" });
  }));
