import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dataOf, withHub } from "../../unit/hub-server/loopback";
import { runCli, withFolder } from "../run";

test("lint asks the Hub for the datasets that cards name, each once, and for none offline", () => {
  const models = dataOf();
  models.datasets.set("lab/nc", { license: "cc-by-nc-4.0" });
  models.datasets.set("lab/gone", { is: "missing" });
  models.datasets.set("squad", { movedTo: "rajpurkar/squad" });
  return withHub({ models }, hub =>
    withFolder(async root => {
      const card =
        "---\nlicense: mit\nlibrary_name: transformers\ndatasets: [lab/nc, lab/gone, squad, lab/fine]\n---\n# Poet\n";
      const paths = ["one", "two"].map(name => join(root, name));
      for (const path of paths) {
        mkdirSync(path);
        writeFileSync(join(path, "README.md"), card);
      }
      const run = (...more: string[]) =>
        runCli(["lint", ...paths, "--format", "json", "--index", join(root, "index"), ...more]);
      const rulesOf = (stdout: string) =>
        JSON.parse(stdout).files.map(({ findings }: { findings: readonly { rule: string }[] }) =>
          findings.map(({ rule }) => rule).filter(rule => rule.startsWith("datasets/")),
        );
      const { stdout } = await run("--endpoint", hub.url);
      const found = ["datasets/license", "datasets/not-found", "datasets/renamed"];
      assert.deepEqual(
        rulesOf(stdout).map((rules: string[]) => rules.sort()),
        [found, found],
      );
      const asked = hub.requests().filter(({ path }) => path.startsWith("/api/datasets/"));
      assert.equal(asked.length, 5, "four datasets, and one redirect");
      assert.deepEqual(rulesOf((await run("--endpoint", hub.url, "--offline")).stdout), [[], []]);
    }),
  );
});

test("a dataset that cannot be read is told, and the card counts as not checked completely", () =>
  withHub({}, hub =>
    withFolder(async root => {
      writeFileSync(
        join(root, "README.md"),
        "---\nlicense: mit\nlibrary_name: transformers\ndatasets: [lab/fine, lab/broken]\n---\n# Poet\n",
      );
      hub.setFaults({ targets: [{ match: "/api/datasets/lab/broken", status: 403 }] });
      const args = ["lint", root, "--index", join(root, "index"), "--endpoint", hub.url];
      const { code, stderr } = await runCli(args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, /README\.md: the dataset lab\/broken could not be read from http/);
      assert.equal((await runCli([...args, "--offline"])).code, 0);
    }),
  ));

test("what a fixed key names is looked up in the same run", () => {
  const models = dataOf();
  models.datasets.set("lab/gone", { is: "missing" });
  return withHub({ models }, hub =>
    withFolder(async root => {
      writeFileSync(
        join(root, "README.md"),
        "---\nlicense: mit\nlibrary_name: transformers\ndataset: [lab/gone]\n---\n# Poet\n",
      );
      const args = ["lint", root, "--fix", "--rule", "datasets/not-found=error", "--endpoint", hub.url];
      const { code, stdout } = await runCli([...args, "--index", join(root, "index")]);
      assert.match(stdout, /error {2}.*lab\/gone.* datasets\/not-found/);
      assert.equal(code, 1, stdout);
    }),
  );
});
