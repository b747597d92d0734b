import assert from "node:assert/strict";
import { test } from "node:test";
import { withAncestors } from "../../../src/app/card/laid-cards";
import { namedModels } from "../../../src/app/card/named-models";
import { ancestry } from "../../../src/card/ancestors";
import { parentIds } from "../../../src/card/card";
import type { CardContext, KnownModel } from "../../../src/card/finding";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { declaredTraits } from "../../../src/card/licensing/declared-traits";
import { lintCard } from "../../../src/card/lint";
import { wantedIds } from "../../../src/card/wanted";
import { hubDecoder } from "../../../src/hub/decode";
import { bareModel } from "../../../src/lineage/model";
import { changeReader, groupReader, notRead } from "../../../src/lineage/trait-value";
import { cardDifferences, layOnModel, layOnParents } from "../../../src/lineage/traits/laid-card";
import { traitFate, traitText } from "../../../src/lineage/traits/trait-change";

/** A card with so many entries under a key. */
const cardOf = (key: string, count: number, entry = (at: number) => `a/b${at}`) =>
  `---\nlicense: mit\n${key}:\n${Array.from({ length: count }, (_, at) => `- ${entry(at)}\n`).join("")}---\n`;

/** A context that counts lookups. */
function counting(lookup: (id: string) => KnownModel): { context: CardContext; lookups: () => number } {
  let lookups = 0;
  const context: CardContext = {
    repo: "lab/own",
    files: null,
    lookup: id => {
      lookups++;
      return lookup(id);
    },
  };
  return { context, lookups: () => lookups };
}

const unknown = (): KnownModel => ({ state: "unknown" });

/** Every model is known and made from a hundred others. */
const meshed = new Map<string, KnownModel>();
const mesh = (id: string): KnownModel => {
  const before = meshed.get(id);
  if (before !== undefined) return before;
  const at = Number(id.slice(3)) || 0;
  const parents = Array.from({ length: 100 }, (_, more) => ({
    child: id,
    parent: `a/b${at * 100 + more + 1}`,
    relation: "merge" as const,
  }));
  const model = { ...bareModel(id), license: "cc-by-nc-4.0" };
  const made: KnownModel = { state: "known", id, model, parents, at: 0 };
  meshed.set(id, made);
  return made;
};

test("of thousands of parents, three hundred are asked for, and the finding names the number that is not read", () => {
  const text = cardOf("base_model", 12_000);
  const frontMatter = parseFrontMatter(text);
  const { context } = counting(unknown);
  assert.equal(parentIds(frontMatter).length, 300);
  assert.equal(wantedIds({ text: "", frontMatter }, context).filter(id => id.startsWith("a/")).length, 300);
  const subject = {
    kind: "model",
    identity: null,
    frontMatter,
    parents: parentIds(frontMatter),
    filesKnown: true,
  } as const;
  assert.equal(namedModels(subject).length, 300);
  const { findings } = lintCard(text, context);
  const said = findings.find(({ rule }) => rule === "base-model/too-many");
  assert.match(said?.message ?? "", /names 12,000 models.* first 300 .*about the other 11,700;/);
  assert.equal(text.slice(said?.range.start, said?.range.end), "a/b300");
});

test("three hundred parents are all read", () => {
  const text = cardOf("base_model", 300);
  const { findings } = lintCard(text, counting(unknown).context);
  assert.ok(!findings.some(({ rule }) => rule === "base-model/too-many"));
});

test("the work of the rules stops growing with the parents, whatever is known about them", () => {
  for (const lookup of [unknown, mesh]) {
    const [some = 0, many = 0] = [1_000, 10_000].map(count => {
      const { context, lookups } = counting(lookup);
      lintCard(cardOf("base_model", count), context);
      return lookups();
    });
    assert.equal(many, some, `${some} lookups, then ${many}`);
    assert.ok(many < 30_000, `${many} lookups`);
  }
});

test("a list of successors is not a way around", () => {
  const frontMatter = parseFrontMatter(cardOf("new_version", 5_000));
  assert.ok(wantedIds({ text: "", frontMatter }, counting(unknown).context).length <= 12);
  assert.ok(
    namedModels({ kind: "model", identity: null, frontMatter, parents: [], filesKnown: true }).length <= 10,
  );
});

test("a parent that cannot be an ID is an error wherever it is", () => {
  const text = cardOf("base_model", 2_000, at => (at === 1_999 ? "/content/drive/out" : `a/b${at}`));
  const { findings } = lintCard(text, counting(unknown).context);
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ["base-model/too-many", "base-model/invalid"],
  );
});

test("ancestors are incomplete if parents were left out, or if there are too many to look up", () => {
  const leaf = (id: string): KnownModel => ({ state: "known", id, model: bareModel(id), parents: [], at: 0 });
  const whole = (count: number, lookup: (id: string) => KnownModel) =>
    ancestry({ frontMatter: parseFrontMatter(cardOf("base_model", count)) }, counting(lookup).context)
      .isWhole;
  assert.deepEqual([whole(300, leaf), whole(301, leaf), whole(2, mesh)], [true, false, false]);
});

