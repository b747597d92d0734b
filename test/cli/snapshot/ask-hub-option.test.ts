import assert from "node:assert/strict";
import { test } from "node:test";
import { runCli } from "../run";
import { type Kinds, modelsOf, unknownOf, withAskedIndex } from "./asked-kinds";

test("--ask-hub asks about the most downloaded authors, and the answers are used without asking again", () =>
  withAskedIndex(async (hub, index) => {
    const analyze = ["analyze", "kinds", "--index", index, "--endpoint", hub.url];
    const asked = await runCli([...analyze, "--ask-hub", "3"]);
    assert.equal(asked.code, 0, asked.stderr);
    assert.match(
      asked.stderr,
      /answered about 3 of 3 authors: 1 organization, 1 person, and 1 name that nobody/,
    );
    const first: Kinds = JSON.parse(asked.stdout);
    assert.deepEqual(modelsOf(first), { company: 1, person: 1, unknown: 4 });
    assert.deepEqual(unknownOf(first), { organization: 1, nobody: 1, "not-asked": 1 });
    assert.equal(first.authors.asked, 3);
    assert.deepEqual(
      hub
        .requests()
        .map(({ path }) => path)
        .sort(),
      ["acme", "ann", "gone"]
        .flatMap(name => [`/api/organizations/${name}/overview`, `/api/users/${name}/overview`])
        .filter(path => path !== "/api/users/acme/overview")
        .sort(),
    );
    hub.resetRequests();
    const { stdout } = await runCli(analyze);
    assert.equal(stdout, asked.stdout);
    assert.deepEqual(hub.requests(), []);
  }));

test("--ask-hub takes a number, and an analysis that reads kinds", async () => {
  for (const [args, words] of [
    [["kinds", "--ask-hub", "0"], /--ask-hub takes a whole number from 1 to 10000, not "0"/],
    [["kinds", "--ask-hub", "all"], /not "all"/],
    [["mutation", "--ask-hub", "5"], /mutation reads no kinds of authors\. Remove --ask-hub/],
  ] as const) {
    const { code, stderr } = await runCli(["analyze", ...args]);
    assert.equal(code, 2);
    assert.match(stderr, words);
  }
});
