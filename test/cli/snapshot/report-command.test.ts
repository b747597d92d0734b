import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { runCli, withFolder } from "../run";

async function withImported(work: (index: string, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async folder => {
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf(soundRows));
    const index = join(folder, "index");
    const { code, stderr } = await runCli(["import", file, "--index", index]);
    assert.equal(code, 0, stderr);
    await work(index, folder);
  });
}

/** Every file of a report by its path. */
function filesIn(out: string): Record<string, string> {
  const names = [
    ...readdirSync(out).filter(name => name !== "figures"),
    ...readdirSync(join(out, "figures")).map(name => `figures/${name}`),
  ];
  return Object.fromEntries(names.map(name => [name, readFileSync(join(out, name), "latin1")]));
}

test("report writes the same bytes twice, which name no folder, and again with the command that it tells", () =>
  withImported(async (index, folder) => {
    const [one, other, third] = ["one", "other", "third"].map(name => join(folder, name));
    assert.ok(one && other && third);
    const args = ["report", "--index", index, "--seed", "7", "--mode", "paper", "--since", "2020"];
    const { code, stdout, stderr } = await runCli([...args, "--out", one]);
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /report\.html\n.*report\.md\n.*figures \(\d+ figures, each as SVG, PDF, and CSV\)\n$/,
    );
    const files = filesIn(one);
    assert.equal((await runCli([...args, "--out", other])).code, 0);
    assert.deepEqual(filesIn(other), files);
    for (const [name, text] of Object.entries(files)) assert.ok(!text.includes(folder), name);
    const told = /^ {4}hub-lineage (report .*)$/m.exec(files["report.md"] ?? "")?.[1]?.split(" ") ?? [];
    const again = told.map(word => (word === "INDEX" ? index : word === "FOLDER" ? third : word));
    assert.equal((await runCli(again)).code, 0);
    assert.deepEqual(filesIn(third), files);
  }));

test("report runs only the analyses that are named", () =>
  withImported(async (index, folder) => {
    const out = join(folder, "out");
    const run = await runCli(["report", "--index", index, "--out", out, "--analyses", "mutation,inventory"]);
    assert.equal(run.code, 0, run.stderr);
    const markdown = readFileSync(join(out, "report.md"), "utf8");
    assert.match(markdown, /^## Mutation rates$/m);
    assert.doesNotMatch(markdown, /^## Structure of descent$/m);
    assert.match(markdown, /Date of the data: \d{4}-\d{2}-\d{2};/);
  }));

test("what report cannot do, it says, and then it writes nothing", () =>
  withImported(async (index, folder) => {
    const out = join(folder, "out");
    for (const [args, words] of [
      [["--index", index], /report needs --out DIR/],
      [["--index", index, "--out", out, "--analyses", "shape"], /no analysis named "shape"/],
      [["--index", index, "--out", out, "--mode", "fast"], /--mode takes paper or corrected/],
      [["--index", index, "--out", out, "mutation"], /report takes no arguments/],
      [["--index", index, "--out", out, "--organization", "nobody"], /No models in the snapshot match/],
      [["--index", join(folder, "none"), "--out", out], /no snapshot in/],
    ] as const) {
      const { code, stderr } = await runCli(["report", ...args]);
      assert.equal(code, 2);
      assert.match(stderr, words);
      assert.ok(!existsSync(out));
    }
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    mkdirSync(out);
    symlinkSync(elsewhere, join(out, "figures"));
    const { code, stderr } = await runCli([
      "report",
      "--index",
      index,
      "--out",
      out,
      "--analyses",
      "mutation",
    ]);
    assert.equal(code, 2);
    assert.match(stderr, /is not a folder.*Nothing was written/);
    assert.deepEqual([readdirSync(elsewhere), readdirSync(out)], [[], ["figures"]]);
  }));
