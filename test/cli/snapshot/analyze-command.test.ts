import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { longOnly } from "../../harness/suites/long-runs";
import { readCsv } from "../../unit/lineage/export/read-csv";
import { parquetOf } from "../../unit/snapshot/import/parquet-rows";
import { soundRows } from "../../unit/snapshot/snapshot-stage";
import { runCli, withFolder } from "../run";

const census = "hub-2024-07.parquet";

async function withImported(work: (index: string, folder: string) => Promise<void>): Promise<void> {
  await withFolder(async folder => {
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf(soundRows));
    const index = join(folder, "index");
    const { code, stderr } = await runCli(["import", file, "--index", index]);
    assert.equal(code, 0, stderr);
    await work(index, folder);
  });
}

test("analyze prints the same JSON bytes for the same seed, and tables in every format", () =>
  withImported(async index => {
    const run = (...args: readonly string[]) => runCli(["analyze", ...args, "--index", index]);
    const json = await run("structure", "--mode", "paper", "--seed", "7", "--format", "json");
    assert.equal(json.code, 0, json.stderr);
    const report = JSON.parse(json.stdout);
    assert.deepEqual(
      ["id", "title", "coverage", "result", "source"].filter(key => report[key] === undefined),
      [],
    );
    const { models, edges, selfReferences, components } = report.result;
    assert.deepEqual([models, edges, selfReferences, components], [5, 4, 1, 2]);
    const again = await run("structure", "--mode", "paper", "--seed", "7", "--format", "json");
    assert.equal(again.stdout, json.stdout);
    const csv = await run("mutation", "--format", "csv");
    assert.match(csv.stdout, /^table,figure,[^\r]*\r\nmutation\/summary,mutation rate of license,/);
    assert.match(
      csv.stdout,
      /\r\ntable,trait,relation,edges,sum,rate,low,high,[^\r]*\r\nmutation\/rates,license,all,/,
    );
    const markdown = await run("mutation", "--format", "md");
    assert.match(markdown.stdout, /^# Mutation rates\n/);
    const html = await run("mutation", "--format", "html");
    assert.match(html.stdout, /^<!doctype html>/);
    assert.match(html.stdout, /<figcaption>[^<]+<\/figcaption>\n<svg class="plot"/);
    assert.doesNotMatch(html.stdout, /<script/);
    assert.equal((await run("mutation", "--format", "html")).stdout, html.stdout);
  }));

test("analyze writes no CSV with a license, dataset, or model that a spreadsheet would run", () =>
  withFolder(async folder => {
    const hostile = ["=cmd|' /c calc'!A1", "+1", "@x", "-1+1"];
    const rows = hostile.flatMap((name, at) => [
      {
        id: name,
        tags: [`license:${name}`, `dataset:${name}`, name],
        pipeline_tag: name,
        library_name: name,
      },
      { id: `o/child-${at}`, tags: [`base_model:finetune:${name}`, "license:mit", "dataset:d"] },
    ]);
    const file = join(folder, "models.parquet");
    writeFileSync(file, parquetOf(rows));
    const index = join(folder, "index");
    const out = join(folder, "reports");
    assert.equal((await runCli(["import", file, "--index", index])).code, 0);
    const args = ["analyze", "all", "--index", index, "--format", "csv", "--out", out];
    const { code, stdout, stderr } = await runCli(args);
    assert.equal(code, 0, stderr);
    const lines = stdout
      .trimEnd()
      .split("\n")
      .flatMap(path =>
        readFileSync(path, "utf8")
          .split("\r\n\r\n")
          .flatMap(table => readCsv(`${table.trimEnd()}\r\n`)),
      );
    const cells = new Set(lines.flat());
    for (const name of hostile) {
      assert.ok(cells.has(`'${name}`), `no table tells of ${name}`);
      assert.ok(!cells.has(name), `${name} would be run`);
    }
    const run = [...cells].filter(cell => /^[=+\-@\t\r]/.test(cell) && Number.isNaN(Number(cell)));
    assert.deepEqual(run, []);
  }));

test("analyze all writes one file for each analysis that --list names and that needs no option", () =>
  withImported(async (index, folder) => {
    const out = join(folder, "reports");
    const all = JSON.parse((await runCli(["analyze", "--list", "--format", "json"])).stdout) as {
      id: string;
      requires?: string;
    }[];
    const list = all.filter(({ requires }) => requires === undefined);
    assert.deepEqual(
      all.filter(({ requires }) => requires !== undefined).map(({ id }) => id),
      ["growth", "organization"],
    );
    const { code, stdout, stderr } = await runCli(["analyze", "all", "--index", index, "--out", out]);
    assert.equal(code, 0, stderr);
    assert.equal(stdout.trimEnd().split("\n").length, list.length);
    for (const { id } of list) assert.equal(JSON.parse(readFileSync(join(out, `${id}.json`), "utf8")).id, id);
  }));

test("analyse is understood as analyze", async () => {
  const list = async (name: string) => (await runCli([name, "--list"])).stdout;
  assert.match(await list("analyse"), /structure/);
  assert.equal(await list("analyse"), await list("analyze"));
});

test("analyze says why something cannot be analyzed", () =>
  withFolder(async index => {
    for (const [args, words] of [
      [["analyze", "structure", "--index", index], /no snapshot in .*hub-lineage import FILE first/],
      [
        ["analyze", "shape", "--index", index],
        /There is no analysis named "shape"\. Use one of .*structure.*, or all/,
      ],
      [["analyze", "--index", index], /takes the IDs of analyses, or all/],
      [["analyze", "all", "--mode", "fast"], /--mode takes paper or corrected/],
      [
        ["analyze", "similarity", "--measure", "cosine", "--index", index],
        /There is no measure named "cosine"\. Use one of metadata\/tfidf, .*card\/levenshtein\./,
      ],
      [
        ["analyze", "drift", "--measure", "card/bow", "--index", index],
        /drift has no measures to choose from\. Only similarity has measures/,
      ],
      [["analyze", "similarity", "--measure", "", "--index", index], /--measure needs a value/],
      [
        ["analyze", "drift", "--relation", "distilled", "--index", index],
        /--relation takes one of unknown, finetune, quantized, adapter, merge, not "distilled"/,
      ],
      [["analyze", "drift", "--top", "23", "--index", index], /--top takes a whole number from 2 to 22/],
      [["export", "--index", index, "--out", join(index, "out")], /no snapshot in/],
    ] as const) {
      const { code, stderr } = await runCli(args);
      assert.equal(code, 2);
      assert.match(stderr, words);
    }
  }));

test("drift is counted over one relation, and orders as many values as are asked for", () =>
  withImported(async index => {
    const run = async (...args: readonly string[]) =>
      JSON.parse((await runCli(["analyze", "drift", ...args, "--index", index])).stdout);
    const [all, finetunes] = [await run(), await run("--relation", "finetune", "--top", "2")];
    assert.deepEqual([all.relation, all.top], [undefined, undefined]);
    assert.deepEqual([finetunes.relation, finetunes.top], ["finetune", 2]);
    const license = (report: {
      result: { traits: { trait: string; edges: number; ordering: string[] }[] };
    }) => report.result.traits.find(({ trait }) => trait === "license");
    assert.ok((license(finetunes)?.ordering.length ?? 3) <= 2);
    assert.ok((license(finetunes)?.edges ?? 0) < (license(all)?.edges ?? 0));
    const { stdout } = await runCli([
      ...["analyze", "drift", "--relation", "finetune", "--format", "md", "--index", index],
    ]);
    assert.match(stdout, /only edges of relation finetune/);
    assert.match(stdout, /How this differs from what was published/);
  }));

test("similarity measures run alone or together, separated by commas or repeated", () =>
  withImported(async index => {
    const run = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await runCli(["analyze", "similarity", ...args, "--index", index]);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    };
    const named = (report: { result: { rows: { artifact: string; measure: string }[] } }) => [
      ...new Set(report.result.rows.map(({ artifact, measure }) => `${artifact}/${measure}`)),
    ];
    const all = await run();
    assert.equal(all.measures, undefined);
    assert.ok(named(all).includes("metadata/tfidf"));
    const two = await run("--measure", "metadata/levenshtein,metadata/bow", "--measure", "metadata/bow");
    assert.deepEqual(two.measures, ["metadata/bow", "metadata/levenshtein"]);
    assert.deepEqual(named(two), two.measures);
    const listed = JSON.parse((await runCli(["analyze", "--list", "--format", "json"])).stdout) as {
      id: string;
      measures?: string[];
    }[];
    assert.equal(listed.find(({ id }) => id === "similarity")?.measures?.length, 9);
  }));

