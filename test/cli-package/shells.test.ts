import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { completionScript } from "../../src/cli/help/shell-completion";
import { runIn, withFolder } from "../cli/run";
import { bringProgram } from "./debian-programs";
import { typeInto } from "./terminal";

before(() => {
  bringProgram("zsh");
  bringProgram("fish");
  bringProgram("script", "bsdutils");
});

test("Fish completes commands, the options of a command with their help, and their values", () =>
  withFolder(async folder => {
    const script = join(folder, "script.fish");
    writeFileSync(script, completionScript("fish"));
    const offered = async (line: string) => {
      const program = `source ${script}; complete --do-complete "${line}"`;
      const ran = await runIn(folder, "fish", ["--no-config", "-c", program], { HOME: folder });
      assert.equal(ran.stderr, "");
      return ran.stdout.trim().split("\n");
    };
    assert.deepEqual(await offered("hub-lineage fam"), [
      "family\tprint a model with its ancestors and descendants",
    ]);
    assert.deepEqual(await offered("hub-lineage family --u"), ["--up\tat most N levels of ancestors"]);
    assert.match((await offered("hub-lineage lint --format sar")).join("\n"), /^sarif\t/);
    assert.ok((await offered("hub-lineage analyze str")).includes("structure"));
    assert.ok((await offered("hub-lineage lint scr")).includes("script.fish"));
  }));

test("Zsh completes a command, an option, a value, and a file on a terminal", () =>
  withFolder(async folder => {
    writeFileSync(join(folder, "script.zsh"), completionScript("zsh"));
    writeFileSync(join(folder, "modelcard.md"), "");
    const lines: readonly (readonly [typed: string, becomes: string])[] = [
      ["hub-lineage fam\t", "hub-lineage family"],
      ["hub-lineage family --u\t", "hub-lineage family --up"],
      ["hub-lineage lint --format sar\t", "hub-lineage lint --format sarif"],
      ["hub-lineage lint modelc\t", "hub-lineage lint modelcard.md"],
    ];
    // After completion, the line becomes the argument of a command that prints it between angle brackets.
    const typed = lines.map(([line]) => `${line}\x01print -r "<\x05>"\r`);
    const shown = await typeInto("zsh -f -i", folder, [
      "PS1=; autoload -U compinit; compinit -u -D; source ./script.zsh; echo READ''Y\r",
      ...typed,
      "exit\r",
    ]);
    for (const [, line] of lines)
      assert.ok(shown.includes(`\n<${line}>`), `${line}: ${JSON.stringify(shown)}`);
  }));
