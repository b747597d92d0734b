import assert from "node:assert/strict";
import { test } from "node:test";
import { familySight, traitEdges } from "../../../src/analyses/family/trait-edges";
import { familyAge } from "../../../src/app/age";
import { factSheet, mutations } from "../../../src/app/card/fact-sheet";
import { besideCard } from "../../../src/app/card/laid-cards";
import type { KnownModel } from "../../../src/card/finding";
import { lintCard } from "../../../src/card/lint";
import { formatOf } from "../../../src/lineage/export/formats";
import type { Family } from "../../../src/lineage/family";
import { familyRows } from "../../../src/lineage/family-rows";
import type { Model } from "../../../src/lineage/model";
import { cardDifferences, differencesInWords } from "../../../src/lineage/traits/laid-card";
import { growTree } from "../../../src/lineage/tree/family-tree";
import { startState } from "../../../src/lineage/tree/folding";
import { openRows } from "../../../src/lineage/tree/open-rows";
import { familyOutline } from "../../../src/pictures/family/family-outline";
import { paletteOf } from "../../../src/pictures/family/palette";
import { compareTraits } from "../../../webview/family/compare";
import { type RowWords, rowWords } from "../../../webview/family/rows/row-words";
import { summaryOf } from "../../../webview/family/summary";
import { modelWords } from "../../../webview/family/tree/tree-words";
import { familyVerdict, verdictWords } from "../../../webview/family/verdict";
import { inEverySituation, modelIn, now, type Situation } from "./situations";
import { familyOf } from "./written-families";

const conflicts = /^license\/(?:use-restrictions|nc-dropped|share-alike|nd-|research-only|incompatible)/;

function familyIn({ view }: Situation): Family {
  assert.ok(view.family);
  return view.family;
}

/** The column of a table of the family for one of its models. */
function cell(family: Family, id: string, column: string): unknown {
  const { columns, rows } = familyRows(family);
  return rows.find(row => row[0] === id)?.[columns.indexOf(column)];
}

/** What the row of a model says in the picture. */
function rowIn(situation: Situation, id: string): RowWords {
  const family = familyIn(situation);
  const { view, own } = situation;
  const tree = growTree(family, view.around ?? own);
  const draft = view.draft ? own : null;
  const rows = openRows(tree, { ...startState, depth: "all" }, { shown: null, first: draft });
  const row = rows.find(each => each.kind === "model" && each.node.id === id);
  assert.ok(row?.kind === "model", `${situation.name}: ${id} has no row`);
  const open = new Set(view.onHub?.keys());
  const palette = paletteOf(family, "license");
  return rowWords({ tree, palette, figure: "downloads", most: 10, draft, open }, row);
}

function rowOf(own: Model, parent: Model, trait: string) {
  const row = compareTraits(own, parent).find(each => each.trait === trait);
  assert.ok(row, trait);
  return row;
}

test("wherever a license is told, it is the open card's, and an unread parent's is not read", () =>
  inEverySituation(async situation => {
    const { name, own, parent, expected, facts, index } = situation;
    const family = familyIn(situation);
    const [model, above] = [modelIn(situation, own), modelIn(situation, parent)];
    const row = rowOf(model, above, "license");
    assert.deepEqual([row.own, row.parent], [expected.license, expected.parentLicense], `${name}: details`);
    assert.equal(cell(family, own, "license"), expected.license, `${name}: table`);
    assert.equal(cell(family, parent, "license"), expected.parentLicense, `${name}: table`);
    assert.deepEqual(
      [rowIn(situation, own).license, rowIn(situation, parent).license],
      [expected.license, expected.parentLicense],
      `${name}: rows`,
    );
    const csv = formatOf("csv").write(family);
    for (const [id, license] of [
      [own, expected.license],
      [parent, expected.parentLicense],
    ])
      assert.ok(
        csv.split("\n").some(line => line.startsWith(`${id},`) && line.includes(`,${license},`)),
        `${name}: CSV of ${id}`,
      );
    const read = JSON.parse(formatOf("json").write(family)) as { models: Model[] };
    const isUnread = expected.parentLicense === "not read";
    assert.equal(read.models.find(({ id }) => id === parent)?.unread === true, isUnread, `${name}: JSON`);
    for (const format of ["mermaid", "dot", "markdown"] as const)
      assert.equal(
        formatOf(format).write(family).includes("not read"),
        family.models.some(model => model.unread),
        `${name}: ${format}`,
      );
    // The side bar and the hover know the parent from the index, with the same card laid over it.
    const [found] = await index.lookup([parent]);
    assert.equal(found?.state === "known", !isUnread, `${name}: side bar`);
    if (found?.state !== "known") return;
    const sheet = factSheet(
      found.entry,
      besideCard({ subject: situation.subject, relation: situation.relation }, facts),
      now,
    );
    const hover = sheet.rows.find(({ trait }) => trait === "license");
    assert.deepEqual(
      [hover?.card, hover?.parent],
      [expected.license, expected.parentLicense],
      `${name}: hover`,
    );
  }));

