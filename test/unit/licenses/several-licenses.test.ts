import assert from "node:assert/strict";
import { test } from "node:test";
import { inheritedLicense } from "../../../src/app/card/new-card";
import type { CardContext, Finding } from "../../../src/card/finding";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { lintCard } from "../../../src/card/lint";
import { obligationsOf } from "../../../src/card/obligations/obligations";
import { licenseVerdict } from "../../../src/licenses/compatibility";
import { licenseClass } from "../../../src/licenses/license-class";
import { mergeConflicts } from "../../../src/licenses/license-merges";
import { meantLicense } from "../../../src/licenses/recognize-license";
import { declaredLicenses } from "../../../src/lineage/export/cyclonedx";
import { bareModel, type Model } from "../../../src/lineage/model";
import { licensesIn, readLicense } from "../../../src/lineage/traits/read-traits";

/** A card's text and what is known of its parents and of theirs: each model descends from the next. */
function cardOf(front: string, ...models: readonly Partial<Model>[]) {
  const text = `---\n${front}base_model: lab/0\nbase_model_relation: finetune\n---\n`;
  const context: CardContext = {
    repo: null,
    files: null,
    lookup: id => {
      const at = Number(id.replace("lab/", ""));
      const parents =
        at + 1 < models.length ? [{ child: id, parent: `lab/${at + 1}`, relation: "finetune" as const }] : [];
      return { state: "known", id, model: { ...bareModel(id), ...models[at] }, parents, at: 0 };
    },
  };
  return { text, context };
}

function licenseFindings(front: string, ...models: readonly Partial<Model>[]): readonly Finding[] {
  const { text, context } = cardOf(front, ...models);
  return lintCard(text, context).findings.filter(
    ({ rule }) => rule.startsWith("license/") && rule !== "license/file-missing",
  );
}

test("all licenses of a list are read, and none is lost in silence", () => {
  assert.equal(readLicense(["MIT", "cc-by-nc-4.0", "mit"]), "mit, cc-by-nc-4.0");
  assert.deepEqual(licensesIn("mit, cc-by-nc-4.0"), ["mit", "cc-by-nc-4.0"]);
  assert.deepEqual(licensesIn("apache 2.0, see license"), ["apache 2.0, see license"]);
  const many = readLicense(Array.from({ length: 40 }, (_, at) => (at === 39 ? "cc-by-nc-4.0" : `mit-${at}`)));
  assert.equal(licensesIn(many ?? "").at(-1), "…");
  const permissive = readLicense(["mit", "isc", "apache-2.0"]);
  assert.equal(licenseVerdict(permissive, "cc-by-nc-4.0", "finetune").verdict, "ok");
  assert.equal(licenseVerdict(`${permissive}, …`, "cc-by-nc-4.0", "finetune").verdict, "review");
});

test("the order of several licenses decides nothing, and only one verdict of all of them is a verdict", () => {
  for (const relation of ["finetune", "merge", "quantized", "unknown"] as const) {
    for (const parent of ["mit, cc-by-nc-4.0", "cc-by-nc-4.0, mit"])
      assert.equal(licenseVerdict(parent, "mit", relation).verdict, "review", parent);
    assert.equal(licenseVerdict("mit, apache-2.0", "mit", relation).verdict, "ok");
    assert.equal(licenseVerdict("cc-by-nc-4.0, gemma", "mit", relation).verdict, "incompatible");
    // The reader of the child may choose.
    for (const child of ["mit, cc-by-nc-4.0", "cc-by-nc-4.0, mit"])
      assert.equal(licenseVerdict("cc-by-nc-4.0", child, relation).verdict, "ok", child);
  }
});

