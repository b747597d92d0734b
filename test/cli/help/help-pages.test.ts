import assert from "node:assert/strict";
import { test } from "node:test";
import { analysisOptions } from "../../../src/app/report/analysis-options";
import { parseCommand } from "../../../src/cli/arguments";
import { commandNamed, commandTable } from "../../../src/cli/help/command-table";
import { commandHelp, helpText } from "../../../src/cli/help/help-text";
import { runCli } from "../run";

test("COMMAND --help explains that command alone, with two examples, and -- ends the options", async () => {
  const ran = await runCli(["lint", "--help"]);
  assert.equal(ran.code, 0);
  assert.match(ran.stdout, /^Usage: hub-lineage lint PATH\.\.\. \[OPTIONS\]\n/);
  assert.equal(ran.stdout.match(/^ {2}hub-lineage lint /gm)?.length, 2);
  assert.deepEqual((await runCli(["help", "lint"])).stdout, ran.stdout);
  assert.equal(parseCommand(["lint", "--", "--help"]).name, "lint");
});

test("every command has two examples that it understands, and its help names every option within 100 columns", () => {
  for (const command of commandTable) {
    assert.equal(command.examples.length, 2, command.name);
    for (const [line] of command.examples) {
      const own = line.replace(/ (?:>|&&|\|) .*$/, "");
      const args = [...own.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
      assert.equal(parseCommand(args).name, command.name, line);
    }
    const help = commandHelp(command);
    for (const { name } of command.options)
      assert.ok(help.includes(`  --${name}`), `${command.name} --${name}`);
    const [usage] = help.split("\n\nExamples:");
    for (const line of (usage ?? "").split("\n")) assert.ok(line.length <= 100, line);
  }
});

test("the general help lists every command, and analyze takes every option of an analysis", () => {
  for (const { name } of commandTable) assert.match(helpText(), new RegExp(`^ {2}${name}\\b`, "m"));
  const options = commandNamed("analyze")?.options.map(({ name }) => name) ?? [];
  for (const name of Object.keys(analysisOptions)) assert.ok(options.includes(name), name);
});