test("panel, hover, outline, and side bar agree on what happened to each trait", () =>
  inEverySituation(async situation => {
    const { name, own, parent, facts, index, subject, relation, expected } = situation;
    const [model, above] = [modelIn(situation, own), modelIn(situation, parent)];
    const rows = new Map(compareTraits(model, above).map(row => [row.trait, row.fate]));
    const isUnread = expected.verdict === "unread";
    for (const [trait, fate] of rows) {
      if (isUnread) assert.equal(fate, "unread", `${name}: ${trait} was not gained`);
    }
    const outlined = familyOutline(familyIn(situation)).find(row => row.model.id === own);
    const changed = [...rows].filter(([, fate]) => fate === "changed").map(([trait]) => trait);
    for (const trait of changed)
      assert.ok(outlined?.changed.includes(trait as never), `${name}: outline, ${trait}`);
    assert.deepEqual(
      rowIn(situation, own).chips.map(({ full }) => full.split(":")[0]),
      outlined?.changed,
      `${name}: rows`,
    );
    const told = mutations(above, model).map(line => line.split(":")[0]);
    for (const trait of told) assert.notEqual(rows.get(trait ?? ""), "kept", `${name}: side bar, ${trait}`);
    if (isUnread) assert.deepEqual(told, [], `${name}: side bar`);
    const [found] = await index.lookup([parent]);
    if (found?.state !== "known") return;
    for (const { trait, change } of factSheet(found.entry, besideCard({ subject, relation }, facts), now)
      .rows) {
      const fate = rows.get(trait);
      const expectedChange = fate === "none" ? "" : fate;
      if (change !== "possible conflict") assert.equal(change, expectedChange, `${name}: hover, ${trait}`);
    }
  }));

test("panel, hover, findings, and outline give one verdict", () =>
  inEverySituation(async situation => {
    const { name, own, parent, facts, index, subject, relation, expected, text, context } = situation;
    const [model, above] = [modelIn(situation, own), modelIn(situation, parent)];
    const edge = familyIn(situation).edges.find(each => each.child === own && each.parent === parent);
    assert.ok(edge, `${name}: the panel shows the parent that the card names`);
    const { kind, sentence } = verdictWords(above, model, edge.relation);
    assert.equal(kind, expected.verdict, `${name}: ${sentence}`);
    const { verdict } = rowIn(situation, own);
    assert.deepEqual([verdict?.kind, verdict?.sentence], [kind, sentence], `${name}: rows`);
    if (kind === "unread") assert.doesNotMatch(sentence, /declares no|declares none/, name);
    const { findings } = lintCard(text, context, subject.frontMatter);
    assert.equal(
      findings.some(({ rule }) => conflicts.test(rule)),
      kind === "conflict",
      `${name}: findings ${findings.map(({ rule }) => rule)}`,
    );
    if (kind === "unread")
      assert.ok(!findings.some(({ rule }) => rule === "license/parent-unlicensed"), `${name}: findings`);
    const row = familyOutline(familyIn(situation)).find(each => each.model.id === own);
    const words = { incompatible: "conflict", review: "review", ok: "ok" } as const;
    assert.equal(row?.verdict ? words[row.verdict.verdict] : "unread", expected.verdict, `${name}: outline`);
    const [found] = await index.lookup([parent]);
    if (found?.state !== "known") return;
    const sheet = factSheet(found.entry, besideCard({ subject, relation }, facts), now);
    assert.equal(
      sheet.rows.some(({ change }) => change === "possible conflict"),
      kind === "conflict",
      `${name}: hover`,
    );
  }));

test("of several parents, the worst verdict counts in panel, outline, and findings, and each parent is named", async () => {
  const parents: readonly (readonly [id: string, license: string | null | "unread"])[] = [
    ["a/free", "apache-2.0"],
    ["b/bound", "gemma"],
    ["c/silent", null],
    ["d/closed", "unread"],
  ];
  const known = Object.fromEntries([
    ...parents.map(([id, license]) => [id, license === "unread" ? { unread: true as const } : { license }]),
    ["own/merge", { license: "mit" }],
  ]) as Record<string, Partial<Model>>;
  const cases = [
    {
      of: ["a/free", "b/bound", "c/silent", "d/closed"],
      kind: "conflict",
      alike: "1 of 4",
      outline: "incompatible",
    },
    { of: ["a/free", "c/silent", "d/closed"], kind: "review", alike: "1 of 3", outline: "review" },
    { of: ["a/free", "d/closed"], kind: "unread", alike: "1 of 2", outline: "unread" },
    { of: ["a/free"], kind: "ok", alike: "apache-2.0 allows mit", outline: "ok" },
  ];
  for (const { of, kind, alike, outline } of cases) {
    const links = of.map(parent => ["own/merge", "merge", parent] as const);
    for (const order of [links, [...links].reverse()]) {
      const family = familyOf("own/merge", order, { known });
      const model = family.models.find(({ id }) => id === "own/merge") as Model;
      const judged = order.map(([, relation, id]) => ({
        id,
        relation,
        model: family.models.find(each => each.id === id) ?? null,
      }));
      const panel = familyVerdict(judged, model);
      assert.equal(panel?.kind, kind, of.join());
      assert.ok(panel.sentence.includes(alike), panel.sentence);
      const named = panel.parents.map(({ id }) => id).sort();
      assert.deepEqual(named, of.length === 1 ? [] : [...of].sort());
      const row = familyOutline(family).find(each => each.model.id === "own/merge");
      assert.equal(row?.verdict?.verdict ?? "unread", outline, `outline: ${of}`);
      const card = `---\nlicense: mit\nbase_model: [${of.join(", ")}]\nbase_model_relation: merge\n---\n`;
      const lookup = (id: string): KnownModel => {
        const parent = family.models.find(each => each.id === id && !each.unread);
        return parent ? { state: "known", id, model: parent, parents: [], at: 0 } : { state: "unknown" };
      };
      const { findings } = lintCard(card, { repo: "own/merge", files: null, lookup });
      assert.equal(
        findings.some(({ rule }) => conflicts.test(rule)),
        kind === "conflict",
        `findings: ${of}`,
      );
    }
  }
});

