import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runIn, withFolder } from "../cli/run";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import type { LoopbackHub } from "../hub/server";
import { installPacked } from "./installed-package";

let hub: LoopbackHub;
before(async () => {
  hub = await startSampleHub();
});
after(() => hub.close());

const { version } = JSON.parse(readFileSync(join(repoRoot(), "package.json"), "utf8"));
const dropped =
  "---\nlicense: mit\nbase_model: google/gemma-2b\nbase_model_relation: finetune\nlanguage: en\npipeline_tag: text-generation\n---\n";

test("npx runs every program of the packed file where npm installed it", () =>
  withFolder(async folder => {
    const { place } = await installPacked(folder);
    const env = { HF_ENDPOINT: hub.url, XDG_CACHE_HOME: folder };
    const npx = (...args: string[]) => runIn(place, "npx", ["--offline", "hub-lineage", ...args], env);
    assert.equal((await npx("--version")).stdout, `${version}\n`);
    writeFileSync(join(place, "README.md"), dropped);
    const linted = await npx("lint", ".");
    assert.match(linted.stdout, / license\/use-restrictions-dropped\n/, linted.stderr);
    const family = await npx("family", "bigscience/bloom-560m");
    assert.equal(JSON.parse(family.stdout).models.length, 75, family.stderr);
    const rows = await npx("query", "SELECT count(*) AS n FROM models", "--format", "csv");
    assert.match(rows.stdout, /^n\r\n\d+\r\n$/, rows.stderr);
  }));
