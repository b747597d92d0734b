import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as after } from "node:timers/promises";
import { repoRoot } from "../harness/root";
import { sampled } from "../harness/suites/long-runs";
import { testEnvironment } from "../harness/test-environment";
import { type Ran, runCli, withFolder } from "./run";

const broken = "---\nlicense: Apache 2.0\nbase_model: lab/parent\n---\n# Card\n";
const mended = broken.replace("Apache 2.0", "apache-2.0");

function fix(folder: string, ...paths: readonly string[]): Promise<Ran> {
  return runCli(["lint", ...paths, "--fix", "--offline", "--index", join(folder, "index")]);
}

/** Writes a card in a folder of its own and gives its path. */
function put(folder: string, name: string, content: string | Uint8Array): string {
  mkdirSync(join(folder, name), { recursive: true });
  const path = join(folder, name, "README.md");
  writeFileSync(path, content);
  return path;
}

test("a card that is not UTF-8 is reported and left unchanged; the others are fixed", () =>
  withFolder(async folder => {
    const latin = Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x0a]);
    const bytes = Buffer.concat([Buffer.from(broken), latin]);
    const cards = join(folder, "cards");
    const card = put(cards, "latin", bytes);
    const other = put(cards, "other", broken);
    put(cards, "ordinary", latin);
    const ran = await fix(folder, cards);
    assert.equal(ran.code, 2, ran.stdout);
    assert.match(ran.stderr, /^hub-lineage: \S+latin.README\.md is not UTF-8, .* Save it as UTF-8\.\n$/);
    assert.match(ran.stdout, /latin.README\.md:2:10 {2}error .* license\/invalid-id\n/, "it is linted");
    assert.deepEqual(readFileSync(card), bytes);
    assert.equal(readFileSync(other, "utf8"), mended);
  }));

test("--fix changes no byte outside its edits, follows no link out of the folder, and fixes nothing twice", () =>
  withFolder(async folder => {
    const outside = join(folder, "outside.md");
    writeFileSync(outside, broken);
    const cards = join(folder, "cards");
    for (const name of ["out", "in"]) mkdirSync(join(cards, name), { recursive: true });
    symlinkSync(outside, join(cards, "out", "README.md"));
    const inside = join(cards, "in", "card.md");
    writeFileSync(inside, broken);
    symlinkSync("card.md", join(cards, "in", "README.md"));
    const odd = `\uFEFF${broken.replaceAll("\n", "\r\n")}\u0000 \u00a0end \ud83e\udd17\rx\n\n`;
    const two = "---\nlicence: mit\nLicense: apache-2.0\nbase_model: a/b\npipeline_tag: constructor\n---\n";
    const one = two.replace("License: apache-2.0\n", "");
    const wanted = new Map([
      [outside, broken],
      [inside, mended],
      [put(cards, "odd", odd), odd.replace("Apache 2.0", "apache-2.0")],
      [put(cards, "two", two), two],
      [put(cards, "one", one), one.replace("licence", "license")],
    ]);
    for (const fixed of [3, 0]) {
      const ran = await runCli(["lint", cards, "--fix", "--offline", "--format", "json", "--index", folder]);
      assert.equal(ran.code, 2, ran.stdout);
      assert.match(ran.stderr, /out.README\.md is a link to .*outside\.md, outside of the paths given/);
      const files: readonly { fixed: number; problem?: string }[] = JSON.parse(ran.stdout).files;
      assert.equal(
        files.reduce((sum, file) => sum + file.fixed, 0),
        fixed,
      );
      assert.equal(files.filter(({ problem }) => problem !== undefined).length, 1, "the report says it too");
      for (const [path, text] of wanted) assert.deepEqual(readFileSync(path), Buffer.from(text), path);
      assert.ok(lstatSync(join(cards, "in", "README.md")).isSymbolicLink());
    }
  }));

