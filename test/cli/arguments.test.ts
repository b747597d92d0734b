import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runCli, withEmptyIndex, withFolder } from "./run";

const wrong: readonly (readonly [title: string, args: readonly string[], says: RegExp])[] = [
  ["an unknown command", ["famly"], /no command "famly"/],
  ["an unknown option", ["family", "a/b", "--deep"], /--deep/],
  ["no model", ["family"], /takes one model ID/],
  ["a model and a rank", ["family", "a/b", "--rank", "2"], /or --rank N instead/],
  ["a rank before the first", ["family", "--rank", "0"], /begins with 1/],
  ["text that is not an ID", ["family", "a b/c"], /not a model ID/],
  ["levels that are not a number", ["family", "a/b", "--up", "-1"], /--up/],
  ["an unknown format", ["family", "a/b", "--format", "xml"], /json, csv, mermaid, markdown/],
  [
    "a picture that cannot be drawn here",
    ["family", "a/b", "--format", "png"],
    /cannot draw a PNG.*--format svg/,
  ],
  [
    "a shape without a poster",
    ["family", "a/b", "--format", "csv", "--shape", "square"],
    /--shape applies only to posters/,
  ],
  ["an invalid endpoint", ["family", "a/b", "--endpoint", "ftp://x"], /ftp:\/\/x|http/],
  ["no path", ["lint"], /at least one file or folder/],
  ["a missing path", ["lint", "/no/such/README.md"], /no file or folder/],
  ["no statement", ["query"], /one SQL statement/],
  ["a statement that writes", ["query", "DELETE FROM models"], /./],
  ["a statement that is not SQL", ["query", "SELEKT 1"], /SELECT/],
];

for (const [title, args, says] of wrong) {
  test(`${title} gives one line that says so, exit code 2, and no stack`, () =>
    withEmptyIndex(async index => {
      const ran = await runCli(args[0] === "famly" ? args : [...args, "--index", index]);
      assert.equal(ran.code, 2, ran.stdout + ran.stderr);
      assert.equal(ran.stdout, "");
      assert.match(ran.stderr, says);
      assert.equal(ran.stderr.trim().split("\n").length, 1, `more than one line: ${ran.stderr}`);
      assert.doesNotMatch(ran.stderr, /unexpected|\n\s+at /);
    }));
}

test("--help lists every command and exit code, and --version prints the package's version", async () => {
  const help = await runCli(["--help"]);
  assert.equal(help.code, 0);
  for (const word of ["family", "lint", "query", "--help", "Exit codes"])
    assert.ok(help.stdout.includes(word), word);
  assert.match((await runCli(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
});

test("a damaged index is set aside and reported, the command continues, and its exit code tells", () =>
  withFolder(async index => {
    writeFileSync(join(index, "index.sqlite"), "this is no database");
    const ran = await runCli(["query", "SELECT count(*) AS n FROM models", "--index", index]);
    assert.equal(ran.code, 2, ran.stderr);
    assert.deepEqual(JSON.parse(ran.stdout), [{ n: 0 }]);
    assert.match(ran.stderr, /damaged/);
    const aside = readdirSync(index).find(name => name.includes("damaged"));
    assert.ok(aside, `no file was set aside in ${readdirSync(index).join(", ")}`);
    assert.equal(readFileSync(join(index, aside), "utf8"), "this is no database");
  }));

test("a folder that cannot hold an index gives one line and exit code 2", () =>
  withFolder(async folder => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const ran = await runCli(["query", "SELECT 1", "--index", join(file, "index")]);
    assert.equal(ran.code, 2, ran.stdout);
    assert.equal(ran.stderr.trim().split("\n").length, 1);
  }));

test("the default index is in the user's cache folder", () =>
  withFolder(async cache => {
    const ran = await runCli(["query", "SELECT 1 AS one"], { XDG_CACHE_HOME: cache });
    assert.equal(ran.code, 2);
    assert.ok(ran.stderr.includes(`There is no index in ${join(cache, "hub-lineage")}. `), ran.stderr);
    assert.ok(!existsSync(join(cache, "hub-lineage")), "a command that only reads made the folder");
  }));
