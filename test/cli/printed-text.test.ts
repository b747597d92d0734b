import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runCli, runShell, withFolder } from "./run";

const card =
  '---\nlicense: mit\nlicence: mit\nlibrary_name: "a\\e[31m\\nb [x](https://evil.example)"\nbase_model: o/x\n---\n';

/** Lines that are obeyed by a terminal or a build server, or that are none of ours. */
const obeyed = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}]|^\s*::(?!(?:error|warning|notice) file=)|##\w*\[/mu;

const folders = [
  "\u001b[31mred\u009b2J",
  "two\nlines",
  "::error::x",
  "##[error]y",
  "##vso[task.x]z",
  "\u202eright",
  "a,b:c%d",
];

for (const format of ["text", "github"]) {
  test(`lint as ${format} obeys no folder, value, or message, and prints one line per finding`, () =>
    withFolder(async folder => {
      for (const name of folders) {
        mkdirSync(join(folder, name));
        writeFileSync(join(folder, name, "README.md"), card);
      }
      const cli = join(process.env.HUB_LINEAGE_ROOT ?? ".", "dist/cli.js");
      const run = (as: string) =>
        runShell(`"${process.execPath}" "${cli}" lint . --offline --index index --format ${as}`, folder);
      const { stdout, stderr } = await run(format);
      assert.doesNotMatch(stdout, obeyed);
      assert.equal(stderr, "");
      const report = JSON.parse((await run("json")).stdout) as {
        files: { path: string; findings: unknown[] }[];
      };
      assert.deepEqual(
        report.files.map(({ path }) => path).sort(),
        folders.map(name => `${name}/README.md`).sort(),
      );
      const findings = report.files.reduce((sum, file) => sum + file.findings.length, 0);
      assert.ok(findings >= folders.length);
      assert.equal(stdout.trimEnd().split("\n").length, findings + 1);
    }));
}

for (const format of ["text", "github"]) {
  test(`lint as ${format}: nor is the name of a file that was not linted`, () =>
    withFolder(async folder => {
      const texts = folders.map(name => `${name}.md`);
      for (const name of texts) writeFileSync(join(folder, name), "Words\n");
      for (const name of folders) {
        mkdirSync(join(folder, name));
        symlinkSync("nowhere", join(folder, name, "README.md"));
      }
      const cli = join(process.env.HUB_LINEAGE_ROOT ?? ".", "dist/cli.js");
      const quoted = ["."].concat(texts).map(name => `'${name}'`);
      const line = `"${process.execPath}" "${cli}" lint ${quoted.join(" ")} --offline --index index --format ${format}`;
      const { stdout, stderr, code } = await runShell(line, folder);
      assert.equal(code, 2, stderr);
      assert.doesNotMatch(stdout, obeyed);
      assert.equal(stdout.trimEnd().split("\n").length, texts.length + folders.length + 1, stdout);
    }));
}

test("errors take one line, whatever they quote", () =>
  withFolder(async index => {
    for (const args of [
      ["lint", "no\u001b[31m\n::error::x\u202e"],
      ["query", "SELECT [\u001b[31m\n##x[error]", "--index", index],
    ]) {
      const { code, stderr } = await runCli(args);
      assert.equal(code, 2);
      assert.doesNotMatch(stderr, obeyed);
      assert.equal(stderr.split("\n").length, 2, stderr);
    }
  }));

test("SARIF messages contain no links from a card", () =>
  withFolder(async folder => {
    writeFileSync(join(folder, "README.md"), card);
    const { stdout } = await runCli([
      "lint",
      folder,
      "--offline",
      "--index",
      join(folder, "index"),
      "--format",
      "sarif",
    ]);
    const [run] = (JSON.parse(stdout) as { runs: { results: { message: { text: string } }[] }[] }).runs;
    assert.ok(run && run.results.length > 0);
    for (const { message } of run.results) assert.doesNotMatch(message.text, /\]\(/);
  }));
