import assert from "node:assert/strict";
import { test } from "node:test";
import { licenseVerdict } from "../../../src/licenses/compatibility";
import { licenseDuties, licenseFacts } from "../../../src/licenses/license-facts";
import { isLicenseId, licenseIds } from "../../../src/licenses/license-ids";
import { mergeConflicts } from "../../../src/licenses/license-merges";
import { hasNamePrefix, licenseNotice, saysSentence } from "../../../src/licenses/license-notices";
import { licenseGroups, licenseTable } from "../../../src/licenses/license-table";
import { licenseCategory, licenseGroup, nearestLicenses } from "../../../src/licenses/licenses";
import { relations } from "../../../src/lineage/model";
import { goldenRows } from "../../golden/read-golden";

const golden = goldenRows("licenses.tsv").map(
  ([id = "", spdx = "", category = "", paper = "", rank = "", letters = ""]) => ({
    ...{ id, spdx: known(spdx), category, paper: known(paper) },
    ...{ rank: rank === "-" ? null : Number(rank), letters },
  }),
);

function known(cell: string): string | null {
  return cell === "-" ? null : cell;
}

/** The verdicts that the letters of licenses.tsv stand for, by relation. */
const verdicts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Y: { finetune: "ok", merge: "ok", adapter: "ok", quantized: "ok" },
  R: { finetune: "review", merge: "review", adapter: "review", quantized: "review" },
  N: { finetune: "incompatible", merge: "incompatible", adapter: "incompatible", quantized: "incompatible" },
  A: { finetune: "incompatible", merge: "incompatible", adapter: "review", quantized: "incompatible" },
  Q: { finetune: "incompatible", merge: "incompatible", adapter: "review", quantized: "review" },
};

