import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnalysisOptions, Findings } from "../../../src/analyses/analysis";
import { endsOfOrder } from "../../../src/analyses/directed-drift/license-categories";
import { drift } from "../../../src/analyses/drift";
import { inventory } from "../../../src/analyses/inventory/inventory";
import { analyses, analysisById } from "../../../src/analyses/list";
import { mutation } from "../../../src/analyses/mutation";
import { modelsWithin } from "../../../src/analyses/scope";
import { similarity } from "../../../src/analyses/similarity/similarity";
import { violations } from "../../../src/analyses/violations";
import { columnsOf } from "../../../src/columns/build-columns";
import type { LineageColumns } from "../../../src/columns/columns";
import type { Edge, Relation } from "../../../src/lineage/model";
import { smolColumns } from "./recorded-tables";

const options: AnalysisOptions = { mode: "paper", seed: 1, within: null, relation: null };
const corrected: AnalysisOptions = { ...options, mode: "corrected" };
const link = (parent: string, child: string, relation: Relation = "finetune") => ({
  parent,
  child,
  relation,
});
const year = (value: number) => ({ createdAt: Date.UTC(value, 5, 1) });

/** A llama and its descendants: a swap to Apache, a silent model in between, an adapter, and a model that names itself. */
const columns = columnsOf(
  [
    {
      id: "meta/llama",
      license: "llama2",
      task: "text-generation",
      language: ["en", "de"],
      numbers: year(2023),
    },
    { id: "o/apache", license: "apache-2.0", task: "text-generation", language: "en", numbers: year(2023) },
    { id: "o/silent", task: "text-classification", numbers: year(2024) },
    { id: "p/further", license: ["mit", "llama2"], task: "text-classification", numbers: year(2024) },
    { id: "p/adapter", license: "mit", numbers: { ...year(2024), cardLength: 900, cardGenerated: 1 } },
    { id: "p/self", license: "cc-by-nc-nd-4.0", numbers: year(2024) },
  ],
  [
    link("meta/llama", "o/apache"),
    link("meta/llama", "o/silent"),
    link("o/silent", "p/further"),
    link("meta/llama", "p/adapter", "adapter"),
    link("p/self", "p/self"),
  ],
);

test("every analysis runs on empty columns and reports no coverage", () => {
  const bare = columnsOf([{ id: "a" }, { id: "b" }], [link("a", "b")]);
  const empty = columnsOf([], []);
  for (const analysis of analyses) {
    for (const each of [bare, empty]) {
      const { coverage, tables, pictures, result } = analysis.run(each, options);
      assert.ok(coverage.length > 0, analysis.id);
      for (const { known, total } of coverage) assert.ok(known <= total, analysis.id);
      assert.ok(
        pictures.every(picture => tables.some(table => table.id === picture.table)),
        analysis.id,
      );
      assert.ok(!JSON.stringify(result).includes("NaN"));
    }
  }
  assert.equal(analysisById("drift"), drift);
  assert.equal(analysisById("nothing"), undefined);
});

function assertConsistent(id: string, { tables, pictures }: Findings<unknown>): void {
  for (const table of tables) {
    for (const row of table.rows) assert.equal(row.length, table.columns.length, `${id} ${table.id}`);
  }
  for (const picture of pictures) {
    const table = tables.find(each => each.id === picture.table);
    const named = [picture.x, picture.y, picture.by, picture.label, picture.low, picture.high, picture.size];
    for (const column of named) {
      assert.ok(column === undefined || table?.columns.includes(column), `${id} ${picture.title}: ${column}`);
    }
  }
}

test("on a real family, tables match pictures, and the same seed gives the same bytes", () => {
  const family = smolColumns();
  for (const analysis of analyses) {
    const [one, other] = [1, 2].map(() => analysis.run(family, options));
    assertConsistent(analysis.id, one as Findings<unknown>);
    assert.equal(JSON.stringify(one), JSON.stringify(other), analysis.id);
  }
});

