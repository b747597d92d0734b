import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bill, familyBill } from "../../../../src/bills/bill";
import { billToSpdx } from "../../../../src/bills/spdx/spdx-document";
import type { Family } from "../../../../src/lineage/family";
import { bareModel, unreadModel } from "../../../../src/lineage/model";
import { needsSchemas, spdxChecker } from "../../../harness/bills/bill-schemas";
import { needsSpdxReader, readBySpdx, spdxModelFolder } from "../../../harness/bills/spdx-reader";
import { hardFamily, hostileId } from "../../lineage/export/hard-family";
import { hostileFamily } from "../../lineage/export/hostile-family";
import { making, poetBill, sha256 } from "../made-bill";
import { SpdxReading } from "./read-document";

const check = spdxChecker();
const classes = spdxModelFolder();

const hard = billToSpdx(familyBill(hardFamily, making));
const read = new SpdxReading(hard);

test("a family is a valid document of SPDX 3.0.1, whatever its models are named and licensed", t => {
  if (check === null) return t.skip(needsSchemas);
  for (const text of [hard, billToSpdx(familyBill(hostileFamily(), making)), billToSpdx(poetBill)])
    assert.deepEqual(check(JSON.parse(text)), []);
});

test("the schema finds what is wrong with a document", t => {
  if (check === null) return t.skip(needsSchemas);
  const wrong: readonly (readonly [was: string, is: string])[] = [
    ['"descendantOf"', '"childOf"'],
    ['"2026-01-02T00:00:00Z"', '"2026-01-02"'],
    ['"noAssertion"\n', '"unknown"\n'],
    ['"software_primaryPurpose": "model"', '"software_primaryPurpose": "weights"'],
    ['"ai_AIPackage"', '"AIPackage"'],
  ];
  for (const [was, is] of wrong) {
    assert.ok(hard.includes(was), was);
    assert.notDeepEqual(check(JSON.parse(hard.replace(was, is))), [], is);
  }
});

