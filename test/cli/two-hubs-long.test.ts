import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runCli } from "./run";
import { familyAt, withTwoHubs } from "./two-hubs";

test("each of two Hubs with one index folder has its own answers, and is known in any spelling", () =>
  withTwoHubs(async (one, other, index) => {
    await familyAt(one.url, index);
    assert.equal((await familyAt(other.url, index)).license, "apache-2.0");
    const again = await familyAt(other.url, index);
    assert.deepEqual([again.license, again.stderr], ["apache-2.0", ""]);
    // The same Hub in another spelling.
    one.resetRequests();
    const spelled = await familyAt(`${one.url.replace("http", "HTTP")}//`, index);
    assert.deepEqual([spelled.license, one.requests().length], ["mit", 0]);
  }));

test("status, query, and run tell whose answers they use, and use those of another Hub if it is named", () =>
  withTwoHubs(async (one, other, folder) => {
    const index = join(folder, "index");
    for (const hub of [one, other])
      await runCli(["family", "lab/base", "--endpoint", hub.url, "--index", index]);
    const sql = "SELECT license FROM models";
    const first = await runCli(["query", sql, "--index", index]);
    assert.deepEqual(JSON.parse(first.stdout), [{ license: "mit" }]);
    assert.match(first.stderr, /Only the answers of \S+ are used\. .* also has those of .* with --endpoint/);
    const named = await runCli(["query", sql, "--index", index, "--endpoint", other.url]);
    assert.deepEqual([JSON.parse(named.stdout), named.stderr], [[{ license: "apache-2.0" }], ""]);
    const byEnvironment = await runCli(["query", sql, "--index", index], { HF_ENDPOINT: other.url });
    assert.deepEqual(JSON.parse(byEnvironment.stdout), [{ license: "apache-2.0" }]);
    const notebook = join(folder, "some.lineage.sql");
    writeFileSync(notebook, `${sql};\n`);
    const ran = await runCli(["run", notebook, "--index", index, "--endpoint", other.url]);
    assert.match(ran.stdout, /apache-2\.0/);
    const status = JSON.parse((await runCli(["status", "--index", index, "--format", "json"])).stdout);
    assert.deepEqual([status.hub, status.otherHubs, status.models], [one.url, [other.url], 1]);
    const text = await runCli(["status", "--index", index]);
    assert.ok(text.stdout.includes(`also has answers of ${other.url}: choose them with --endpoint`));
  }));

test("a note of the index's Hub that is damaged is told, and no answer is used for a Hub that it may not be from", () =>
  withTwoHubs(async (one, _, index) => {
    const args = ["family", "lab/base", "--endpoint", one.url, "--index", index];
    await runCli(args);
    const note = join(index, "index.hub");
    for (const damage of ["", "http://127.0.0.1:1 00000000\n", "junk\u0000"]) {
      writeFileSync(note, damage);
      const { code, stdout, stderr } = await runCli(args);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /index\.hub, which says from which Hub the index there is, is damaged\. /);
    }
  }));
