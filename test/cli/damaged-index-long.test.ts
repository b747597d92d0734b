import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runCli, withFolder } from "./run";

test("every command over a damaged index prints what there is, tells the damage, and exits with 2, once", () =>
  withFolder(async folder => {
    const notebook = join(folder, "some.lineage.sql");
    writeFileSync(notebook, "SELECT 1;\n");
    for (const args of [
      ["family", "lab/base", "--offline"],
      ["query", "SELECT count(*) FROM models"],
      ["status"],
      ["run", notebook],
    ]) {
      const index = join(folder, args[0] ?? "");
      mkdirSync(index);
      writeFileSync(join(index, "index.sqlite"), "junk");
      const ran = await runCli([...args, "--index", index]);
      assert.equal(ran.code, 2, args[0]);
      assert.match(ran.stderr, /The saved index was damaged\. It was kept as .*damaged-1\.sqlite/);
      assert.notEqual(ran.stdout, "");
    }
    const again = await runCli(["status", "--index", join(folder, "status")]);
    assert.deepEqual([again.code, again.stderr], [0, ""]);
  }));
