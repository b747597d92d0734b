import assert from "node:assert/strict";
import { test } from "node:test";
import { auditCard } from "../../../src/app/audit/audit-card";
import type { CardContext } from "../../../src/card/finding";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { declaredTraits } from "../../../src/card/licensing/declared-traits";
import { licenseLines } from "../../../src/card/licensing/license-lines";
import { lintCard } from "../../../src/card/lint";
import { obligationsOf } from "../../../src/card/obligations/obligations";
import { customLicenses } from "../../../src/licenses/custom-licenses";
import { licenseAddress } from "../../../src/licenses/license-address";
import { addressKey, licenseAt } from "../../../src/licenses/license-addresses";
import { licenseDuties, licenseFacts } from "../../../src/licenses/license-facts";
import { isLicenseId, licenseIds } from "../../../src/licenses/license-ids";
import { licenseRow } from "../../../src/licenses/licenses";
import { meantLicense, recognizedBy, recognizeLicense } from "../../../src/licenses/recognize-license";
import { bareModel, type Model } from "../../../src/lineage/model";

const terms = "https://ai.google.dev/gemma/terms";

function idOf(name: string | null, link: string | null): string {
  const found = recognizeLicense(name, link);
  return found.id === null ? found.why : `${found.id} by ${found.by}`;
}

test("a license is recognized by its own address, or by the file in a repo of its publisher", () => {
  const links: readonly (readonly [link: string, id: string])[] = [
    [terms, "gemma"],
    ["http://www.ai.google.dev/gemma/terms/?hl=de#top", "gemma"],
    ["https://huggingface.co/meta-llama/Meta-Llama-3-8B-Instruct/raw/main/LICENSE", "llama3"],
    ["https://hf.co/meta-llama/Llama-3.2-1B/resolve/main/LICENSE.txt?download=true", "llama3.2"],
    ["https://HUGGINGFACE.co/Meta-Llama/Llama-3.3-70B-Instruct/blob/main/license.md", "llama3.3"],
    ["https://github.com/meta-llama/llama-models/blob/main/models/llama3_1/LICENSE", "llama3.1"],
    ["https://raw.githubusercontent.com/meta-llama/llama3/refs/heads/main/LICENSE", "llama3"],
    ["https://llama.meta.com/llama3/license/", "llama3"],
    ["https://creativecommons.org/licenses/by-nc/4.0/deed.de", "cc-by-nc-4.0"],
    ["https://creativecommons.org/licenses/by/4.0/legalcode.txt", "cc-by-4.0"],
    ["https://opensource.org/licenses/MIT", "mit"],
    ["https://www.apache.org/licenses/LICENSE-2.0.txt", "apache-2.0"],
    ["https://huggingface.co/Qwen/Qwen2.5-3B/blob/main/LICENSE", "qwen-research"],
    ["https://github.com/deepseek-ai/DeepSeek-V2/blob/HEAD/LICENSE-MODEL", "deepseek"],
  ];
  for (const [link, id] of links) {
    assert.equal(idOf(null, link), `${id} by license_link`, link);
    assert.equal(idOf(id, link), `${id} by license_link`, link);
  }
  for (const id of [...licenseIds(), ...Object.keys(customLicenses)]) {
    const address = licenseAddress(id);
    if (address !== null) assert.equal(licenseAt(address), id, address);
  }
});

test("the name has to fit the link, in whatever words", () => {
  for (const name of ["gemma", "Gemma Terms of Use", "gemma-terms-of-use", "other", " ", null])
    assert.equal(idOf(name, terms), "gemma by license_link");
  assert.equal(
    idOf("META LLAMA 3 COMMUNITY LICENSE AGREEMENT", "https://llama.meta.com/llama3/license"),
    "llama3 by license_link",
  );
  for (const name of ["llama3", "Apache 2.0", "qwen-research"])
    assert.equal(idOf(name, terms), "names-differ");
  for (const name of ["gemma-nc", "my terms", "gemma2"]) assert.equal(idOf(name, terms), "other-name");
});

