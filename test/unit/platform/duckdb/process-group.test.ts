import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ProcessGroup } from "../../../../src/platform/duckdb/process-group";
import { runningIn, untilRunning } from "./running-in";

test("the end of a group ends what its program started, and what a program holds counts what it started", async t => {
  if (process.platform !== "linux") return t.skip("reads /proc");
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "hub-lineage-group-")));
  try {
    const wrapper = join(folder, "wrapper");
    writeFileSync(wrapper, `#!/bin/sh\n"${process.execPath}" "$@"\nexit 0\n`);
    chmodSync(wrapper, 0o755);
    const program =
      "globalThis.held = Buffer.alloc(100 << 20, 1); console.log('ready'); setInterval(() => {}, 1000)";
    const group = new ProcessGroup(wrapper, ["-e", program], folder, {});
    await new Promise(resolve => group.child.stdout.once("data", resolve));
    assert.ok(((await group.heldMB()) ?? 0) > 100);
    assert.ok(runningIn(folder).length >= 2);
    group.end();
    await untilRunning(folder, 0);
    assert.equal(await group.heldMB(), 0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a program gets its arguments as they are, and tells how it ended", async t => {
  if (process.platform === "win32") return t.skip("starts a shell");
  const words = ["a b", "$HOME", "'", '"', "*", ""];
  const print = "process.stdout.write(JSON.stringify(process.argv.slice(1))); process.exitCode = 7";
  const { child } = new ProcessGroup(process.execPath, ["-e", print, "--", ...words], tmpdir(), {});
  let told = "";
  child.stdout.on("data", text => (told += String(text)));
  const code = await new Promise(resolve => child.once("close", resolve));
  assert.deepEqual([code, JSON.parse(told)], [7, words]);
});
