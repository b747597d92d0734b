import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runCli, withFolder } from "./run";

const wrong: readonly (readonly [title: string, args: readonly string[], says: RegExp])[] = [
  ["an unknown command", ["famly"], /no command "famly"/],
  ["an unknown option", ["family", "a/b", "--deep"], /--deep/],
  ["no model", ["family"], /takes one model ID/],
  ["a text that is no id", ["family", "a b/c"], /not a model ID/],
  ["levels that are no number", ["family", "a/b", "--up", "-1"], /--up/],
  ["an unknown format", ["family", "a/b", "--format", "xml"], /json or csv or mermaid or markdown/],
  ["an endpoint that is none", ["family", "a/b", "--endpoint", "ftp://x"], /ftp:\/\/x|http/],
  ["no path", ["lint"], /at least one file or folder/],
  ["a path that is not there", ["lint", "/no/such/README.md"], /no file or folder/],
  ["no statement", ["query"], /one SQL statement/],
  ["a statement that writes", ["query", "DELETE FROM models"], /./],
  ["a statement that is no SQL", ["query", "SELEKT 1"], /SELECT/],
];

for (const [title, args, says] of wrong) {
  test(`${title}: one line that says so, exit 2, no stack`, () =>
    withFolder(async index => {
      const ran = await runCli(args[0] === "famly" ? args : [...args, "--index", index]);
      assert.equal(ran.code, 2, ran.stdout + ran.stderr);
      assert.equal(ran.stdout, "");
      assert.match(ran.stderr, says);
      assert.equal(ran.stderr.trim().split("\n").length, 1, `more than one line: ${ran.stderr}`);
      assert.doesNotMatch(ran.stderr, /unexpected|\n\s+at /);
    }));
}

test("--help names every command and the exit codes; --version is the package's", async () => {
  const help = await runCli(["--help"]);
  assert.equal(help.code, 0);
  for (const word of ["family", "lint", "query", "--index", "Exit codes"])
    assert.ok(help.stdout.includes(word), word);
  assert.match((await runCli(["--version"])).stdout, /^\d+\.\d+\.\d+\n$/);
});

test("a damaged index is set aside and reported, and the command goes on", () =>
  withFolder(async index => {
    writeFileSync(join(index, "index.sqlite"), "this is no database");
    const ran = await runCli(["query", "SELECT count(*) AS n FROM models", "--index", index]);
    assert.equal(ran.code, 0, ran.stderr);
    assert.deepEqual(JSON.parse(ran.stdout), [{ n: 0 }]);
    assert.match(ran.stderr, /damaged/);
    const aside = readdirSync(index).find(name => name.includes("damaged"));
    assert.ok(aside, `no file was set aside in ${readdirSync(index).join(", ")}`);
    assert.equal(readFileSync(join(index, aside), "utf8"), "this is no database");
  }));

test("a folder that cannot hold an index: one line, exit 2", () =>
  withFolder(async folder => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    const ran = await runCli(["query", "SELECT 1", "--index", join(file, "index")]);
    assert.equal(ran.code, 2, ran.stdout);
    assert.equal(ran.stderr.trim().split("\n").length, 1);
  }));

test("the default index lies in the user's cache folder", () =>
  withFolder(async cache => {
    const ran = await runCli(["query", "SELECT 1 AS one"], { XDG_CACHE_HOME: cache });
    assert.deepEqual(JSON.parse(ran.stdout), [{ one: 1 }]);
    assert.ok(existsSync(join(cache, "hub-lineage")), "the default index folder was not made");
  }));
