import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { parseCommand, usage } from "../../src/cli/arguments";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import { runShell, withFolder } from "./run";

/** README.md and the pages of docs/, as one text. */
const documents = ["README.md", ...readdirSync(join(repoRoot(), "docs")).map(name => `docs/${name}`)]
  .filter(path => path.endsWith(".md"))
  .map(path => readFileSync(join(repoRoot(), path), "utf8"))
  .join("\n");

/** The blocks of YAML in them: the hook of pre-commit first, then the workflow of GitHub. */
const [hook, workflow] = [...documents.matchAll(/```yaml\n(repos:|name:)([\s\S]*?)```/g)].map(
  ([, first, rest]) => `${first}${rest}`,
);

const sound =
  "---\nlicense: gemma\nbase_model: google/gemma-2b\nbase_model_relation: finetune\nlanguage: en\npipeline_tag: text-generation\n---\n";
const dropped = sound.replace("license: gemma", "license: mit");
const invalid = sound.replace("google/gemma-2b", "no repo id");

test("the hook of pre-commit passes a card without errors and stops one that has some", () =>
  withFolder(async folder => {
    const { entry, files } = parse(hook ?? "").repos[0].hooks[0];
    assert.match("models/a/README.md", new RegExp(files));
    assert.doesNotMatch("models/a/OTHERREADME.md", new RegExp(files));
    symlinkSync(repoRoot(), join(folder, "hub-lineage"));
    const cards = join(folder, "cards");
    mkdirSync(cards);
    for (const [name, text, code] of [
      ["A", sound, 0],
      ["B", invalid, 1],
    ] as const) {
      mkdirSync(join(cards, name));
      writeFileSync(join(cards, name, "README.md"), text);
      const ran = await runShell(`${entry} ${name}/README.md`, cards, { XDG_CACHE_HOME: folder });
      assert.equal(ran.code, code, ran.stdout + ran.stderr);
    }
  }));

test("the last line of the workflow asks the Hub and annotates what its parents' traits say", () =>
  withFolder(async folder => {
    const steps: readonly { readonly run?: string }[] = parse(workflow ?? "").jobs.lint.steps;
    const command = steps.at(-1)?.run ?? "";
    symlinkSync(repoRoot(), join(folder, ".hub-lineage"));
    writeFileSync(join(folder, "README.md"), dropped);
    const hub = await startSampleHub();
    try {
      const ran = await runShell(command, folder, { HF_ENDPOINT: hub.url, XDG_CACHE_HOME: folder });
      assert.equal(ran.code, 1, "the workflow fails by --max-warnings 0");
      assert.match(
        ran.stdout,
        /^::warning file=README\.md,line=2,.*title=license\/use-restrictions-dropped::/m,
      );
      assert.ok(hub.requests().length > 0);
    } finally {
      await hub.close();
    }
  }));

test("the documents show every command of the help, and only command lines that are understood", () => {
  const lines = [...documents.matchAll(/^ {4}hub-lineage (.*)$/gm)].map(([, line = ""]) => line);
  for (const line of lines) {
    const own = line.replace(/ (?:>|&&|\|) .*$/, "");
    const args = [...own.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    assert.doesNotThrow(() => parseCommand(args), line);
  }
  const commands = [...usage.matchAll(/^ {2}hub-lineage (\w+)/gm)].map(([, name = ""]) => name);
  assert.deepEqual(
    commands.filter(name => !lines.some(line => line.startsWith(name))),
    [],
    "write an example into docs/command-line.md",
  );
});