test("what only looks like a known address is none", () => {
  const unknown = [
    "https://huggingface.co.evil.com/meta-llama/Llama-3.2-1B/blob/main/LICENSE",
    "https://huggingface.co/someone/Llama-3.2-1B/blob/main/LICENSE",
    "https://huggingface.co/meta-llama/Llama-3.2-1B/evil/blob/main/LICENSE",
    "https://huggingface.co/meta-llama/Llama-3.2-1B",
    "https://huggingface.co/meta-llama/Llama-3.2-1B/blob/main/README.md",
    "https://huggingface.co/meta-llama/Llama-3.2-1B/resolve/refs%25pr%255/LICENSE",
    "https://huggingface.co/meta-llama/Llama-3.2-1B/blob/0123456789012345678901234567890123456789/LICENSE",
    "https://huggingface.co/datasets/meta-llama/Llama-3.2-1B/blob/main/LICENSE",
    "https://github.com/deepseek-ai/DeepSeek-V2/blob/main/LICENSE-CODE",
    "https://ai.google.dev/gemma",
    "https://ai-google.dev/gemma/terms",
    "https://xai.google.dev/gemma/terms",
  ];
  for (const link of unknown) {
    assert.equal(idOf(null, link), "link-unknown", link);
    assert.equal(idOf("our-terms", link), "link-unknown", link);
  }
  const unsafe = [
    "https://huggingface.co@evil.com/meta-llama/Llama-3.2-1B/blob/main/LICENSE",
    "https://user:pass@ai.google.dev/gemma/terms",
    "https://ai.google.dev:8443/gemma/terms",
    "ftp://ai.google.dev/gemma/terms",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "//ai.google.dev/gemma/terms",
    "ai.google.dev/gemma/terms",
    "https:\\\\ai.google.dev\\gemma\\terms",
    "https://huggingface.co/meta-llama/Llama-3.2-1B/blob/main/../../../evil/LICENSE",
    "https://huggingface.co/meta-llama/Llama-3.2-1B/resolve/refs%2Fpr%2F5/LICENSE",
    "https://аi.google.dev/gemma/terms",
  ];
  for (const link of unsafe) assert.equal(idOf("gemma", link), "link-unsafe", link);
});

test("a name alone counts if it is an ID of the Hub and can be no other license", () => {
  for (const link of [null, "LICENSE", "./LICENSE.md", "https://huggingface.co/x/copy/blob/main/LICENSE"]) {
    assert.equal(idOf("llama3", link), "llama3 by license_name");
    assert.equal(idOf("Apache 2.0", link), "apache-2.0 by license_name");
  }
  assert.equal(idOf("qwen", null), "name-alone");
  assert.equal(idOf("llama", null), "name-alone");
  assert.equal(idOf("BSL", null), "name-alone");
  assert.equal(idOf("qwen", "LICENSE"), "link-relative");
  assert.equal(idOf(null, "LICENSE"), "link-relative");
  assert.equal(idOf(null, null), "nothing-named");
  assert.equal(idOf("constructor", "https://__proto__/x"), "link-unsafe");
  const long = `https://ai.google.dev/${"a/".repeat(5_000)}`;
  assert.equal(idOf(null, long), "link-unsafe");
});

test("only what a card calls other is recognized, also among several licenses", () => {
  const written = (license: string | null, licenseLink: string | null) => ({
    license,
    licenseName: null,
    licenseLink,
  });
  assert.equal(meantLicense(written("other", terms)), "gemma");
  assert.equal(meantLicense(written("other, mit", terms)), "gemma, mit");
  assert.equal(meantLicense(written("gemma, other", terms)), "gemma");
  assert.equal(meantLicense(written("mit", terms)), "mit");
  assert.equal(meantLicense(written("another", terms)), "another");
  assert.equal(meantLicense(written(null, terms)), null);
  assert.equal(recognizedBy(written("gemma, mit", terms)), "license_link");
  assert.equal(recognizedBy(written("other", "LICENSE")), null);
  assert.equal(recognizedBy(written("gemma", null)), null);
});

test("licenses without an ID of the Hub have terms and facts, but are never written as an ID", () => {
  for (const id of Object.keys(customLicenses)) {
    assert.equal(isLicenseId(id), false, id);
    assert.equal(licenseRow(id)?.category === "unspecific", false);
    const facts = licenseFacts(id);
    assert.ok(facts !== null && facts.duties.length > 0, id);
    for (const duty of facts.duties) assert.ok(Object.hasOwn(licenseDuties, duty), duty);
    assert.match(facts.name, /License/);
  }
});

const front = `license: other\nlicense_name: gemma-terms-of-use\nlicense_link: ${terms}\n`;

function context(parent: Partial<Model>): CardContext {
  const model = { ...bareModel("lab/parent"), ...parent };
  return {
    repo: "lab/child",
    files: [],
    lookup: (id: string) =>
      id === model.id
        ? { state: "known", id, model, parents: [], at: 0 }
        : { state: "missing", orPrivate: false },
  } as unknown as CardContext;
}

const cardWith = (text: string) =>
  `---\nbase_model: lab/parent\nbase_model_relation: finetune\n${text}---\n# A\n`;

