import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startSampleHub } from "../harness/hub";
import { sampled } from "../harness/suites/long-runs";
import type { LoopbackHub } from "../hub/server";
import { runCli, withFolder } from "./run";

let hub: LoopbackHub;
before(async () => {
  hub = await startSampleHub();
});
after(() => hub.close());

const bloom = "bigscience/bloom-560m";

test("family prints the 75 models and 74 edges of bloom-560m, and again without a request", () =>
  withFolder(async index => {
    const first = await runCli([
      "family",
      bloom,
      "--endpoint",
      hub.url,
      "--index",
      index,
      "--format",
      "json",
    ]);
    assert.equal(first.code, 0, first.stderr);
    const family = JSON.parse(first.stdout);
    assert.deepEqual(Object.keys(family), ["root", "models", "edges", "missing", "cycles", "unchecked"]);
    assert.equal(family.root, bloom);
    assert.equal(family.models.length, 75);
    assert.equal(family.edges.length, 74);
    assert.equal(family.unchecked, 0);
    const root = family.models.find((model: { id: string }) => model.id === bloom);
    assert.equal(root.license, "bigscience-bloom-rail-1.0");
    assert.ok(root.languages.length > 40);
    hub.resetRequests();
    const second = await runCli(["family", bloom, "--endpoint", hub.url, "--index", index]);
    assert.deepEqual(JSON.parse(second.stdout), family);
    assert.equal(hub.requests().length, 0, "a known family must not be asked for again");
  }));

test("family --down 1 reads one level and says what it did not read", () =>
  withFolder(async index => {
    const ran = await runCli([
      "family",
      "HuggingFaceTB/SmolLM2-1.7B",
      "--down",
      "1",
      "--endpoint",
      hub.url,
      "--index",
      index,
    ]);
    const family = JSON.parse(ran.stdout);
    assert.equal(family.models.length, 75);
    assert.equal(family.edges.length, 74);
    assert.ok(family.edges.every((edge: { relation: string }) => edge.relation !== "unknown"));
    assert.equal(family.unchecked, 74);
  }));

test("family --up 0 --down 0 prints only the model", () =>
  withFolder(async index => {
    const ran = await runCli([
      "family",
      "wandb/gemma-2b-zephyr-sft",
      "--up",
      "0",
      "--down",
      "0",
      "--endpoint",
      hub.url,
      "--index",
      index,
    ]);
    const family = JSON.parse(ran.stdout);
    assert.deepEqual(
      family.models.map((model: { id: string }) => model.id),
      ["wandb/gemma-2b-zephyr-sft"],
    );
  }));

test("family reports cycles, missing parents, and other parents of merges", () =>
  withFolder(async index => {
    const ran = await runCli(["family", "MrRobotoAI/Thoth-4", "--endpoint", hub.url, "--index", index]);
    assert.equal(ran.code, 0, ran.stderr);
    const family = JSON.parse(ran.stdout);
    const ids = new Set(family.models.map((model: { id: string }) => model.id));
    assert.ok(family.cycles.length > 0, "Thoth-4 stands in a cycle");
    assert.ok(family.missing.length > 0, "some parents of this family are not on the Hub");
    for (const edge of family.edges) {
      assert.ok(ids.has(edge.child), `${edge.child} is the child of an edge but not among the models`);
      assert.equal(
        !ids.has(edge.parent),
        edge.outside === true,
        `${edge.child} ← ${edge.parent} is marked wrongly`,
      );
    }
  }));