test("a parent or an ancestor with several licenses is to be read, and the finding names them all", () => {
  for (const license of ["mit, cc-by-nc-4.0", "cc-by-nc-4.0, mit"]) {
    const [first, ...more] = licenseFindings("license: mit\n", { license });
    assert.deepEqual([first?.rule, more], ["license/review", []]);
    assert.match(first?.message ?? "", new RegExp(`lab/0 names several licenses \\(${license}\\)`));
    assert.deepEqual(first?.fixes, []);
  }
  assert.deepEqual(licenseFindings("license: mit\n", { license: "mit, apache-2.0" }), []);
  const [conflict] = licenseFindings("license: mit\n", { license: "cc-by-nc-4.0, cc-by-nc-sa-4.0" });
  assert.equal(conflict?.rule, "license/nc-dropped");
  assert.deepEqual(conflict?.fixes, [], "a list is no license to write");
  const { text, context } = cardOf("license: mit\n", { license: "mit" }, { license: "mit, cc-by-nc-4.0" });
  const card = { text, frontMatter: parseFrontMatter(text), disables: [] };
  assert.deepEqual(obligationsOf(card, context, { contents: new Map(), ofAncestors: new Map() }).unclear, [
    { id: "lab/1", why: "several licenses", name: "mit, cc-by-nc-4.0", because: null },
  ]);
});

test("a card without a license is told of a parent with terms of its own, or several", () => {
  const cases: readonly (readonly [Partial<Model>, RegExp])[] = [
    [{ license: "other", licenseName: "flux-terms" }, /lab\/0 has its own terms \(flux-terms\); read them/],
    [{ license: "other" }, /lab\/0 has its own terms; read them/],
    [{ license: "our-terms" }, /lab\/0 has its own terms \(our-terms\); read them/],
    [{ license: "mit, gemma" }, /lab\/0 names several \(mit, gemma\)/],
    [{ license: "gemma", licenseName: "gemma" }, /lab\/0 is gemma; add/],
  ];
  for (const [parent, wanted] of cases) {
    const [first, ...more] = licenseFindings("", parent);
    assert.deepEqual([first?.rule, first?.severity, more], ["license/missing", "warning", []]);
    assert.match(first?.message ?? "", wanted);
    for (const fix of first?.fixes ?? []) assert.equal(fix.isChoice, true);
    if (parent.licenseName !== "gemma") assert.deepEqual(first?.fixes, []);
  }
  for (const license of [null, "unknown"]) assert.deepEqual(licenseFindings("", { license }), []);
});

test("a custom license that is named like one of the Hub's is that one, on either side", () => {
  const custom = (name: string) => `license: other\nlicense_name: ${name}\nlicense_link: LICENSE\n`;
  const rules = (front: string, parent: Partial<Model>) =>
    licenseFindings(front, parent).map(({ rule }) => rule);
  assert.deepEqual(rules(custom("gemma"), { license: "gemma" }), []);
  assert.deepEqual(rules("license: gemma\n", { license: "gemma", licenseName: "Gemma" }), []);
  assert.deepEqual(rules(custom("my-gemma"), { license: "gemma" }), ["license/review"]);
  const [conflict] = licenseFindings(custom("mit"), { license: "cc-by-nc-4.0" });
  assert.equal(conflict?.rule, "license/nc-dropped");
  assert.deepEqual(conflict?.fixes, [], "license_name would stay beside another license");
  const meant = (license: string, licenseName: string) =>
    meantLicense({ license, licenseName, licenseLink: null });
  assert.equal(meant("other", "unknown"), "other");
  assert.equal(meant("mit", "gemma"), "mit");
  assert.equal(meant("other, mit", "gemma"), "gemma, mit");
});

test("merges, classes, bills, and new cards take several licenses as several", () => {
  const [conflict, ...more] = mergeConflicts(["mit, gpl-3.0", "gemma"]);
  assert.deepEqual([conflict?.one, conflict?.verdict, more], ["mit, gpl-3.0", "review", []]);
  assert.equal(mergeConflicts(["cc-by-nd-4.0, cc-by-nc-nd-4.0", "mit"])[0]?.verdict, "incompatible");
  assert.deepEqual(mergeConflicts(["mit, apache-2.0", "gemma"]), []);
  assert.equal(licenseClass("mit, apache-2.0"), "permissive");
  assert.equal(licenseClass("mit, gemma"), "unspecific");
  const parent = { ...bareModel("lab/two"), license: "mit, gemma" };
  const acknowledgement = "declared";
  assert.deepEqual(declaredLicenses(parent), [
    { license: { id: "MIT", acknowledgement } },
    { license: { name: "gemma", acknowledgement } },
  ]);
  const inherited = inheritedLicense([parent], "finetune");
  assert.equal(inherited.id, null);
  assert.match(inherited.notes.join(" "), /mit, gemma of lab\/two/);
});