test("a card in the Hub's download cache is linted and never changed", () =>
  withFolder(async folder => {
    const model = join(folder, "hub", "models--lab--own");
    for (const name of ["blobs", "snapshots/0123"]) mkdirSync(join(model, name), { recursive: true });
    const blob = join(model, "blobs", "8f4e");
    writeFileSync(blob, broken);
    symlinkSync("../../blobs/8f4e", join(model, "snapshots", "0123", "README.md"));
    const copy = put(model, "snapshots/4567", broken);
    const ran = await fix(folder, join(folder, "hub"));
    assert.equal(ran.code, 2, ran.stdout);
    assert.equal(ran.stderr.match(/is in the Hub's download cache/g)?.length, 2, ran.stderr);
    assert.match(ran.stdout, /2 errors, /);
    for (const path of [blob, copy]) assert.equal(readFileSync(path, "utf8"), broken, path);
  }));

test("a card that several paths and links lead to is linted and fixed once, under its own name", () =>
  withFolder(async folder => {
    const cards = join(folder, "cards");
    const card = put(cards, "b", broken);
    mkdirSync(join(cards, "a"));
    symlinkSync("../b/README.md", join(cards, "a", "README.md"));
    symlinkSync("b", join(cards, "linked"));
    symlinkSync("nowhere", join(cards, "dead"));
    const paths = [cards, `${cards}/./b`, card, join(cards, "linked"), join(cards, "a", "README.md")];
    const more = [join(cards, "dead"), `${cards}/b/../dead`];
    const ran = await fix(folder, ...paths, ...more, "--format", "json");
    const { files, unread } = JSON.parse(ran.stdout);
    assert.deepEqual(
      files.map(({ path, fixed }: { path: string; fixed: number }) => [path, fixed]),
      [[card, 1]],
    );
    assert.equal(unread.length, 1);
    assert.equal(readFileSync(card, "utf8"), mended);
    const one = await runCli(["lint", ...paths, "--repo", "a/b", "--offline", "--index", folder]);
    assert.match(one.stdout, /^1 model card: /m, "--repo takes it for one card");
  }));

test("hard links are cards of their own, and --fix leaves them one file", () =>
  withFolder(async folder => {
    const first = put(folder, "cards/a", broken);
    mkdirSync(join(folder, "cards", "b"));
    const second = join(folder, "cards", "b", "README.md");
    linkSync(first, second);
    const ran = await fix(folder, join(folder, "cards"));
    assert.equal(ran.code, 2, ran.stdout);
    assert.match(ran.stdout, /^2 model cards: 2 errors/m);
    assert.equal(ran.stderr.match(/README\.md has 2 names \(hard links\)/g)?.length, 2, ran.stderr);
    assert.equal(readFileSync(first, "utf8"), broken);
    assert.equal(statSync(first).ino, statSync(second).ino);
  }));

test("edits saved while lint waits for the Hub are kept", () =>
  withFolder(async folder => {
    const card = put(folder, "slow", broken);
    const saved = `${broken}What the user typed.\n`;
    const hub = createServer((_, response) => {
      writeFileSync(card, saved);
      response.writeHead(404, { "x-error-code": "RepoNotFound" }).end();
    });
    await new Promise<void>(done => hub.listen(0, "127.0.0.1", done));
    try {
      const { port } = hub.address() as AddressInfo;
      const places = ["--endpoint", `http://127.0.0.1:${port}`, "--index", join(folder, "index")];
      const ran = await runCli(["lint", card, "--fix", ...places]);
      assert.equal(ran.code, 2, ran.stdout);
      assert.match(ran.stderr, /was changed by another program while it was read/);
      assert.equal(readFileSync(card, "utf8"), saved);
    } finally {
      hub.close();
      hub.closeAllConnections();
    }
  }));

test("killing --fix leaves every card complete, either old or new", async t => {
  const kills = sampled(t, "kills", 2, 40);
  const body = "Words of a card.\n".repeat(4_000);
  const states = new Set<string>();
  for (let kill = 0; kill < kills; kill++)
    await withFolder(async folder => {
      const cards = join(folder, "cards");
      for (let at = 0; at < 60; at++) put(cards, String(at).padStart(2, "0"), broken + body);
      const first = join(cards, "00", "README.md");
      const args = ["lint", cards, "--fix", "--offline", "--index", join(folder, "index")];
      const child = spawn(process.execPath, [join(repoRoot(), "dist/cli.js"), ...args], {
        env: testEnvironment({}),
        stdio: "ignore",
      });
      const ended = new Promise(done => child.once("close", done));
      while (child.exitCode === null && readFileSync(first, "utf8").startsWith(broken)) await after(1);
      await after((kill * 7) % 23);
      child.kill("SIGKILL");
      await ended;
      for (const name of readdirSync(cards)) {
        const text = readFileSync(join(cards, name, "README.md"), "utf8");
        const isNew = text === mended + body;
        assert.ok(isNew || text === broken + body, `${name} is neither the old card nor the new one`);
        states.add(isNew ? "new" : "old");
      }
      assert.ok(existsSync(first));
    });
  assert.ok(states.has("new"), "no kill came after a card was written");
});