test("rules, obligations, and audits take a recognized license for what it is, and say how it is known", () => {
  const traits = declaredTraits(parseFrontMatter(cardWith(front)));
  assert.deepEqual(
    [traits.license, traits.licenseName, traits.licenseLink],
    ["gemma", "gemma-terms-of-use", terms],
  );
  const kept = lintCard(cardWith(front), context({ license: "gemma" }));
  assert.deepEqual(
    kept.findings.filter(({ rule }) => rule.startsWith("license/review")),
    [],
  );
  const dropped = lintCard(cardWith(front), context({ license: "cc-by-nc-4.0" }));
  assert.ok(dropped.findings.some(({ rule }) => rule === "license/nc-dropped"));

  const parent = { license: "gemma", licenseName: "gemma-terms-of-use", licenseLink: terms };
  const frontMatter = parseFrontMatter(cardWith("license: mit\n"));
  const card = { text: cardWith("license: mit\n"), frontMatter, disables: [] };
  const found = obligationsOf(card, context(parent), { contents: new Map(), ofAncestors: new Map() });
  assert.ok(found.obligations.length > 0);
  for (const each of found.obligations) assert.equal(each.recognizedBy, "license_link");
  const audited = auditCard({ id: "lab/child", text: cardWith(front), isCard: true }, context(parent).lookup);
  assert.equal(audited.license, "gemma");
});

test("what is not recognized is unclear, and it is told why", () => {
  const frontMatter = parseFrontMatter(cardWith("license: mit\n"));
  const card = { text: "", frontMatter, disables: [] };
  const sources = { contents: new Map(), ofAncestors: new Map() };
  const unclear = (licenseName: string | null, licenseLink: string | null) =>
    obligationsOf(card, context({ license: "other", licenseName, licenseLink }), sources).unclear;
  assert.deepEqual(unclear("llama3", terms), [
    { id: "lab/parent", why: "custom license", name: "llama3", because: "names-differ" },
  ]);
  assert.equal(unclear(null, "LICENSE")[0]?.because, "link-relative");

  const doubtful = (link: string, name = "gemma") =>
    lintCard(
      cardWith(`license: other\nlicense_name: ${name}\nlicense_link: ${link}\n`),
      context({}),
    ).findings.filter(({ rule }) => rule === "license/other-incomplete");
  assert.match(
    doubtful("https://huggingface.co@evil.com/x")[0]?.message ?? "",
    /no plain address on the web/,
  );
  assert.match(doubtful(terms, "llama3")[0]?.message ?? "", /do not name the same license/);
  for (const [link, name] of [
    [terms, "gemma"],
    ["LICENSE", "ours"],
    [terms, "gemma-nc"],
    ["https://x.org/terms", "ours"],
  ])
    assert.deepEqual(doubtful(link ?? "", name), []);
});

test("what a table or an answer tells of a license is written so that it is read again", () => {
  const read = (license: string | null, licenseName: string | null, licenseLink: string | null) => {
    const lines = licenseLines({ license, licenseName, licenseLink });
    const { findings } = lintCard(cardWith(lines.map(line => `${line}\n`).join("")), context({}));
    assert.deepEqual(
      findings.filter(({ rule }) => rule === "license/invalid-id"),
      [],
    );
    return declaredTraits(parseFrontMatter(cardWith(lines.map(line => `${line}\n`).join(""))));
  };
  for (const id of [...licenseIds(), ...Object.keys(customLicenses)])
    assert.equal(read(id, null, null).license, id);
  assert.deepEqual(licenseLines({ license: null, licenseName: null, licenseLink: null }), []);
  assert.equal(read("mit, gemma", null, null).license, "mit, gemma");
  assert.equal(read("qwen, mit", null, null).license, "qwen, mit");
  const linked = read("gemma", "gemma-terms-of-use", terms);
  assert.deepEqual(
    [linked.license, linked.licenseName, linked.licenseLink],
    ["gemma", "gemma-terms-of-use", terms],
  );
  const unknown = read("other", "our-terms", "LICENSE");
  assert.deepEqual(
    [unknown.license, unknown.licenseName, unknown.licenseLink],
    ["other", "our-terms", "LICENSE"],
  );
});

test("addresses are compared without what does not matter", () => {
  assert.equal(addressKey("https://WWW.Example.org/A/Terms.html?x#y"), "example.org/a/terms");
  assert.equal(addressKey("https://hf.co/a/b/resolve/main/LICENSE.txt"), "hf:a/b/license");
  assert.equal(addressKey("LICENSE"), null);
});