test("family --format mermaid draws every model", () =>
  withFolder(async index => {
    const ran = await runCli([
      "family",
      bloom,
      "--format",
      "mermaid",
      "--endpoint",
      hub.url,
      "--index",
      index,
    ]);
    assert.match(ran.stdout, /^flowchart LR\n/);
    assert.equal(ran.stdout.match(/^ {2}m\d+\["/gm)?.length, 75);
    assert.equal(ran.stdout.match(/ --- /g)?.length, 74);
  }));

test("family writes every other format from the index only", t =>
  withFolder(async index => {
    await runCli(["family", bloom, "--endpoint", hub.url, "--index", index]);
    const begins = {
      csv: /^id,relation,license,/,
      markdown: /^## Lineage\n/,
      cyclonedx: /^\{\n {2}"\$schema"/,
      spdx: /^\{\n {2}"@context": "https:\/\/spdx\.org\/rdf\/3\.0\.1\/spdx-context\.jsonld"/,
      graphml: /^<\?xml /,
      dot: /^digraph family \{/,
      newick: /^\[Family of bigscience\/bloom-560m: 75 models/,
      svg: /^<\?xml [\s\S]*<title>The family of bigscience\/bloom-560m<\/title>\n<desc>74 models descend from/,
      html: /^<!DOCTYPE html>[\s\S]*default-src 'none'; style-src 'unsafe-inline'[\s\S]*<summary>75 models as a table/,
      "card-svg": /^<\?xml [\s\S]*<title>Lineage of bigscience\/bloom-560m<\/title>/,
    };
    const formats = Object.entries(begins).sort(([one], [other]) => (one < other ? -1 : 1));
    for (const [format, begin] of formats.slice(0, sampled(t, "formats", 4, formats.length))) {
      const ran = await runCli(["family", bloom, "--offline", "--format", format, "--index", index]);
      assert.equal(ran.code, 0, ran.stderr);
      assert.match(ran.stdout, begin);
      const named = ran.stdout.match(/bloom560m-squad-helloworld/g)?.length ?? 0;
      assert.ok(
        ["markdown", "svg", "card-svg"].includes(format) || named > 0,
        `${format} leaves a child out`,
      );
    }
  }));

test("without the Hub, a known family still opens, and an unknown one says what to do", () =>
  withFolder(async index => {
    const own = await startSampleHub();
    await runCli(["family", bloom, "--endpoint", own.url, "--index", index]);
    await own.close();
    const known = await runCli(["family", bloom, "--endpoint", own.url, "--index", index]);
    assert.equal(known.code, 0, known.stderr);
    assert.equal(JSON.parse(known.stdout).models.length, 75);
    const unknown = await runCli(["family", "google/gemma-2b", "--endpoint", own.url, "--index", index]);
    assert.equal(unknown.code, 2);
    assert.equal(unknown.stdout, "");
    assert.match(unknown.stderr, /^hub-lineage: .*127\.0\.0\.1.*\n$/);
  }));

test("--offline with an index that lacks the model exits with 2, sends no requests, and makes no folder", () =>
  withFolder(async index => {
    hub.resetRequests();
    const ran = await runCli([
      "family",
      bloom,
      "--offline",
      "--endpoint",
      hub.url,
      "--index",
      `${index}/new`,
    ]);
    assert.equal(ran.code, 2, ran.stderr);
    assert.match(ran.stderr, /is not in the index, so nothing is known about its family/);
    assert.ok(!existsSync(`${index}/new`));
    const family = JSON.parse(ran.stdout);
    assert.equal(family.root, bloom);
    assert.deepEqual(family.edges, []);
    assert.equal(hub.requests().length, 0);
  }));

test("a model that the Hub does not show gives one line and exit code 2", () =>
  withFolder(async index => {
    const ran = await runCli(["family", "bigscience/bloom-650m", "--endpoint", hub.url, "--index", index]);
    assert.equal(ran.code, 2);
    assert.match(
      ran.stderr,
      /^hub-lineage: .*bigscience\/bloom-650m does not exist on .*, or it is private.*\n$/,
    );
  }));

test("family --rank finds a family by its size in the imported table, and says how many there are", () =>
  withFolder(async folder => {
    const [table, index] = [join(folder, "table.csv"), join(folder, "index")];
    const parents = {
      "a/small": "",
      "b/large": "",
      "a/child": "a/small",
      "b/one": "b/large",
      "b/two": "b/one",
      "c/alone": "",
    };
    const rows = Object.entries(parents).map(
      ([id, parent]) => `${id},"[${parent === "" ? "" : `'base_model:finetune:${parent}'`}]"`,
    );
    writeFileSync(table, `model_id,tags\n${rows.join("\n")}\n`);
    assert.equal((await runCli(["import", table, "--index", index])).code, 0);
    const ranked = (rank: string) => runCli(["family", "--rank", rank, "--offline", "--index", index]);
    const [first, second, third] = [await ranked("1"), await ranked("2"), await ranked("3")];
    assert.deepEqual(
      [first, second].map(({ code, stdout }) => [
        code,
        JSON.parse(stdout).root,
        JSON.parse(stdout).models.length,
      ]),
      [
        [0, "b/large", 3],
        [0, "a/small", 2],
      ],
    );
    assert.match(
      first.stderr,
      /family 1 of 2 in the snapshot is that of b\/large: 3 models connected by links/,
    );
    assert.equal(third.code, 2);
    assert.match(third.stderr, /The snapshot has 2 families of more than one model/);
  }));