test("violations: edges by relation and license, and a violation further up", () => {
  const { edges, judged, incompatible, review, byRelation, byLicense, byPair, chains } = violations.run(
    columns,
    options,
  ).result;
  // llama2 → apache-2.0 breaks its terms; the adapter is to be reviewed; a no-derivatives license of itself is a derivative.
  assert.deepEqual([edges, judged, incompatible, review], [5, 3, 2, 1]);
  const adapter = byRelation.find(row => row.relation === "adapter");
  assert.deepEqual([adapter?.edges, adapter?.judged, adapter?.review], [1, 1, 1]);
  const llama = byLicense.find(row => row.license === "llama2");
  assert.deepEqual([llama?.judged, llama?.incompatible, llama?.review], [2, 1, 1]);
  assert.deepEqual(
    byPair.map(({ parent, child, edges: times }) => [parent, child, times]),
    [
      ["cc-by-nc-nd-4.0", "cc-by-nc-nd-4.0", 1],
      ["llama2", "apache-2.0", 1],
    ],
  );
  // p/further is MIT below a silent model below llama2.
  assert.deepEqual(chains, { models: 3, incompatible: 2, onlyFurtherUp: 1 });
  const mended = violations.run(columns, corrected).result;
  assert.deepEqual([mended.edges, mended.judged, mended.incompatible], [4, 2, 1]);
});

test("mutation and drift: modes, relations and scopes", () => {
  const rate = (opts: AnalysisOptions, trait = "license", relation = "all") =>
    mutation.run(columns, opts).result.rows.find(row => row.trait === trait && row.relation === relation);
  assert.deepEqual([rate(options)?.edges, rate(options)?.sum], [3, 2]);
  assert.deepEqual([rate(corrected)?.edges, rate(corrected)?.rate], [2, 1]);
  assert.deepEqual(
    [rate(options, "license", "adapter")?.edges, rate({ ...options, relation: "adapter" })?.edges],
    [1, 1],
  );
  const within = modelsWithin(columns, { organization: "o" });
  assert.equal(rate({ ...options, within })?.edges, 1, "an edge belongs to its child's organization");

  const language = (opts: AnalysisOptions) =>
    drift.run(columns, opts).result.traits.find(each => each.trait === "language");
  assert.deepEqual(language(options)?.transitions, [{ from: "de", to: "en", count: 1 }]);
  assert.deepEqual(language(corrected)?.transitions, [], "kept English is no drift");
  const license = drift.run(columns, corrected).result.traits.find(each => each.trait === "license");
  assert.deepEqual(license?.transitions, [
    { from: "llama2", to: "apache-2.0", count: 1 },
    { from: "llama2", to: "mit", count: 1 },
  ]);
  assert.deepEqual(license?.ordering, ["llama2", "apache-2.0", "mit"]);
  assert.deepEqual([license?.directionsExplained, license?.transitionsExplained, license?.optima], [1, 1, 2]);
  assert.deepEqual(license?.years, [
    {
      year: 2023,
      transitions: 1,
      forward: 1,
      low: null,
      high: null,
      tested: 0,
      outOfSample: null,
      outLow: null,
      outHigh: null,
    },
    {
      year: 2024,
      transitions: 1,
      forward: 1,
      low: null,
      high: null,
      tested: 0,
      outOfSample: null,
      outLow: null,
      outHigh: null,
    },
  ]);
  assert.equal(license?.null?.mean, 1, "two pairs can always be ordered");
});

test("scopes: family, organization, task and time", () => {
  const names = (scope: Parameters<typeof modelsWithin>[1]) => {
    const within = modelsWithin(columns, scope);
    return within === null
      ? null
      : [...within.keys()].filter(at => within[at] === 1).map(at => columns.id(at));
  };
  assert.equal(names({}), null);
  assert.deepEqual(names({ family: "o/silent" }), ["meta/llama", "o/silent", "p/further"]);
  assert.deepEqual(names({ family: "no/such" }), []);
  assert.deepEqual(names({ organization: "p", task: "text-classification" }), ["p/further"]);
  assert.deepEqual(names({ from: Date.UTC(2024, 0, 1), to: Date.UTC(2025, 0, 1), organization: "o" }), [
    "o/silent",
  ]);
});

