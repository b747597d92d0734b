import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { rules } from "../../src/card/rules";
import { runCli, withFolder } from "./run";

const card = `---
license: MIT # written by a tool
language: [English, de]
pipeline_tag: conversational # hub-lineage-disable-line task/unknown: our own task
library_name: Transformers
tags: poetry
---

# Poet, 100 %
`;

/** A folder with one card in \`poet, a:b/README.md\`; lints it offline with further arguments. */
async function lintIn(
  folder: string,
  args: readonly string[],
  settings?: string,
): Promise<{ code: number | null; stdout: string; stderr: string; path: string }> {
  const place = join(folder, "poet, a:b");
  mkdirSync(place, { recursive: true });
  const path = join(place, "README.md");
  writeFileSync(path, card);
  if (settings !== undefined) writeFileSync(join(folder, ".hublineagerc.json"), settings);
  return { ...(await runCli(["lint", path, "--offline", "--index", join(folder, "index"), ...args])), path };
}

test("--fix applies unambiguous fixes, keeps comments, and reports what is left", () =>
  withFolder(async folder => {
    const ran = await lintIn(folder, ["--fix"]);
    assert.equal(
      readFileSync(ran.path, "utf8"),
      card.replace("MIT", "mit").replace("English", "en").replace("tags: poetry", "tags: [poetry]"),
    );
    assert.equal(ran.code, 0, ran.stdout + ran.stderr);
    assert.match(ran.stdout, /0 errors, 0 warnings, 1 info, 0 hints; 3 fixed\n$/);
  }));

test("lint exits with 1 for an error or more warnings than --max-warnings", () =>
  withFolder(async folder => {
    assert.equal((await lintIn(folder, [])).code, 1);
    const off = [
      "license/invalid-id=off",
      "language/invalid-code=warning",
      "front-matter/wrong-type=warning",
    ].flatMap(rule => ["--rule", rule]);
    const mild = await lintIn(folder, off);
    assert.match(mild.stdout, / 0 errors, 2 warnings/);
    assert.equal(mild.code, 0);
    assert.equal((await lintIn(folder, [...off, "--max-warnings", "2"])).code, 0);
    assert.equal((await lintIn(folder, [...off, "--max-warnings", "1"])).code, 1);
  }));

test("the nearest .hublineagerc.json sets the rules, and --rule overrides it", () =>
  withFolder(async folder => {
    const settings = '{"rules": {"license/invalid-id": "warning", "language/invalid-code": "off"}}';
    const ran = await lintIn(folder, ["--rule", "front-matter/wrong-type=hint"], settings);
    assert.match(ran.stdout, / 0 errors, 1 warning, 1 info, 1 hint/);
    const wrong = await lintIn(folder, [], '{"rules": {"license/no-such": "off", "task/unknown": "loud"}}');
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /no rule "license\/no-such".*task\/unknown can be error/);
    const broken = await lintIn(folder, [], "{rules}");
    assert.match(broken.stderr, /not valid JSON/);
    const unknown = await lintIn(folder, ["--rule", "nothing=off"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /no rule "nothing"/);
  }));

test("settings with errors are told once and in short, and the cards of other folders are linted", () =>
  withFolder(async folder => {
    const many = Array.from({ length: 2_000 }, (_, at) => `"r${at}": "off"`).join(",");
    for (const name of ["bad/one", "bad/two", "good"]) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, "README.md"), card);
    }
    writeFileSync(join(folder, "bad", ".hublineagerc.json"), `{"rules": {${many}}}`);
    const { code, stdout, stderr } = await runCli([
      "lint",
      folder,
      "--offline",
      "--index",
      `${folder}/index`,
    ]);
    assert.equal(code, 2);
    assert.match(stdout, /good\/README\.md:2:10 {2}error/);
    assert.match(
      stdout,
      /bad\/\.hublineagerc\.json {2}error {2}There is no rule "r0".* It has 1997 more problems\./,
    );
    assert.equal(stdout.split("no rule").length, 4, "each problem once");
    assert.match(stdout, /^1 model card: .*; 1 file could not be read$/m);
    assert.equal(stderr.trimEnd().split("\n").length, 1);
  }));

test("--format github escapes characters with a meaning in workflow commands", () =>
  withFolder(async folder => {
    const { stdout } = await lintIn(folder, ["--format", "github"]);
    const [first = ""] = stdout.split("\n");
    assert.match(
      first,
      /^::error file=[^,:]*poet%2C a%3Ab\/README\.md,line=2,endLine=2,col=10,endColumn=13,title=license\/invalid-id::license MIT /,
    );
    assert.match(stdout, /^::notice file=.*title=library\/unknown::/m);
  }));

type Json = Readonly<Record<string, unknown>>;

test("--format sarif prints a valid SARIF 2.1.0 log with every reference in range", () =>
  withFolder(async folder => {
    const { stdout } = await lintIn(folder, ["--format", "sarif"]);
    const log = JSON.parse(stdout);
    assert.deepEqual(Object.keys(log), ["$schema", "version", "runs"]);
    assert.equal(log.version, "2.1.0");
    const [run] = log.runs;
    const { driver } = run.tool;
    assert.equal(driver.name, "hub-lineage");
    assert.deepEqual(
      driver.rules.map((rule: Json) => rule.id),
      rules.map(rule => rule.id),
    );
    assert.equal(run.columnKind, "utf16CodeUnits");
    assert.equal(run.results.length, 5);
    for (const result of run.results) {
      assert.equal(driver.rules[result.ruleIndex].id, result.ruleId);
      assert.ok(["error", "warning", "note"].includes(result.level));
      assert.equal(typeof result.message.text, "string");
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      assert.doesNotMatch(artifactLocation.uri, / /, "a URI has no blanks");
      assert.match(artifactLocation.uri, /poet%2C%20a%3Ab\/README\.md$/);
      for (const key of ["startLine", "startColumn", "endLine", "endColumn"])
        assert.ok(Number.isInteger(region[key]) && region[key] >= 1, key);
      for (const fix of result.fixes ?? [])
        for (const change of fix.artifactChanges) {
          assert.deepEqual(change.artifactLocation, artifactLocation);
          assert.ok(change.replacements.every((each: Json) => each.deletedRegion !== undefined));
        }
    }
    const silenced = run.results.filter((result: Json) => result.suppressions !== undefined);
    assert.deepEqual(
      silenced.map((result: Json) => [result.ruleId, result.suppressions]),
      [["task/unknown", [{ kind: "inSource", justification: "our own task" }]]],
    );
  }));
