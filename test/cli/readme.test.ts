import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { parseCommand } from "../../src/cli/arguments";
import { commandTable } from "../../src/cli/help/command-table";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import { runShell, withFolder } from "./run";

/** README.md and the pages of docs/, as one text. */
const documents = ["README.md", ...readdirSync(join(repoRoot(), "docs")).map(name => `docs/${name}`)]
  .filter(path => path.endsWith(".md"))
  .map(path => readFileSync(join(repoRoot(), path), "utf8"))
  .join("\n");

const dropped =
  "---\nlicense: mit\nbase_model: google/gemma-2b\nbase_model_relation: finetune\nlanguage: en\npipeline_tag: text-generation\n---\n";

const { version } = JSON.parse(readFileSync(join(repoRoot(), "package.json"), "utf8"));

/** The block of code in them that begins with a text. */
function block(begin: string): string {
  const blocks = [...documents.matchAll(/```(?:yaml|sh)\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  return blocks.find(code => code.startsWith(begin)) ?? "";
}

test("the workflow for GitHub Actions and the pre-commit hook name this version, and only inputs and hooks that exist", () => {
  const steps = parse(block("name: Model cards")).jobs.lint.steps;
  const { uses, with: inputs } = steps.at(-1);
  assert.equal(uses, `hub-lineage/hub-lineage@v${version}`);
  const action = parse(readFileSync(join(repoRoot(), "action.yml"), "utf8"));
  for (const name of Object.keys(inputs)) assert.ok(Object.hasOwn(action.inputs, name), name);
  for (const name of Object.keys(action.inputs))
    assert.ok(name === "package" || documents.includes(`\`${name}\``), name);
  const [{ rev, hooks }] = parse(block("repos:")).repos;
  assert.equal(rev, `v${version}`);
  const known = parse(readFileSync(join(repoRoot(), ".pre-commit-hooks.yaml"), "utf8"));
  for (const { id } of hooks)
    assert.ok(
      known.some((hook: { id: string }) => hook.id === id),
      id,
    );
  for (const { id, files } of known) {
    assert.ok(documents.includes(`\`${id}\``), id);
    assert.match("models/a/README.md", new RegExp(files));
    assert.doesNotMatch("models/a/OTHERREADME.md", new RegExp(files));
  }
});

test("the lines for GitLab CI and for a shell run as they stand where hub-lineage is the built program", () =>
  withFolder(async folder => {
    const lines = [parse(block("model-cards:"))["model-cards"].script[0], block("npx ").trim()];
    const npx = `npx() { [ "$1 $2" = "--yes hub-lineage@${version}" ] && shift 2 && "${process.execPath}" "${join(repoRoot(), "dist/cli.js")}" "$@"; }`;
    writeFileSync(join(folder, "README.md"), dropped);
    const hub = await startSampleHub();
    try {
      const env = { HF_ENDPOINT: hub.url, XDG_CACHE_HOME: folder };
      const [gitlab, shell] = [
        await runShell(`${npx}; ${lines[0]}`, folder, env),
        await runShell(`${npx}; ${lines[1]}`, folder, env),
      ];
      assert.equal(gitlab.code, 0, gitlab.stderr);
      const [first] = JSON.parse(readFileSync(join(folder, "gl-code-quality-report.json"), "utf8"));
      assert.equal(first.check_name, "license/use-restrictions-dropped");
      assert.deepEqual(first.location, { path: "README.md", lines: { begin: 2 } });
      assert.equal(shell.code, 1, "the shell example fails by --max-warnings 0");
    } finally {
      await hub.close();
    }
  }));

test("the documents show every command in the help, and only valid command lines", () => {
  const lines = [...documents.matchAll(/^ {4}hub-lineage (.*)$/gm)].map(([, line = ""]) => line);
  for (const line of lines) {
    const own = line.replace(/ (?:>|&&|\|) .*$/, "");
    const args = [...own.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
    assert.doesNotThrow(() => parseCommand(args), line);
  }
  assert.deepEqual(
    commandTable.filter(({ name }) => !lines.some(line => line.startsWith(name))),
    [],
    "write an example into docs/command-line.md",
  );
});
