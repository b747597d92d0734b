import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import { longOnly, sampled } from "../harness/suites/long-runs";
import { testEnvironment } from "../harness/test-environment";
import { factsFromJson } from "../hub/models/facts";
import type { LoopbackHub } from "../hub/server";
import { type Ran, runCli, withEmptyIndex, withFolder } from "./run";

let hub: LoopbackHub;
before(async () => {
  hub = await startSampleHub();
});
after(() => hub.close());

const smol = "HuggingFaceTB/SmolLM2-1.7B";

/** Starts the program and answers when it ends; `onLine` sees each line of its output as it comes. */
async function runWatched(
  args: readonly string[],
  onLine: (line: string, kill: (signal: NodeJS.Signals) => void) => void,
): Promise<Ran> {
  const child = spawn(process.execPath, [join(repoRoot(), "dist/cli.js"), ...args], {
    env: testEnvironment(),
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", chunk => {
    const seen = stdout.split("\n").length - 1;
    stdout += String(chunk);
    for (const line of stdout.split("\n").slice(seen, -1)) onLine(line, signal => void child.kill(signal));
  });
  child.stderr.on("data", chunk => (stderr += String(chunk)));
  const code = await new Promise<number | null>(resolve => child.once("close", resolve));
  return { code, stdout, stderr };
}

const plain = factsFromJson({ id: "some/model" });
const places = (index: string) => ["--endpoint", hub.url, "--index", index];

test("index reads a complete family and reports the cost; a second run sends no requests", t =>
  withFolder(async index => {
    hub.resetRequests();
    const models = sampled(t, "models", 75, 1042);
    const root = models === 75 ? "bigscience/bloom-560m" : smol;
    const first = await runCli(["index", root, ...places(index), "--format", "json"]);
    assert.equal(first.code, 0, first.stderr);
    const { seconds, ...figures } = JSON.parse(first.stdout);
    assert.deepEqual(figures, { models, edges: models - 1, requests: hub.requests().length, retries: 0 });
    assert.ok(seconds > 0);
    const second = JSON.parse((await runCli(["index", root, ...places(index), "--format", "json"])).stdout);
    assert.deepEqual({ ...second, seconds: 0 }, { ...figures, requests: 0, seconds: 0 });

    const status = JSON.parse((await runCli(["status", "--index", index, "--format", "json"])).stdout);
    assert.deepEqual([status.models, status.edges], [models, models - 1]);
    assert.ok(status.bytes > 50_000);
    const [family] = status.families;
    assert.deepEqual([family.root, family.models, family.unchecked], [root, models, 0]);
    for (const time of [status.updated, family.updated]) assert.equal(new Date(time).toISOString(), time);
  }));

test("status describes an empty index", () =>
  withEmptyIndex(async index => {
    const status = JSON.parse((await runCli(["status", "--index", index, "--format", "json"])).stdout);
    const { models, edges, families, updated } = status;
    assert.deepEqual(
      { models, edges, families, updated },
      { models: 0, edges: 0, families: [], updated: null },
    );
    assert.match((await runCli(["status", "--index", index])).stdout, /^0 models, 0 edges/);
  }));

test(
  "reported progress survives being killed right afterward, and the next run continues",
  { skip: longOnly },
  () =>
    withFolder(async index => {
      let reported = 0;
      const killed = await runWatched(["index", smol, "--progress", ...places(index)], (line, kill) => {
        reported = JSON.parse(line).indexed ?? reported;
        if (reported > 100) kill("SIGKILL");
      });
      assert.equal(killed.code, null);
      assert.ok(reported > 100 && reported <= 1042, `${reported} models reported`);
      const status = JSON.parse((await runCli(["status", "--index", index, "--format", "json"])).stdout);
      assert.ok(status.models >= reported, `${status.models} models of ${reported} reported`);
      assert.equal(status.families[0]?.root, smol, "the family is still wanted");
      assert.ok(status.families[0].unchecked > 0);
      const sql = "SELECT count(complete_at) AS n FROM children_lists";
      const read = JSON.parse((await runCli(["query", sql, "--index", index])).stdout)[0].n;
      hub.resetRequests();
      const rest = await runCli(["index", smol, ...places(index), "--format", "json"]);
      assert.equal(JSON.parse(rest.stdout).models, 1042);
      assert.equal(hub.requests().length, 1042 - read, "exactly the lists that were not read are asked for");
    }),
);

