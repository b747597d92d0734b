import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { longOnly } from "../harness/suites/long-runs";
import { dataOf, withHub } from "../unit/hub-server/loopback";
import { runCli, withFolder } from "./run";

test("a card with thousands of parents makes a bounded number of requests and says what was not read", () =>
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

test("the ancestors of a card are read up to a stated number", { skip: longOnly }, () => {
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

test("no nesting, and no number of comments or anchors, ends lint or keeps it from the rest of a card", () =>
  withFolder(async folder => {
    const hostile: Readonly<Record<string, string>> = {
      dashes: `x:\n${"- ".repeat(50_000)}`,
      "question marks": `x: 1\n${"? ".repeat(50_000)}`,
      "dashes and question marks": `x:\n${"- ? ".repeat(50_000)}`,
      comments: "# hub-lineage-disable no/rule: why\n".repeat(150_000),
      "keys that repeat an anchor": `a: &a [${"x,".repeat(20_000)}]\n${"? *a\n: 1\n".repeat(10_000)}`,
      "a key that repeats itself": "? &a [*a]\n: 1",
    };
    for (const [name, yaml] of Object.entries(hostile)) {
      mkdirSync(join(folder, name));
      writeFileSync(
        join(folder, name, "README.md"),
        `---\nlicense: no-such\nbase_model: ./x\n${yaml}\n---\n`,
      );
    }
    const ran = await runCli(["lint", folder, "--offline", "--index", join(folder, ".index")]);
    assert.equal(ran.code, 1, ran.stderr);
    assert.equal(ran.stdout.match(/error {2}license no-such is not/g)?.length, 6, ran.stdout);
    assert.equal(ran.stdout.match(/error {2}base_model \.\/x is/g)?.length, 6, ran.stdout);
  }));