test("every view names the same differences between this card and the Hub", () =>
  inEverySituation(situation => {
    const { name, own, facts, view, expected } = situation;
    const differences = facts.differences(own);
    assert.deepEqual(
      differences.map(({ what }) => what),
      expected.differs,
      `${name}: side bar, lens, status bar`,
    );
    for (const line of differencesInWords(differences))
      assert.match(line, / in this card, .* on the Hub$/, name);
    const copy = view.onHub?.get(own);
    if (copy === undefined) return assert.deepEqual(expected.differs, [], name);
    const tree = growTree(familyIn(situation), own);
    const inPanel = cardDifferences(copy, modelIn(situation, own), tree.parentsOf.get(own) ?? []);
    assert.deepEqual(inPanel, differences, `${name}: panel`);
    const marked = compareTraits(modelIn(situation, own), null, copy.model).flatMap(({ trait, onHub }) =>
      onHub === null ? [] : [trait],
    );
    const traits = expected.differs.filter(what => what !== "parents" && what !== "relation");
    assert.deepEqual(marked, traits, `${name}: details`);
  }));

test("counts agree: panel, lens, legend, and drift, and what is not read is not counted as undeclared", () =>
  inEverySituation(async situation => {
    const { name, own, index, view, expected } = situation;
    const family = familyIn(situation);
    assert.equal(family.models.length, expected.models, `${name}: ${family.models.map(({ id }) => id)}`);
    assert.match(summaryOf(view), new RegExp(`^${expected.models} models `), name);
    const tree = growTree(family, view.around ?? own);
    assert.equal(tree.nodes.size, expected.models, `${name}: picture`);
    const rows = openRows(tree, { ...startState, depth: "all" }, { shown: null, first: null });
    assert.equal(rows.length, expected.models, `${name}: rows`);
    const below = [...growTree(family, own).nodes.values()].filter(
      ({ side }) => side === "descendant",
    ).length;
    const { descendants } = await index.familySize(own);
    assert.equal(descendants, below, `${name}: lens and status bar`);
    const { entries } = paletteOf(family, "license");
    const legend = (words: string) => entries.find(entry => entry.name === words)?.models ?? 0;
    const unread = family.models.filter(model => model.unread).length;
    const undeclared = family.models.filter(model => !model.unread && model.license === null).length;
    assert.deepEqual([legend("not read"), legend("not declared")], [unread, undeclared], `${name}: legend`);
    const drift = traitEdges(familySight(family), "license", new Map());
    const ends = new Map(family.models.map(model => [model.id, model]));
    const open = family.edges.filter(edge => !edge.outside);
    const half = open.filter(edge => ends.get(edge.parent)?.unread || ends.get(edge.child)?.unread);
    assert.equal(drift.unread, half.length, `${name}: drift`);
    assert.equal(drift.all, open.length, `${name}: drift`);
    for (const node of tree.nodes.values())
      if (node.model?.unread)
        assert.match(
          modelWords(tree, node, paletteOf(family, "license")),
          /not read/,
          `${name}: screen reader`,
        );
  }));

test("each part tells its own age", () =>
  inEverySituation(async ({ name, own, parent, index, view, facts }) => {
    assert.ok(view.family);
    const age = familyAge(view.family, now);
    const [found] = await index.lookup([parent]);
    const [figures] =
      found?.state === "known"
        ? [
            factSheet(
              found.entry,
              { model: view.family.models[0] as Model, onHub: null, relation: "unknown" },
              now,
            ).figures,
          ]
        : [[]];
    if (name.includes("snapshot")) {
      assert.equal(age, "3 minutes ago, 2 models from the snapshot of 2024-07-01", name);
      assert.ok(figures.includes("from the snapshot of 2024-07-01"), `${name}: hover`);
    } else if (name.includes("draft") && found?.state !== "known") assert.equal(age, null, name);
    else assert.equal(age, "3 minutes ago", name);
    if (found?.state === "known" && !name.includes("snapshot"))
      assert.ok(figures.includes("read 3 minutes ago"), `${name}: hover`);
    const entry = facts.get(own);
    if (entry.state === "known") assert.equal(entry.entry.snapshotAt, undefined, name);
  }));