test("verdicts equal the golden ones on 83 × 83 × 4 cases", () => {
  assert.deepEqual([...licenseIds()].sort(), golden.map(each => each.id).sort());
  const wrong: string[] = [];
  const totals: Record<string, number> = {};
  for (const relation of ["finetune", "adapter", "quantized", "merge"] as const) {
    for (const parent of golden) {
      for (const [at, { id: child }] of golden.entries()) {
        const { verdict } = licenseVerdict(parent.id, child, relation);
        const wanted = verdicts[parent.letters[at] ?? ""]?.[relation];
        if (verdict !== wanted)
          wrong.push(`${parent.id} -> ${child} (${relation}): ${verdict}, not ${wanted}`);
        if (relation === "finetune") totals[verdict] = (totals[verdict] ?? 0) + 1;
      }
    }
  }
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} verdicts differ; correct license-table.ts`);
  assert.deepEqual(totals, { incompatible: 3346, ok: 2183, review: 1360 });
  for (const { id, category } of golden) assert.equal(licenseCategory(id), category, id);
});

test("names, ranks and the study's buckets equal the golden ones", () => {
  for (const { id, spdx, rank, paper, category } of golden) {
    const facts = licenseFacts(id);
    assert.deepEqual([facts?.spdx, facts?.rank, facts?.paper], [spdx, rank, paper], id);
    assert.deepEqual([licenseGroup(id, "legal"), licenseGroup(id, "paper")], [category, paper], id);
  }
});

test("every license has facts, and every duty that it names has words", () => {
  for (const id of licenseIds()) {
    const facts = licenseFacts(id);
    assert.ok(facts, id);
    for (const duty of facts.duties) assert.ok(Object.hasOwn(licenseDuties, duty), `${id}: ${duty}`);
    const words = licenseNotice(id);
    assert.equal(words?.notice != null, facts.duties.includes("notice-text") && id !== "grok2-community", id);
    assert.equal(words?.namePrefix != null, facts.duties.includes("name-prefix"), id);
  }
  assert.equal(licenseFacts("constructor"), null);
  assert.equal(licenseNotice("constructor"), null);
});

test("the names that Llama's licenses require are recognized in every spelling, and others are not", () => {
  for (const name of ["Llama-3-Poet", "llama3-8b", "LLAMA_3.1-x", "Meta-Llama-3-8B", "Llama.3"])
    assert.ok(hasNamePrefix(name, "Llama 3"), name);
  for (const name of ["Poet-Llama-3", "Llama-2-x", "L3-Poet", "MetaPoet", ""])
    assert.ok(!hasNamePrefix(name, "Llama 3"), name);
  assert.ok(saysSentence("## **Built  with\nLlama**", "Built with Llama"));
  const { notice } = licenseNotice("llama3.1") ?? {};
  assert.ok(saysSentence((notice ?? "").replace("©", "(c)").toUpperCase(), notice ?? ""));
  assert.ok(!saysSentence("Built with care", "Built with Llama"));
});

test("parents that exclude each other are reported once, and unspecific licenses exclude nothing", () => {
  const verdicts = (...licenses: string[]) =>
    mergeConflicts(licenses).map(({ one, other, verdict }) => [one, other, verdict]);
  assert.deepEqual(verdicts("gpl-3.0", "osl-3.0"), [["gpl-3.0", "osl-3.0", "incompatible"]]);
  assert.deepEqual(verdicts("cc-by-sa-4.0", "cc-by-nc-sa-4.0", "cc-by-sa-4.0"), [
    ["cc-by-sa-4.0", "cc-by-nc-sa-4.0", "incompatible"],
  ]);
  assert.deepEqual(verdicts("gemma", "gpl-3.0"), [["gpl-3.0", "gemma", "incompatible"]]);
  assert.deepEqual(verdicts("mit", "cc-by-nd-4.0"), [["cc-by-nd-4.0", "mit", "incompatible"]]);
  assert.deepEqual(verdicts("mit", "llama3"), [["llama3", "mit", "review"]]);
  assert.deepEqual(verdicts("grok2-community", "mit"), [["grok2-community", "mit", "review"]]);
  for (const pair of [
    ["mit", "apache-2.0"],
    ["llama3", "llama3.1"],
    ["llama3", "other"],
    ["gpl-2.0", "gpl-3.0"],
    ["lgpl-3.0", "gpl-3.0"],
    ["no-such", "gpl-3.0"],
    ["cc-by-nc-4.0", "cc-by-nc-sa-4.0"],
  ])
    assert.deepEqual(mergeConflicts(pair), [], pair.join(" and "));
});

test("the table names only licenses and groups that exist", () => {
  const lists = [
    ...Object.values(licenseTable).flatMap(row => [row.ok ?? "", row.review ?? "", row.never ?? ""]),
    ...Object.values(licenseGroups),
  ];
  for (const word of lists.flatMap(list => list.split(" "))) {
    if (word === "") continue;
    const known = word.startsWith("=") ? Object.hasOwn(licenseGroups, word.slice(1)) : isLicenseId(word);
    assert.ok(known, `license-table.ts names ${word}, which it does not define`);
  }
});

test("a conflict says which duty is dropped and in which section", () => {
  const cases = [
    ["gemma", "apache-2.0", "finetune", "use-restrictions-dropped", "section 3.1"],
    ["gemma", "mit", "adapter", "use-restrictions-dropped", "section 3.1"],
    ["llama3.1", "mit", "quantized", "use-restrictions-dropped", "section 1.b.i"],
    ["cc-by-nc-4.0", "mit", "merge", "nc-dropped", "section 2(a)(1)"],
    ["cc-by-nc-4.0", "cc-by-nd-4.0", "finetune", "nc-dropped", "section 2(a)(1)"],
    ["cc-by-nc-sa-4.0", "mit", "finetune", "nc-dropped", "section 2(a)(1)"],
    ["cc-by-nc-sa-4.0", "cc-by-nc-4.0", "finetune", "share-alike-dropped", "section 3(b)(1)"],
    ["gpl-3.0", "mit", "finetune", "share-alike-dropped", "section 5(c)"],
    ["cc-by-nd-4.0", "cc-by-nd-4.0", "finetune", "nd-derivative", "section 2(a)(1)"],
    ["apple-amlr", "mit", "adapter", "research-only-dropped", null],
    ["fair-noncommercial-research-license", "apple-amlr", "finetune", "incompatible", "section 1.b.i"],
    ["apache-2.0", "gpl-2.0", "finetune", "incompatible", "section 3"],
  ] as const;
  for (const [parent, child, relation, kind, clause] of cases) {
    const verdict = licenseVerdict(parent, child, relation);
    assert.deepEqual(
      verdict,
      { verdict: "incompatible", kind, clause },
      `${parent} -> ${child} (${relation})`,
    );
  }
});

test("an unknown license needs a review, and an unknown relation counts as a finetune", () => {
  for (const [parent, child] of [
    [null, "mit"],
    ["gemma", null],
    ["no-such-license", "mit"],
    ["gemma", "no-such-license"],
    ["constructor", "mit"],
    ["gemma", "__proto__"],
  ] as const) {
    assert.equal(licenseVerdict(parent, child, "finetune").verdict, "review", `${parent} -> ${child}`);
  }
  for (const parent of licenseIds()) {
    for (const child of licenseIds()) {
      assert.deepEqual(licenseVerdict(parent, child, "unknown"), licenseVerdict(parent, child, "finetune"));
    }
  }
  assert.ok(relations.includes("unknown"));
});

test("near misses of license ids find the intended id, and too many guesses give none", () => {
  const meant: Record<string, readonly string[]> = {
    "Apache-2.0": ["apache-2.0"],
    "apache license 2.0": ["apache-2.0"],
    "Apache License, Version 2.0": ["apache-2.0"],
    "apache-2": ["apache-2.0"],
    apache: ["apache-2.0"],
    MIT: ["mit"],
    "mit license": ["mit"],
    "CC BY-SA 4.0": ["cc-by-sa-4.0"],
    "GPL-3": ["gpl-3.0"],
    GPLv3: ["gpl-3.0"],
    "llama-3.1": ["llama3.1"],
    llama31: ["llama3.1"],
    "openrail ++": ["openrail++"],
    "OpenRAIL-M": [],
    creativeml: ["creativeml-openrail-m"],
    "cc-by-nc": [],
    "bsd-3": ["bsd-3-clause", "bsd-3-clause-clear"],
    // A version is added, and no number or term is left out.
    cc0: ["cc0-1.0"],
    MPL: ["mpl-2.0"],
    "gpl-3.0-only": ["gpl-3.0"],
    "cc-by-4.0-nc": [],
    "cc-by-nc-4.0-nd": [],
    "bsd-4-clause": [],
    "0BSD": [],
    "mit-0": [],
    "llama3.2-nc": [],
    "research-only": [],
    "???": [],
    "": [],
    proprietary: [],
    "Academic Free License v3.0": [],
  };
  for (const [text, ids] of Object.entries(meant)) {
    if (text === "OpenRAIL-M" || text === "cc-by-nc") {
      assert.ok(nearestLicenses(text).length <= 3, text);
      continue;
    }
    assert.deepEqual(nearestLicenses(text), ids, text);
  }
  assert.ok(nearestLicenses("x".repeat(1_000_000)).length <= 3);
});