const longCensus = { skip: needsRecorded(census).skip || longOnly };

test("the census in paper mode has the figures of an independent count", longCensus, () =>
  withFolder(async index => {
    const imported = await runCli(["import", recordedPath(census), "--index", index, "--format", "json"]);
    const { models, edges, skipped } = JSON.parse(imported.stdout);
    assert.deepEqual([models, edges, skipped], [760_000, 105_402, 0]);
    const { stdout } = await runCli(["analyze", "structure", "--mode", "paper", "--index", index]);
    const { result } = JSON.parse(stdout);
    assert.deepEqual(
      [result.models, result.edges, result.selfReferences, result.components, result.largestFamilies[0].size],
      [760_000, 105_402, 665, 662_408, 26_327],
    );
  }),
);

test("figures can be limited to a family, a task, and a time span, and a meaningless limit is rejected", () =>
  withImported(async index => {
    const run = (...args: readonly string[]) => runCli(["analyze", "structure", ...args, "--index", index]);
    const all = JSON.parse((await run()).stdout);
    assert.equal(all.scope, undefined);
    const limited = JSON.parse((await run("--family", "maker/base", "--since", "2020")).stdout);
    assert.deepEqual(limited.scope, { family: "maker/base", from: Date.UTC(2020, 0, 1) });
    assert.ok(limited.result.models > 0 && limited.result.models < all.result.models);
    const markdown = await run("--organization", "maker", "--format", "md");
    assert.match(markdown.stdout, /limited to the organization maker\.\n/);
    for (const [args, words] of [
      [["--family", "nobody/nothing"], "No models in the snapshot match the family of nobody/nothing"],
      [["--family", "no id"], '"no id" is not a model ID'],
      [["--since", "yesterday"], "since must be a year, month, or day"],
      [["--since", "2024-02", "--before", "2024-01"], "The time range is empty"],
    ] as const) {
      const { code, stderr } = await run(...args);
      assert.equal(code, 2);
      assert.ok(stderr.includes(words), stderr);
    }
  }));