test("inventory: a model with two licenses counts for both, and months are those of UTC", () => {
  const { models, edges, traits, mostDerived, created, edgesByRelation } = inventory.run(
    columns,
    options,
  ).result;
  assert.deepEqual([models, edges], [6, 5]);
  const license = traits.find(({ trait }) => trait === "license");
  assert.deepEqual([license?.known, license?.values], [5, 4]);
  assert.deepEqual(license?.top[0], { value: "llama2", models: 2, ofAll: 2 / 6, ofKnown: 2 / 5 });
  assert.deepEqual(mostDerived[0], { id: "meta/llama", count: 3, declared: null, declaredRank: null });
  assert.deepEqual(created, [
    { month: "2023-06", models: 2 },
    { month: "2024-06", models: 4 },
  ]);
  assert.equal(edgesByRelation.find(({ relation }) => relation === "adapter")?.edges, 1);
});

test("similarity: siblings with the same tags, which their parents lack, are more alike than parent and child", () => {
  const parents = Array.from({ length: 12 }, (_, at) => at);
  const models = parents.flatMap(at => [
    { id: `o/p${at}`, tag: [`alpha${at}`, "beta", "gamma"] },
    ...["x", "y"].map(name => ({ id: `o/${name}${at}`, tag: [`delta${at}`, "epsilon", "zeta"] })),
  ]);
  const found = similarity.run(
    columnsOf(
      models,
      parents.flatMap(at => [link(`o/p${at}`, `o/x${at}`), link(`o/p${at}`, `o/y${at}`)]),
    ),
    { ...options, samples: 200, resamples: 99, measures: ["metadata/bow"] },
  );
  const siblings = found.result.contrasts.find(({ more }) => more === "trio_1:2");
  assert.ok(siblings?.low != null && siblings.low > 0 && siblings.families === 12, JSON.stringify(siblings));
  assert.deepEqual([siblings.less, siblings.p], ["trio_1:1", 0.02]);
  assert.ok(found.summary?.some(({ what }) => what.includes("siblings minus parent and child")));
});

test("similarity: a single measure gives the same result as when all are run, and nothing about the others", () => {
  const sizes = { samples: 100, resamples: 20 };
  const texts = ["gguf text generation", "gguf text generation en", "pytorch fill mask"];
  const relatives = columnsOf(
    texts.map((tags, at) => ({ id: `o/m${at}`, tag: tags.split(" "), card: `${tags} `.repeat(60) })),
    [link("o/m0", "o/m1"), link("o/m0", "o/m2")],
  );
  const all = similarity.run(relatives, { ...options, ...sizes });
  assert.equal(new Set(all.result.rows.map(row => `${row.artifact} ${row.measure}`)).size, 9);
  assert.equal(similarity.measures?.length, 9);
  for (const id of similarity.measures ?? []) {
    const [artifact = "", measure = ""] = id.replaceAll("-", " ").split("/");
    const alone = similarity.run(relatives, { ...options, ...sizes, measures: [id] });
    const rows = all.result.rows.filter(row => row.artifact === artifact && row.measure === measure);
    assert.ok(rows.length > 0, id);
    assert.deepEqual(alone.result.rows, rows);
    assert.deepEqual(
      alone.coverage.map(({ what }) => what),
      [artifact],
    );
    assert.deepEqual(
      alone.published,
      all.published.filter(({ what }) => what.startsWith(`${measure} of the ${artifact},`)),
    );
  }
});

test("similarity in mode paper takes finetunes alone where relations are told, and all edges where none is", () => {
  const rows = ["a", "b", "c"].map(id => ({ id, tag: ["x"] }));
  const untyped = (parent: string, child: string): Edge => ({ parent, child, relation: "unknown" });
  const duos = (columns: LineageColumns, mode: AnalysisOptions["mode"]) =>
    similarity.run(columns, { ...options, mode, samples: 5, resamples: 5 }).result.totals.duo;
  const mixed = columnsOf(rows, [link("a", "b"), untyped("a", "c")]);
  assert.deepEqual([duos(mixed, "paper"), duos(mixed, "corrected")], [1, 2]);
  assert.equal(duos(columnsOf(rows, [untyped("a", "b"), untyped("a", "c")]), "paper"), 2);
});