test("languages of a parent are counted whole, and at least so many if its list was not read to its end", () => {
  const found = (languages: readonly string[], language: string) => {
    const model = { ...bareModel("a/b0"), license: "mit", languages };
    const known: KnownModel = { state: "known", id: "a/b0", model, parents: [], at: 0 };
    const text = `---\nlicense: mit\nlanguage: ${language}\nbase_model: a/b0\n---\n`;
    const { findings } = lintCard(text, counting(() => known).context);
    return findings.find(({ rule }) => rule === "trait/languages-lost")?.message ?? "";
  };
  const codes = Array.from({ length: 10_001 }, (_, at) =>
    [17_576, 676, 26, 1].map(size => String.fromCharCode(97 + (Math.floor(at / size) % 26))).join(""),
  ).map(code => `${code.slice(1)}${code.startsWith("a") ? "" : `-${code}`}`);
  assert.match(found(codes.slice(0, 1_093), "[zz]"), / lists 1,\d{3} languages /);
  assert.match(found(codes, "[zz]"), / lists at least \d,\d{3} languages /);
});

const listed = (length: number, text: (at: number) => string) => Array.from({ length }, (_, at) => text(at));
const decode = (item: object) =>
  hubDecoder.model(new TextEncoder().encode(JSON.stringify({ id: "org/a", ...item })));
const model = (item: object) => decode(item).model;

/** What an open card says otherwise than the Hub, whose answer has the same card. */
function differencesFrom(cardData: Record<string, readonly string[] | string>, shown = cardData) {
  const yaml = Object.entries(shown).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const front = parseFrontMatter(`---\n${yaml.join("\n")}\n---\n`);
  const bases = [cardData.base_model ?? []].flat();
  const { model: onHub, parents: named } = decode({
    cardData,
    tags: bases.map(id => `base_model:merge:${id}`),
  });
  const copy = named.map(({ parent, relation }) => ({ child: onHub.id, parent, relation }));
  const card = {
    id: onHub.id,
    traits: declaredTraits(front),
    parents: parentIds(front),
    relation: "merge" as const,
  };
  return cardDifferences({ model: onHub, parents: copy }, layOnModel(onHub, card), layOnParents(copy, card));
}

const codes = (length: number) => listed(length, at => `a${at.toString(36)}`);

test("a card that is the Hub's differs in nothing, however long its lists and words are", () => {
  for (const card of [
    { language: codes(8_000) },
    { language: codes(12_000) },
    { datasets: listed(2_000, at => `org/d${at}`) },
    { datasets: ["y".repeat(210), "org/d"] },
    { license: "other", license_name: "x".repeat(150) },
    { license: "z".repeat(120) },
    ...[100, 101, 150, 300, 301, 900].map(many => ({ base_model: listed(many, at => `org/p${at}`) })),
    { base_model: ["org/p0", "org/p0", ...listed(300, at => `org/p${at}`)] },
  ])
    assert.deepEqual(differencesFrom(card), [], JSON.stringify(card).slice(0, 60));
  const shorter = { language: codes(1_099) };
  assert.equal(differencesFrom({ language: codes(1_100) }, shorter)[0]?.what, "languages");
  const fewer = { base_model: listed(149, at => `org/p${at}`) };
  assert.equal(differencesFrom({ base_model: listed(150, at => `org/p${at}`) }, fewer)[0]?.what, "parents");
});

test("nothing follows from what a list lacks that was not read to its end", () => {
  const longer = { language: codes(12_000) };
  assert.deepEqual(differencesFrom(longer, { language: ["de"] }), []);
  const [whole, cut] = [10_000, 12_000].map(length => model({ cardData: { language: codes(length) } }));
  const small = model({ cardData: { language: ["abc"] } });
  assert.ok(whole && cut);
  assert.deepEqual(
    [whole, cut].map(parent => traitFate("languages", parent, small)),
    ["lost", "unread"],
  );
  assert.equal(traitText("languages", whole, 1), "a0 and 9999 more");
  assert.equal(traitText("languages", cut, 1), "a0 and at least 10,000 more");
  const group = groupReader("languages");
  assert.deepEqual([group(cut), changeReader("languages")(cut)], [notRead, null]);
  assert.notEqual(group(whole), notRead);
  assert.equal(
    model({ tags: [...codes(3_000).map(code => `x:${code}`), "dataset:org/d", "de"] }).languages[0],
    "de",
  );
});

test("the index is asked for the parents that a card adds until a newer text supersedes it", async () => {
  const traits = declaredTraits(parseFrontMatter("---\nlicense: mit\n---\n"));
  const cards = ["lab/one", "lab/two"].map(id => ({
    id,
    traits,
    parents: ["a/b"],
    relation: "unknown" as const,
  }));
  const askedUntil = async (isSuperseded: (asked: number) => boolean) => {
    const asked: string[] = [];
    const index = {
      lookup: async () => {
        asked.push("lookup");
        return [{ state: "unknown" as const }];
      },
      family: async ({ id }: { readonly id: string }) => {
        asked.push("family");
        const none = { models: [], edges: [], missing: [], cycles: [], unchecked: [], oldestAt: null };
        return { root: id, ...none };
      },
    };
    const facts = { cards, onHub: () => ({ state: "unknown" as const }) };
    await withAncestors(facts, index, () => isSuperseded(asked.length));
    return asked;
  };
  assert.deepEqual(await askedUntil(() => false), ["lookup", "family", "lookup", "family"]);
  assert.deepEqual(await askedUntil(asked => asked > 0), ["lookup"]);
  assert.deepEqual(await askedUntil(() => true), []);
});
