import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseCommand } from "../../src/cli/arguments";
import { repoRoot } from "../harness/root";
import { runCli, runShell, startCli, withFolder } from "./run";

/** No request could succeed with these, and no index could be made. */
const alone = (folder: string) => ({
  TMPDIR: folder,
  HF_ENDPOINT: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
  HF_HUB_OFFLINE: "1",
  HF_TOKEN: "hf_secret",
  XDG_CACHE_HOME: "/dev/null",
  HOME: "/dev/null",
});

test("demo prints a family and findings of every severity without network, token, or index, names the commands for one's own, and leaves nothing", () =>
  withFolder(async folder => {
    const { code, stdout, stderr } = await runCli(["demo"], alone(folder));
    assert.equal(code, 0, stderr);
    assert.equal(stderr, "");
    assert.match(stdout, /^ {3}└─ saltmarsh\/harbor-support-bot +finetune +5,400 {2}✗ apache-2\.0/m);
    assert.doesNotMatch(stdout, /not read/);
    assert.match(stdout, /^harbor-poet\/README\.md:6:13 {2}error {2}.* {2}base-model\/not-found$/m);
    assert.match(stdout, /^3 model cards: 1 error, 3 warnings, 1 info, 0 hints$/m);
    const lines = [...stdout.matchAll(/run: hub-lineage (.*)$/gm)].map(([, line = ""]) => line.split(" "));
    assert.deepEqual(
      lines.map(args => parseCommand(args.map(arg => arg.replace("ORGANIZATION/NAME", "a/b"))).name),
      ["family", "lint"],
    );
    assert.deepEqual(readdirSync(folder), []);
  }));

test("demo that is stopped while it works leaves nothing", { skip: process.platform === "win32" }, () =>
  withFolder(async folder => {
    const seen = watch(folder);
    const child = startCli(["demo"], alone(folder));
    const ended = once(child, "close");
    await once(seen, "change");
    child.kill("SIGINT");
    const [code] = await ended;
    seen.close();
    // Without its handling, the signal would end the program, whose code is null then; it may also have ended before.
    assert.ok(code === 130 || code === 0, `${code}`);
    assert.deepEqual(readdirSync(folder), []);
  }),
);

test("demo says what to do where it may not write", () =>
  withFolder(async folder => {
    const { code, stderr } = await runCli(["demo"], alone(join(folder, "missing")));
    assert.equal(code, 2);
    assert.match(stderr, /missing.* Set TMPDIR \(on Windows, TEMP\) to a folder that you can write to\.\n$/);
  }));

test(
  "a program that gets too little memory says so in one line, and exits with 2",
  {
    skip: process.platform === "linux" ? false : "only Linux limits the address space",
  },
  () =>
    withFolder(async folder => {
      const program = [process.execPath, join(repoRoot(), "dist/cli.js")].map(each => `'${each}'`).join(" ");
      const { code, stdout, stderr } = await runShell(`ulimit -v 6000000; ${program} demo`, folder);
      assert.deepEqual([code, stdout], [2, ""], stderr);
      assert.equal(
        stderr,
        "hub-lineage: There is too little memory to start the index. Close other programs, or raise the limit of this one (ulimit -v).\n",
      );
    }),
);
