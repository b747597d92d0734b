import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { completionScript } from "../../../src/cli/help/shell-completion";
import { runIn, withFolder } from "../run";

/** What Bash offers for a line that ends with the word to complete. */
async function offered(folder: string, line: string, last?: string): Promise<readonly string[]> {
  const script = join(folder, "script.bash");
  if (!existsSync(script)) writeFileSync(script, completionScript("bash"));
  const words = [...line.split(" "), ...(last === undefined ? [] : [last])];
  const program = `source "${script}"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hub_lineage; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const ran = await runIn(folder, "bash", ["--norc", "-c", program, "bash", ...words]);
  assert.equal(ran.stderr, "");
  return ran.stdout.split("\n").filter(word => word !== "");
}

test("Bash completes commands, the options of a command, their values, and files", () =>
  withFolder(async folder => {
    mkdirSync(join(folder, "models"));
    writeFileSync(join(folder, "model.txt"), "");
    assert.deepEqual(await offered(folder, "hub-lineage ex"), ["export"]);
    assert.deepEqual(await offered(folder, "hub-lineage family --up"), ["--up"]);
    assert.deepEqual(await offered(folder, "hub-lineage family --format cs"), ["csv"]);
    assert.deepEqual((await offered(folder, "hub-lineage lint mod")).toSorted(), ["model.txt", "models"]);
    assert.deepEqual(await offered(folder, "hub-lineage export --out mod"), ["models"]);
    mkdirSync(join(folder, "my own models"));
    writeFileSync(join(folder, "my *.txt"), "");
    const both = ["my *.txt", "my own models"];
    for (const typed of ["my", "my\\ ", '"my ', "'my "])
      assert.deepEqual((await offered(folder, "hub-lineage lint", typed)).toSorted(), both, typed);
    assert.deepEqual(await offered(folder, "hub-lineage export --out", "my\\ o"), ["my own models"]);
    assert.deepEqual(await offered(folder, "hub-lineage completion f"), ["fish"]);
    assert.deepEqual(await offered(folder, "hub-lineage family --endpoint x"), []);
  }));
