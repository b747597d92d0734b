import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import { makeSampleWorkspace } from "../harness/workspace";
import type { LoopbackHub } from "../hub/server";
import { runCli, withFolder } from "./run";

interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
  readonly fixes: readonly { readonly title: string }[];
}

let hub: LoopbackHub;
before(async () => {
  hub = await startSampleHub();
});
after(() => hub.close());

function rulesOf(findings: readonly Found[]): readonly string[] {
  return findings.map(finding => finding.rule).sort();
}

test("the sample workspace's draft has findings for license, languages, and relation, each in its place", () =>
  withFolder(async index => {
    const path = join(repoRoot(), "test/fixtures/workspace/my-bloom-assistant/README.md");
    const ran = await runCli(["lint", path, "--endpoint", hub.url, "--index", index, "--format", "json"]);
    assert.equal(ran.code, 0, ran.stderr);
    const { files, summary } = JSON.parse(ran.stdout);
    assert.equal(files.length, 1);
    const findings: Found[] = files[0].findings;
    assert.deepEqual(rulesOf(findings), [
      "license/use-restrictions-dropped",
      "relation/contradicts-files",
      "trait/languages-lost",
    ]);
    const lines = readFileSync(path, "utf8").split("\n");
    const license = findings.find(finding => finding.rule === "license/use-restrictions-dropped");
    assert.ok(license);
    assert.equal(
      lines[license.start.line]?.slice(license.start.character, license.end.character),
      "apache-2.0",
    );
    assert.equal(summary.warning + summary.info + summary.hint + summary.error, findings.length);
  }));

test("a folder is searched for README.md files; ordinary, dataset, and Space cards are left alone", () =>
  withFolder(async index => {
    const workspace = makeSampleWorkspace(hub.url);
    try {
      const ran = await runCli([
        "lint",
        workspace.folder,
        "--endpoint",
        hub.url,
        "--index",
        index,
        "--format",
        "json",
      ]);
      const { files } = JSON.parse(ran.stdout);
      const folders = files.map((file: { path: string }) => file.path.split("/").at(-2)).sort();
      assert.deepEqual(folders, [
        "HuggingFaceTB__SmolLM2-1.7B-Instruct",
        "bigscience__bloom-560m",
        "my-bloom-assistant",
        "tiny-poet-lora",
        "wandb__gemma-2b-zephyr-sft",
      ]);
    } finally {
      workspace.remove();
    }
  }));

test("a model that names itself is an error with exit code 1, and --repo identifies the model", () =>
  withFolder(async folder => {
    const card = join(folder, "README.md");
    writeFileSync(card, "---\nbase_model: bigscience/bloom-560m\n---\n# Itself\n");
    const args = ["lint", card, "--endpoint", hub.url, "--index", join(folder, "index"), "--format", "json"];
    const as = await runCli([...args, "--repo", "bigscience/bloom-560m"]);
    assert.ok(rulesOf(JSON.parse(as.stdout).files[0].findings).includes("base-model/self"));
    assert.equal(as.code, 1);
    const draft = await runCli(args);
    assert.ok(!rulesOf(JSON.parse(draft.stdout).files[0].findings).includes("base-model/self"));
  }));

test("text output has the path, line and column (from 1), severity, message, and rule", () =>
  withFolder(async index => {
    const path = join(repoRoot(), "test/fixtures/workspace/tiny-poet-lora/README.md");
    const ran = await runCli(["lint", path, "--endpoint", hub.url, "--index", index]);
    assert.match(
      ran.stdout,
      /tiny-poet-lora\/README\.md:\d+:\d+ {2}\w+ {2}.*bigscience\/bloom-650m.* {2}base-model\/not-found\n/,
    );
  }));

test("without the Hub, lint exits with 2 and says so, and --offline uses what is known", () =>
  withFolder(async folder => {
    const own = await startSampleHub();
    await own.close();
    mkdirSync(join(folder, "card"));
    const card = join(folder, "card", "README.md");
    writeFileSync(card, "---\nbase_model: google/gemma-2b\nlicense: no-such-license\n---\n");
    const args = ["lint", card, "--endpoint", own.url, "--index", join(folder, "index"), "--format", "json"];
    const gone = await runCli(args);
    assert.equal(gone.code, 2, gone.stdout);
    assert.match(gone.stderr, /--offline/);
    const offline = await runCli([...args, "--offline"]);
    assert.deepEqual(rulesOf(JSON.parse(offline.stdout).files[0].findings), ["license/invalid-id"]);
  }));
