import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { runCli, withFolder } from "../run";

const rows = ["nobody-knows/a", "nobody-knows/b", "google/c"].map(id => ({ id, downloads: 5n }));

function withIndex(
  work: (
    kinds: (own: string) => Promise<{ code: number | null; stderr: string; models: Record<string, number> }>,
    folder: string,
  ) => Promise<void>,
): Promise<void> {
  return withFolder(async folder => {
    const [file, index] = [join(folder, "models.parquet"), join(folder, "index")];
    writeFileSync(file, parquetOf(rows));
    assert.equal((await runCli(["import", file, "--index", index])).code, 0);
    await work(async own => {
      const { code, stdout, stderr } = await runCli([
        ...["analyze", "kinds", "--index", index, "--organizations", own],
      ]);
      const kinds: { kind: string; models: number }[] = stdout === "" ? [] : JSON.parse(stdout).result.kinds;
      return {
        code,
        stderr,
        models: Object.fromEntries(
          kinds.filter(({ models }) => models > 0).map(({ kind, models }) => [kind, models]),
        ),
      };
    }, folder);
  });
}

test("--organizations overrides the shipped table, as CSV and as JSON", () =>
  withIndex(async (kinds, folder) => {
    const [csv, json] = [join(folder, "own.csv"), join(folder, "own.json")];
    writeFileSync(csv, "name,kind,country\nnobody-knows,classroom,\nGoogle,unknown,\n");
    writeFileSync(json, '[{"name": "nobody-knows", "kind": "university"}]');
    assert.deepEqual(await kinds(csv), { code: 0, stderr: "", models: { classroom: 2, unknown: 1 } });
    assert.deepEqual(await kinds(json), { code: 0, stderr: "", models: { university: 2, company: 1 } });
  }));

test("rows that cannot be read are told with exit 2, and the others count", () =>
  withIndex(async (kinds, folder) => {
    const own = join(folder, "own.csv");
    writeFileSync(own, "name,kind\nnobody-knows,startup\ngoogle,person\nx y,company\n");
    const { code, stderr, models } = await kinds(own);
    assert.equal(code, 2);
    assert.deepEqual(models, { person: 1, unknown: 2 });
    assert.match(stderr, /own\.csv: Line 2 has the kind "startup"\. Use one of company, /);
    assert.match(stderr, /own\.csv: Line 4 has the name "x y"/);
  }));

test("a table of which nothing can be read is an error, whatever is in its place", () =>
  withIndex(async (kinds, folder) => {
    const at = (name: string) => join(folder, name);
    writeFileSync(at("empty.csv"), "");
    writeFileSync(at("broken.json"), "[{");
    writeFileSync(at("long.csv"), "");
    truncateSync(at("long.csv"), 9_000_000);
    assert.equal(spawnSync("mkfifo", [at("pipe.csv")]).status, 0);
    for (const [name, words] of [
      ["none.csv", /There is no file ".*none\.csv"\. Check --organizations\./],
      ["empty.csv", /empty\.csv: The table of authors is empty\./],
      ["broken.json", /broken\.json: .*is not valid JSON/],
      ["long.csv", /long\.csv is longer than the 8 MB that are read/],
      ["pipe.csv", /pipe\.csv is not a file but a pipe or a device/],
      ["index", /index is a folder/],
    ] as const) {
      const { code, stderr, models } = await kinds(at(name));
      assert.equal(code, 2, name);
      assert.match(stderr, words);
      assert.deepEqual(models, {}, name);
    }
  }));
