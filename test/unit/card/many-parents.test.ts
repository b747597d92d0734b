import assert from "node:assert/strict";
import { test } from "node:test";
import { namedModels } from "../../../src/app/card/named-models";
import { ancestry } from "../../../src/card/ancestors";
import { parentIds } from "../../../src/card/card";
import type { CardContext, KnownModel } from "../../../src/card/finding";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../src/card/lint";
import { wantedIds } from "../../../src/card/wanted";
import { bareModel } from "../../../src/lineage/model";

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
  assert.equal(wantedIds(frontMatter, context).filter(id => id.startsWith("a/")).length, 300);
  const subject = { kind: "model", identity: null, frontMatter, parents: parentIds(frontMatter) } as const;
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
  assert.ok(wantedIds(frontMatter, counting(unknown).context).length <= 12);
  assert.ok(namedModels({ kind: "model", identity: null, frontMatter, parents: [] }).length <= 10);
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