test("similarity: siblings with the same text are similar, self-pairs are counted, even with few samples", () => {
  const tags = (id: string, ...more: string[]) => ({ id, tag: ["transformers", ...more] });
  const relatives = columnsOf(
    [
      tags("a/root", "pytorch", "en"),
      tags("b/one", "gguf", "base_model:a/root"),
      tags("b/two", "gguf", "base_model:a/root"),
      tags("s/self", "base_model:s/self"),
    ],
    [link("a/root", "b/one"), link("a/root", "b/two"), link("s/self", "s/self")],
  );
  const { result, coverage } = similarity.run(relatives, { ...options, samples: 200, resamples: 50 });
  const row = (config: string, artifact = "metadata", measure = "bow") =>
    result.rows.find(
      each => each.config === config && each.artifact === artifact && each.measure === measure,
    );
  assert.deepEqual([result.totals.duo, result.totals.trio_1], [3, 1]);
  assert.ok((row("trio_1:2")?.mean ?? 0) > (row("trio_1:1")?.mean ?? 1));
  assert.ok((row("trio_1:2")?.mean ?? 0) > (row("trio_1:2", "metadata without base_model")?.mean ?? 1));
  const { summary = [] } = similarity.run(relatives, { ...options, samples: 200, resamples: 50 });
  const kin = summary.find(({ what }) => what === "bow of the metadata, parent and child");
  assert.deepEqual([kin?.estimate, kin?.low, kin?.of], [row("duo:1")?.mean, row("duo:1")?.clusteredLow, 200]);
  assert.ok(summary.some(({ what }) => what === "bow of the metadata, any two models"));
  assert.ok((row("duo:1")?.selfPairs ?? 0) > 30);
  assert.equal(row("duo:1")?.families, 2);
  assert.equal(similarity.run(relatives, { ...corrected, samples: 50, resamples: 9 }).result.totals.duo, 2);
  assert.equal(coverage.find(({ what }) => what === "card")?.known, 0);
  assert.ok((row("trio_1:2", "metadata", "levenshtein")?.mean ?? 1) < 1);
});

test("similarity within a family compares any two of that family, with intervals by parent", () => {
  const tagged = (id: string, word: string) => ({ id, tag: ["x1", "x2", "x3", "x4"].map(tag => word + tag) });
  const columns = columnsOf(
    [
      ...["a/root", "a/one", "a/two", "a/three", "a/four"].map(id => tagged(id, "kin")),
      ...Array.from({ length: 40 }, (_, at) => tagged(`z/${at}`, `other${at}`)),
    ],
    [link("a/root", "a/one"), link("a/root", "a/two"), link("a/one", "a/three"), link("a/two", "a/four")],
  );
  const within = modelsWithin(columns, { family: "a/root" });
  const sizes = { samples: 300, resamples: 50, measures: ["metadata-without-base_model/bow"] };
  const anyTwo = (scope: Uint8Array | null) =>
    similarity
      .run(columns, { ...options, within: scope, ...sizes })
      .result.rows.find(({ config }) => config === "rando:1")?.mean ?? 0;
  // All of the family have the same tags, and no two others have one in common.
  assert.ok(anyTwo(within) > anyTwo(null) + 0.2, `${anyTwo(within)}, ${anyTwo(null)}`);
  const { rows } = similarity.run(columns, { ...options, within, ...sizes }).result;
  const kin = rows.find(({ config }) => config === "duo:1");
  assert.equal(kin?.families, 3, "root, one, and two are parents");
  assert.ok(kin?.clusteredLow !== null && kin?.clusteredHigh !== null);
});

