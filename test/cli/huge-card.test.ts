import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dataOf, withHub } from "../unit/hub-server/loopback";
import { runCli, withFolder } from "./run";

test("a card with thousands of parents costs a bounded number of requests and says what was not read", () =>
  withHub({ models: dataOf({ id: "a/b0" }, { id: "a/b299" }) }, hub =>
    withFolder(async folder => {
      const path = join(folder, "README.md");
      const parents = Array.from({ length: 3_000 }, (_, at) => `- a/b${at}\n`).join("");
      writeFileSync(path, `---\nlicense: mit\nbase_model:\n${parents}---\n`);
      const ran = await runCli(["lint", path, "--endpoint", hub.url, "--index", join(folder, "index")]);
      assert.match(ran.stdout, /names 3,000 models, and only the first 300 were read.*the other 2,700;/);
      assert.equal(hub.requests().length, 300);
    }),
  ));

test("the ancestors of a card are read up to a number that is told", () => {
  const level = (from: string, to: string) =>
    Array.from({ length: 90 }, (_, at) => ({
      id: `${from}/m${at}`,
      parents: Array.from({ length: 10 }, (_, more) => `${to}/m${(at * 10 + more) % 900}`),
    }));
  return withHub({ models: dataOf(...level("one", "two")) }, hub =>
    withFolder(async folder => {
      const path = join(folder, "README.md");
      const parents = Array.from({ length: 90 }, (_, at) => `- one/m${at}\n`).join("");
      writeFileSync(path, `---\nlicense: mit\nbase_model:\n${parents}---\n`);
      const ran = await runCli(["lint", path, "--endpoint", hub.url, "--index", join(folder, "index")]);
      assert.equal(hub.requests().length, 450, ran.stderr);
      assert.match(ran.stderr, /540 of the models that this card leads to were not read/);
    }),
  );
});
