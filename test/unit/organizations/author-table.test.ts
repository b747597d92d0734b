import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { repoIdProblem } from "../../../src/lineage/repo-id";
import { countryCode } from "../../../src/organizations/countries";
import { kindOf } from "../../../src/organizations/kind-of";
import { type AuthorKind, authorKey } from "../../../src/organizations/kinds";
import {
  authorSources,
  authorTexts,
  readAuthorText,
  shippedAuthors,
} from "../../../src/organizations/shipped-authors";

const texts = authorTexts.map(([kind, text]) => ({ kind, text, authors: readAuthorText(kind, text) }));
const authors = texts.flatMap(one => one.authors);

describe("the shipped table of authors", () => {
  it("names at least 1,000 authors, each once in any case", () => {
    const seen = new Map<string, number>();
    for (const { name } of authors) seen.set(authorKey(name), (seen.get(authorKey(name)) ?? 0) + 1);
    assert.deepEqual(
      [...seen].filter(([, times]) => times > 1),
      [],
    );
    assert.ok(authors.length >= 1000, `${authors.length} authors`);
    assert.equal(shippedAuthors().size, authors.length);
  });

  it("has only names that the Hub allows, assigned countries, and known sources", () => {
    const wrong = authors.filter(
      ({ name, country, source }) =>
        name.includes("/") ||
        repoIdProblem(name) !== null ||
        (country !== null && countryCode(country) !== country) ||
        !Object.hasOwn(authorSources, source),
    );
    assert.deepEqual(wrong, []);
  });

  it("gives no author the kind unknown: such authors are left out", () => {
    assert.deepEqual(
      authors.filter(({ kind }) => kind === "unknown"),
      [],
    );
  });

  it("gives persons no country", () => {
    assert.deepEqual(
      authors.filter(({ kind, country }) => kind === "person" && country !== null),
      [],
    );
  });

  it("is sorted by name in each file", () => {
    for (const { kind, authors: ofFile } of texts) {
      const keys = ofFile.map(({ name }) => authorKey(name));
      const sorted = [...keys].sort((one, other) => (one < other ? -1 : 1));
      assert.deepEqual(keys, sorted, `a file of the kind ${kind} is not sorted`);
    }
  });

  it("stays below 40 KB", () => {
    const size = texts.reduce((sum, { text }) => sum + text.length, 0);
    assert.ok(size < 40_000, `${size} characters`);
  });

  it("refuses a line that is not name, country, and source", () => {
    for (const line of [
      "maker",
      "maker US",
      "maker US x",
      "maker US n more",
      "maker  US n",
      "maker US constructor",
    ])
      assert.throws(() => readAuthorText("company", line), /name country source/, line);
    assert.deepEqual(readAuthorText("company", "\nmaker - n\n"), [
      { name: "maker", kind: "company", country: null, source: "n" },
    ]);
  });
});

/** Kinds that are settled: by the study of 2023, by the rules in docs/organizations.md, or beyond doubt. */
const settled: readonly (readonly [name: string, kind: AuthorKind, country: string | null])[] = [
  ["bigscience", "non-profit", null],
  ["laion", "non-profit", "DE"],
  ["EleutherAI", "non-profit", "US"],
  ["Helsinki-NLP", "university", "FI"],
  ["MIT", "university", "US"],
  ["CompVis", "university", "DE"],
  ["facebook", "company", "US"],
  ["meta-llama", "company", "US"],
  ["google", "company", "US"],
  ["google-bert", "company", "US"],
  ["microsoft", "company", "US"],
  ["openai", "company", "US"],
  ["runwayml", "company", "US"],
  ["stabilityai", "company", "GB"],
  ["Qwen", "company", "CN"],
  ["deepseek-ai", "company", "CN"],
  ["mistralai", "company", "FR"],
  ["tiiuae", "government", "AE"],
  ["NbAiLab", "government", "NO"],
  ["aisingapore", "government", "SG"],
  ["mlx-community", "community", null],
  ["lmstudio-community", "community", null],
  ["huggingface-course", "classroom", null],
  ["TheBloke", "person", null],
  ["mradermacher", "person", null],
  ["bartowski", "person", null],
];

describe("the shipped kinds", () => {
  for (const [name, kind, country] of settled)
    it(`say that ${name} is a ${kind}`, () => {
      const { kind: found, country: where } = kindOf(name);
      assert.deepEqual([found, where], [kind, country]);
    });
});