test("drift: an order of the years before knows nothing of a turn, and the report says which nulls it survives", () => {
  const rows = Array.from({ length: 40 }, (_, at) => {
    const isLate = at >= 20;
    const [parent, child] = isLate ? ["mit", "apache-2.0"] : ["apache-2.0", "mit"];
    return [
      { id: `p/${at}`, license: parent, numbers: year(2020) },
      { id: `c/${at}`, license: child, numbers: year(isLate ? 2024 : 2023) },
    ] as const;
  });
  const turned = columnsOf(
    [...rows.flat(), { id: "c/more", license: "apache-2.0", numbers: year(2024) }],
    [...rows.map(([parent, child]) => link(parent.id, child.id)), link("p/20", "c/more")],
  );
  const found = drift.run(turned, { ...corrected, draws: 199 });
  const [license] = found.result.traits;
  assert.deepEqual(
    license?.years.map(each => [each.year, each.forward, each.outOfSample]),
    [
      [2023, 0, null],
      [2024, 1, 0],
    ],
  );
  const nulls = found.tables.find(({ id }) => id === "nulls");
  // Two values have one direction, which every order explains, tossed or not.
  assert.deepEqual(
    nulls?.rows.filter(([, quantity]) => quantity === "directions").map(row => row.at(-1)),
    [false, false],
  );
  const orders = found.tables.find(({ id }) => id === "orders");
  assert.equal(orders?.rows[0]?.at(-1), "The order is no better than chance");
});

test("inventory: apache-2.0 and mit among license tags, of which a model may have two", () => {
  const licensed = (license: string | string[] | null, at: number) => ({ id: `o/${at}`, license });
  const models = columnsOf([["mit", "gpl-3.0"], "apache-2.0", "other", null].map(licensed), []);
  assert.equal(inventory.run(models, options).result.apacheAndMit, 2 / 4);
  const { summary = [] } = inventory.run(models, options);
  assert.ok(
    summary.some(({ what, estimate, n }) => /among license tags/.test(what) && estimate === 0.5 && n === 3),
  );
});

test("drift: transitions between categories of licenses, and which are first in the order", () => {
  const tables = drift.run(columns, { ...corrected, draws: 0 }).tables;
  const categories = tables.find(({ id }) => id === "license-categories");
  const count = (from: string, to: string) =>
    categories?.rows.find(row => row[0] === from && row[1] === to)?.[2];
  assert.equal(categories?.rows.length, 25);
  assert.ok(Number(count("commercial", "permissive")) >= 1);
  assert.equal(count("permissive", "copyleft"), 0);
  // The order of arXiv v1: seven of the first eight, and none of the last eight.
  const published =
    "gemma llama3.1 llama3.2 openrail++ creativeml-openrail-m cc-by-nc-4.0 llama3 llama2 mit afl-3.0 bigscience-bloom-rail-1.0 llama3.3 apache-2.0 cc-by-nc-sa-4.0 cc-by-4.0 openrail artistic-2.0 cc-by-sa-4.0 gpl-3.0 cc";
  assert.deepEqual(endsOfOrder(published.split(" ")), { first: 7, last: 0 });
});

test("violations: what other studies published is named with its definition, and with what is missing", () => {
  const rows = ["llama2", "llama2", "llama2", "mit", null].map((license, at) => ({ id: `o/${at}`, license }));
  const chain = columnsOf(rows, [
    link("o/0", "o/1"),
    link("o/0", "o/2"),
    link("o/1", "o/3"),
    link("o/2", "o/4"),
  ]);
  const { tables, result } = violations.run(chain, corrected);
  // Of four edges from parents that have terms, two have a child with terms; one child has no license.
  assert.deepEqual(result.bounds.evidence, { edges: 4, kept: 2 });
  const studies = tables.find(({ id }) => id === "studies");
  const row = (study: string) => studies?.rows.find(each => each[0] === study);
  assert.deepEqual(row("arXiv:2605.24383")?.slice(2, 4), [1.31, 1]);
  // llama2 to llama2, and llama2 to MIT, which may conflict.
  assert.deepEqual(row("arXiv:2606.21787")?.slice(2, 4), [0.348, 1 / 2]);
  assert.deepEqual(row("arXiv:2602.08816")?.slice(2, 4), [0.958, null]);
  assert.match(String(row("arXiv:2602.08816")?.at(-1)), /files of each repository/);
});
