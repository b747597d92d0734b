import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { type Ran, runIn, withFolder } from "../cli/run";
import { stageNpm } from "../harness/packed/pack-npm";
import { repoRoot } from "../harness/root";
import { bringProgram } from "./debian-programs";
import { bringPythonProgram } from "./python-programs";

before(() => bringProgram("pre-commit"));

const sound = "---\nlicense: mit\nlanguage: en\npipeline_tag: text-generation\n---\n";
const invalid = "---\nlicense: mit\nbase_model: no repo id\n---\n";

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "init.defaultBranch=main"];
  const { code, stdout, stderr } = await runIn(folder, "git", [...who, ...args]);
  assert.equal(code, 0, stderr);
  return stdout.trim();
}

/** Copies the files of this repository as they are now, committed or not, into a new one. */
async function copyRepository(source: string): Promise<void> {
  const listed = await git(repoRoot(), "ls-files", "--cached", "--others", "--exclude-standard");
  for (const path of listed.split("\n").filter(path => existsSync(join(repoRoot(), path)))) {
    mkdirSync(dirname(join(source, path)), { recursive: true });
    cpSync(join(repoRoot(), path), join(source, path));
  }
}

async function commitAll(folder: string): Promise<string> {
  await git(folder, "init", "--quiet");
  await git(folder, "add", "--all", "--force");
  await git(folder, "commit", "--quiet", "--message", "All");
  return git(folder, "rev-parse", "HEAD");
}

/** Runs a hook of the repository in `source`, named by its revision, on a repository with a sound and a broken card. */
async function runHook(
  folder: string,
  source: string,
  program = "pre-commit",
): Promise<{ sound: Ran; broken: Ran }> {
  const revision = await commitAll(source);
  const cards = join(folder, "cards");
  mkdirSync(cards);
  writeFileSync(
    join(cards, ".pre-commit-config.yaml"),
    `repos:\n  - repo: file://${source}\n    rev: ${revision}\n    hooks:\n      - id: model-cards-offline\n`,
  );
  const env = { PRE_COMMIT_HOME: join(folder, "home"), XDG_CACHE_HOME: folder };
  const run = async (text: string) => {
    writeFileSync(join(cards, "README.md"), text);
    await git(cards, "init", "--quiet");
    await git(cards, "add", "--all");
    return runIn(cards, program, ["run", "--all-files", "--verbose"], env);
  };
  return { sound: await run(sound), broken: await run(invalid) };
}

function assertJudged(runs: { sound: Ran; broken: Ran }): void {
  assert.equal(runs.sound.code, 0, runs.sound.stdout + runs.sound.stderr);
  assert.match(runs.sound.stdout, /Passed[\s\S]*1 model card: 0 errors/);
  assert.equal(runs.broken.code, 1, runs.broken.stdout + runs.broken.stderr);
  assert.match(runs.broken.stdout, /README\.md:3:13 {2}error .* base-model\/invalid\n/);
}

test("pre-commit installs the hook from a repository that holds the packed files", () =>
  withFolder(async folder => {
    const source = join(folder, "source");
    stageNpm(source);
    assertJudged(await runHook(folder, source));
  }));

test("Debian's pre-commit builds and installs the hook from this repository by revision", () =>
  withFolder(async folder => {
    const source = join(folder, "source");
    await copyRepository(source);
    assertJudged(await runHook(folder, source));
  }));

test("the newest pre-commit, whose npm packs the repository before its modules are there, does too", () =>
  withFolder(async folder => {
    const source = join(folder, "source");
    await copyRepository(source);
    assertJudged(await runHook(folder, source, await bringPythonProgram(folder, "pre-commit")));
  }));
