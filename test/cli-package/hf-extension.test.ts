import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { runIn, withFolder } from "../cli/run";
import { repoRoot } from "../harness/root";
import { installPacked } from "./installed-package";
import { bringPythonProgram } from "./python-programs";

const extension = join(repoRoot(), "packaging/hf-lineage/hf-lineage");

/** Puts the extension where `hf extensions install` puts it: its one file, with the tool's own record. */
function install(home: string): void {
  const place = join(home, ".local/share/hf/extensions/hf-lineage");
  mkdirSync(place, { recursive: true });
  cpSync(extension, join(place, "hf-lineage"));
  chmodSync(join(place, "hf-lineage"), 0o755);
  const record = {
    owner: "hub-lineage",
    repo: "hf-lineage",
    repo_id: "hub-lineage/hf-lineage",
    short_name: "lineage",
    executable_path: join(place, "hf-lineage"),
    type: "binary",
    installed_at: new Date(0).toISOString().replace("Z", "+00:00"),
  };
  writeFileSync(join(place, "manifest.json"), JSON.stringify(record));
}

test("hf lineage lint . runs the packed command line through the Hub's own tool, and passes its exit code on", () =>
  withFolder(async folder => {
    const { place } = await installPacked(folder);
    const hf = await bringPythonProgram(folder, "hf", "huggingface_hub>=1.3");
    install(folder);
    writeFileSync(join(place, "README.md"), "---\nlicense: mit\nbase_model: no repo id\n---\n");
    const env = {
      HOME: folder,
      XDG_CACHE_HOME: folder,
      HF_HUB_DISABLE_UPDATE_CHECK: "1",
      PATH: `${join(place, "node_modules/.bin")}${delimiter}${process.env.PATH}`,
    };
    const ran = await runIn(place, hf, ["lineage", "lint", ".", "--offline"], env);
    assert.equal(ran.code, 1, ran.stdout + ran.stderr);
    assert.match(ran.stdout, / base-model\/invalid\n/);
    const listed = await runIn(place, hf, ["extensions", "list"], env);
    assert.match(listed.stdout, /lineage/, listed.stderr);
  }));

test("the hf extension without hub-lineage and without Node.js says what to install", () =>
  withFolder(async folder => {
    const ran = await runIn(folder, "/bin/sh", [extension, "lint"], { PATH: folder });
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /^hf lineage: Node\.js is missing\. Install Node\.js 20/);
  }));