test("the classes of SPDX read what is written, and refuse a document that lacks something", t => {
  if (classes === null) return t.skip(needsSpdxReader);
  const listed = readBySpdx(classes, billToSpdx(familyBill(hostileFamily(), making)));
  const models = hostileFamily().models.length + hostileFamily().missing.length;
  assert.equal(listed.filter(line => line.startsWith("ai_AIPackage ")).length, models);
  assert.throws(() => readBySpdx(classes, hard.replace("#model-1", "#gone")), /undefined: .*#model-1/);
  assert.throws(() => readBySpdx(classes, hard.replace('"relationshipType": "descendantOf",', "")));
});

test("a model descends from its declared parents, and an adapter depends on its own", () => {
  assert.deepEqual(read.related("c/merge", "descendantOf"), [hostileId, "a/root", "e/elsewhere"]);
  assert.deepEqual(read.comments("c/merge", "descendantOf"), ["Declared relation: merge."]);
  assert.deepEqual(read.related("d/two", "dependsOn"), ["d/one"]);
  assert.deepEqual(read.related("d/one", "dependsOn"), []);
  assert.equal(
    read.one("ai_AIPackage", "e/elsewhere").comment,
    "The Hub does not show a model of this name.",
  );
});

test("what is not declared or not read is NOASSERTION, and no license declared is NONE", () => {
  const models = [
    { ...bareModel("x/read"), license: null },
    unreadModel("x/unread"),
    { ...bareModel("x/says"), license: "unknown" },
    { ...bareModel("x/mit"), license: "mit" },
  ];
  const family: Family = { ...hardFamily, root: "x/read", models, edges: [], missing: [], cycles: [] };
  const stated = new SpdxReading(billToSpdx(familyBill(family, making)));
  const licenses = models.map(({ id }) => stated.related(id, "hasDeclaredLicense"));
  assert.deepEqual(licenses, [
    ["expandedlicensing_NoneLicense"],
    ["expandedlicensing_NoAssertionLicense"],
    ["expandedlicensing_NoAssertionLicense"],
    ["MIT"],
  ]);
  for (const { id, unread } of models) {
    assert.deepEqual(stated.related(id, "hasConcludedLicense"), ["expandedlicensing_NoAssertionLicense"]);
    for (const type of ["descendantOf", "trainedOn"])
      assert.deepEqual(stated.related(id, type), ["NoAssertionElement"]);
    const why = unread ? "The model was not read." : "The card declares no parent.";
    assert.deepEqual(stated.comments(id, "descendantOf"), [why]);
  }
});

test("all of several licenses are declared, and a comment says that nothing joins them", () => {
  const models = [{ ...bareModel("x/two"), license: "other, mit, gemma", licenseName: "house rules" }];
  const family: Family = { ...hardFamily, root: "x/two", models, edges: [], missing: [], cycles: [] };
  const text = billToSpdx(familyBill(family, making));
  if (check !== null) assert.deepEqual(check(JSON.parse(text)), []);
  const stated = new SpdxReading(text);
  assert.deepEqual(stated.related("x/two", "hasDeclaredLicense"), ["house rules", "MIT", "gemma"]);
  const [comment = ""] = stated.comments("x/two", "hasDeclaredLicense");
  assert.match(comment, /^Several licenses .*: other, MIT, gemma\. Nothing says whether all/);
});

test("licenses are expressions of SPDX, and others have references of their own", () => {
  const names = ["house rules", "house-rules", null, null];
  const models = [
    ...names.map((licenseName, at) => ({ ...bareModel(`x/${at}`), license: "other", licenseName })),
    { ...bareModel("x/gemma"), license: "gemma" },
    { ...bareModel("x/again"), license: "gemma" },
  ];
  const family: Family = { ...hardFamily, root: "x/0", models, edges: [], missing: [], cycles: [] };
  const { elements } = new SpdxReading(billToSpdx(familyBill(family, making)));
  const of = (type: string) => elements.filter(each => each.type === type);
  assert.deepEqual(
    of("simplelicensing_LicenseExpression").map(each => each.simplelicensing_licenseExpression),
    [
      "LicenseRef-house-rules",
      "LicenseRef-house-rules-2",
      "LicenseRef-other",
      "LicenseRef-other-2",
      "LicenseRef-gemma",
    ],
  );
  const texts = of("simplelicensing_SimpleLicensingText");
  assert.equal(texts.length, 5);
  assert.deepEqual(texts.at(-1)?.externalRef, [
    {
      ...{ type: "ExternalRef", externalRefType: "license" },
      locator: ["https://ai.google.dev/gemma/terms"],
    },
  ]);
});

test("datasets are packages with what the Hub says of them", () => {
  const datasets = ["o/known", "o/gated", "o/gone", "o/unread", "o/unasked", "wikipedia"];
  const family: Family = {
    ...{ ...hardFamily, root: "x/y", edges: [], missing: [], cycles: [] },
    models: [{ ...bareModel("x/y"), datasets }],
  };
  const bill: Bill = {
    ...familyBill(family, making),
    datasets: new Map([
      ["o/known", { state: "known", id: "o/renamed", license: "cc-by-4.0", gated: false }],
      ["o/gated", { state: "known", id: "o/gated", license: null, gated: true }],
      ["o/gone", { state: "missing", orPrivate: true }],
      ["o/unread", { state: "unknown" }],
    ]),
  };
  const text = billToSpdx(bill);
  if (check !== null) assert.deepEqual(check(JSON.parse(text)), []);
  const stated = new SpdxReading(text);
  assert.deepEqual(stated.related("x/y", "trainedOn"), datasets);
  assert.deepEqual(
    datasets.map(name => stated.related(name, "hasDeclaredLicense")),
    [
      ["CC-BY-4.0"],
      ["expandedlicensing_NoneLicense"],
      ...datasets.slice(2).map(() => ["expandedlicensing_NoAssertionLicense"]),
    ],
  );
  const packages = datasets.map(name => stated.one("dataset_DatasetPackage", name));
  assert.deepEqual(
    packages.map(each => each.dataset_datasetAvailability),
    ["directDownload", "registration", undefined, undefined, undefined, undefined],
  );
  assert.equal(packages[0]?.software_downloadLocation, "https://huggingface.co/datasets/o/renamed");
  assert.equal(packages[0]?.software_homePage, "https://huggingface.co/datasets/o/renamed");
  assert.deepEqual(
    packages.slice(1).map(each => each.comment),
    [
      undefined,
      "The Hub shows no dataset of this name: it is missing or private.",
      "It was asked for, but could not be read.",
      "It was not looked up.",
      "It was not looked up.",
    ],
  );
  assert.equal(packages[5]?.software_downloadLocation, undefined);
});

test("the AI profile is named only if every model has what it asks for", () => {
  const whole = {
    ...bareModel("x/y"),
    createdAt: "2024-02-08T08:11:59.000Z",
    lastModified: "2024-03-01T00:00:00.000Z",
  };
  const profiles = (models: Family["models"]) => {
    const family = { ...hardFamily, root: "x/y", models, edges: [], missing: [], cycles: [] };
    return new SpdxReading(billToSpdx(familyBill(family, making))).one("software_Sbom").profileConformance;
  };
  const without = ["core", "software", "simpleLicensing", "expandedLicensing"];
  assert.deepEqual(profiles([whole]), [...without, "ai"]);
  assert.deepEqual(profiles([{ ...whole, lastModified: null }]), without);
  assert.deepEqual(profiles([whole, unreadModel("x/z")]), without);
});

test("the same family makes the same document, and each document has identifiers of its own", () => {
  assert.equal(billToSpdx(familyBill(hardFamily, making)), hard);
  const later = new SpdxReading(
    billToSpdx(familyBill(hardFamily, { ...making, serial: "00000000-0000-4000-8000-000000000002" })),
  );
  assert.notEqual(later.one("software_Sbom").spdxId, read.one("software_Sbom").spdxId);
  assert.equal(new Set(read.elements.map(({ spdxId }) => spdxId)).size, read.elements.length);
});

test("whoever answers for the bill is its author", () => {
  const by = (author: string | null) =>
    new SpdxReading(billToSpdx(familyBill(hardFamily, { ...making, author }))).elements.filter(
      ({ name }) => name === (author ?? "hub-lineage"),
    );
  assert.deepEqual(
    by("Lab Ltd").map(({ type }) => type),
    ["Agent"],
  );
  assert.deepEqual(
    by(null).map(({ type }) => type),
    ["SoftwareAgent"],
  );
});

test("weights are files with their hashes, and what nobody declared is an annotation, never a relationship", () => {
  const stated = new SpdxReading(billToSpdx(poetBill));
  const child = poetBill.family.root;
  assert.deepEqual(stated.related(child, "contains"), ["adapter_model.safetensors", "adapter_model.h5"]);
  assert.deepEqual(stated.one("software_File", "adapter_model.safetensors").verifiedUsing, [
    { type: "Hash", algorithm: "sha256", hashValue: sha256 },
  ]);
  assert.equal(stated.one("software_File", "adapter_model.h5").verifiedUsing, undefined);
  const said = stated.elements.filter(({ type }) => type === "Annotation");
  assert.deepEqual(
    said.map(({ statement }) => String(statement).slice(0, 38)),
    ["Inferred, not declared: lab/other (ada", "The vocabulary differs from that of la"],
  );
  assert.deepEqual(
    said.map(({ subject }) => subject),
    [stated.one("ai_AIPackage", child).spdxId, stated.one("ai_AIPackage", child).spdxId],
  );
  const rest = stated.elements.filter(({ type }) => type !== "Annotation");
  assert.doesNotMatch(JSON.stringify(rest), /lab\/other/);
});

test("a model's commit is its version and a content identifier, and one that is not known is said so", () => {
  const commit = "0123456789abcdef0123456789abcdef01234567";
  const models = [
    { ...bareModel("x/y"), commit, lastModified: "2024-03-01T00:00:00.000Z" },
    bareModel("x/base"),
  ];
  const family: Family = { ...hardFamily, root: "x/y", models, edges: [], missing: [], cycles: [] };
  const text = billToSpdx(familyBill(family, making));
  if (check !== null) assert.deepEqual(check(JSON.parse(text)), []);
  const [known, unknown] = models.map(({ id }) => new SpdxReading(text).one("ai_AIPackage", id));
  assert.equal(known?.software_packageVersion, commit);
  assert.deepEqual(known?.software_contentIdentifier, [
    {
      ...{ type: "software_ContentIdentifier", software_contentIdentifierType: "swhid" },
      software_contentIdentifierValue: `swh:1:rev:${commit}`,
    },
  ]);
  assert.equal(known?.software_sourceInfo, "The commit is of the main branch on the Hub.");
  assert.equal(unknown?.software_contentIdentifier, undefined);
  assert.equal(unknown?.software_sourceInfo, "The commit is not known.");
});
