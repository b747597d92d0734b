import assert from "node:assert/strict";
import { test } from "node:test";
import { runCli, withFolder } from "./run";
import { familyAt, withTwoHubs } from "./two-hubs";

test("answers of one Hub are not used for another with the same index folder, also offline", () =>
  withTwoHubs(async (one, other, index) => {
    assert.equal((await familyAt(one.url, index)).license, "mit");
    const offline = await familyAt(other.url, index, "--offline");
    assert.equal(offline.license, null, "nothing is known at this Hub");
    assert.ok(
      offline.stderr.includes(`has answers of ${one.url}, which are not used for ${other.url}.`),
      offline.stderr,
    );
    assert.equal((await familyAt(one.url, index, "--offline")).license, "mit");
  }));

test("query refuses an address that is none", () =>
  withFolder(async index => {
    const sql = ["query", "SELECT 1", "--index", index, "--endpoint", "hub.example"];
    const query = await runCli(sql);
    assert.deepEqual([query.code, query.stdout], [2, ""]);
    assert.match(query.stderr, /endpoint is not an http or https address/);
  }));