test("Ctrl+C stops, saves, and exits with 130; progress is JSON lines with the total last", () =>
  withFolder(async index => {
    const args = ["index", smol, "--progress", "--format", "json", ...places(index)];
    let isAsked = false;
    const stopped = await runWatched(args, (line, kill) => {
      if (isAsked || JSON.parse(line).indexed < 50) return;
      isAsked = true;
      kill("SIGINT");
    });
    assert.equal(stopped.code, 130, stopped.stderr);
    assert.match(stopped.stderr, /^hub-lineage: Stopped\. [\d,]+ models were saved.*to continue\.\n$/);
    const lines = (await runCli(args)).stdout
      .trimEnd()
      .split("\n")
      .map(line => JSON.parse(line));
    const last = lines.pop();
    assert.deepEqual(Object.keys(last), ["models", "edges", "requests", "retries", "seconds"]);
    assert.equal(last.models, 1042);
    for (const [at, { indexed }] of lines.entries()) assert.ok(indexed > (lines[at - 1]?.indexed ?? 0));
  }));

test("a name without a slash is an organization, unless the Hub knows a model of that name", () =>
  withFolder(async index => {
    const own = await startSampleHub();
    try {
      const args = ["--endpoint", own.url, "--index", index, "--format", "json"];
      const org = JSON.parse((await runCli(["index", "bigscience", ...args])).stdout);
      assert.ok(org.models >= 1 && org.requests >= 1);
      own.data.put([
        { ...plain, id: "gpt-x" },
        { ...plain, id: "org/child", parents: ["gpt-x"] },
      ]);
      own.data.rename("gpt-x", "org/gpt-x");
      const legacy = JSON.parse((await runCli(["index", "gpt-x", ...args])).stdout);
      assert.deepEqual([legacy.models, legacy.edges], [2, 1], "the family by its old name");
      const forced = await runCli(["index", "gpt-x", "--org", ...args]);
      assert.equal(forced.code, 2);
      assert.match(forced.stderr, /No model or organization named gpt-x/);
    } finally {
      await own.close();
    }
  }));

test("--cards reads the cards as well", () =>
  withFolder(async index => {
    const ran = await runCli(["index", "bigscience/bloom-560m", "--cards", ...places(index)]);
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(ran.stdout, /^75 models, 74 edges; \d+ requests/);
    const count = await runCli(["query", "SELECT count(*) AS n FROM cards", "--index", index]);
    assert.deepEqual(JSON.parse(count.stdout), [{ n: 75 }]);
  }));

test("an unreachable Hub gives one line and exit code 2, and what was read is kept", () =>
  withFolder(async index => {
    const own = await startSampleHub();
    const args = ["index", smol, "--endpoint", own.url, "--index", index, "--progress"];
    let gone = false;
    const ran = await runWatched(args, line => {
      if (gone || JSON.parse(line).indexed < 50) return;
      gone = true;
      void own.close();
    });
    assert.equal(ran.code, 2, ran.stdout);
    assert.equal(ran.stderr.trim().split("\n").length, 1, ran.stderr);
    assert.match(ran.stderr, /cannot be reached.*Run the same command to continue/);
    const status = JSON.parse((await runCli(["status", "--index", index, "--format", "json"])).stdout);
    assert.ok(status.models >= 50);
  }));

for (const [args, says] of [
  [["index"], /takes one model ID or organization/],
  [["index", "a/b", "--org"], /contains a slash/],
  [["index", "a b"], /not a model ID/],
  [["status", "now"], /takes no arguments/],
] as const) {
  test(`${args.join(" ")} gives one line that says what is wrong, and exit code 2`, async () => {
    const ran = await runCli(args);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, says);
    assert.equal(ran.stderr.trim().split("\n").length, 1);
  });
}
