import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../../src/columns/build-columns";
import { seeded } from "../../../../src/statistics/random";
import { cardDocuments, metadataDocuments } from "../../../../src/statistics/text/documents";
import { cosine, vocabularyOf } from "../../../../src/statistics/text/text-vocabulary";
import { Words } from "../../../../src/statistics/text/word-numbers";

test("words are runs of at least two letters, digits or _, in lower case", () => {
  const words = new Words();
  const split = (text: string) => words.of(text).map(word => words.texts[word]);
  assert.deepEqual(split("{'id': 'Qwen/Qwen1.5-7B', a b, b_2}"), ["id", "qwen", "qwen1", "7b", "b_2"]);
  assert.deepEqual(split("Größe 日本 é 𝒜𝒷 ½x"), ["größe", "日本", "𝒜𝒷", "½x"]);
  assert.deepEqual(split(""), []);
});

const columns = columnsOf(
  [
    {
      id: "Org/Base-2",
      tag: ["transformers", "license:mit"],
      task: "fill-mask",
      library: "transformers",
      numbers: { likes: 3, downloads: 120, createdAt: Date.UTC(2024, 0, 23, 15, 6, 37) },
    },
    { id: "o/child", tag: ["base_model:Org/Base-2", "license:mit"], numbers: { createdAt: 1e300 } },
  ],
  [],
);

test("metadata is written as the listing's dictionary, and its words are those of that text", () => {
  const documents = metadataDocuments(columns, true);
  assert.ok(documents);
  assert.equal(
    documents.text(0),
    "{'id': 'Org/Base-2', 'likes': 3, 'downloads': 120, 'tags': ['transformers', 'license:mit'], 'pipeline_tag': 'fill-mask', " +
      "'library_name': 'transformers', 'createdAt': '2024-01-23T15:06:37.000Z', 'modelId': 'Org/Base-2'}",
  );
  for (const model of [0, 1]) {
    const words: number[] = [];
    documents.eachWord(model, word => words.push(word));
    assert.deepEqual(words, documents.words.of(documents.text(model)));
  }
  const bare = metadataDocuments(columns, false)?.text(1);
  assert.equal(bare, "{'id': 'o/child', 'tags': ['license:mit'], 'modelId': 'o/child'}");
});

test("cards count from 512 characters on unless they are generated", () => {
  const long = "a word ".repeat(100);
  const documents = cardDocuments(
    columnsOf(
      [
        { id: "a", card: long, numbers: { cardLength: 700, cardGenerated: 0 } },
        { id: "b", card: long, numbers: { cardLength: 700, cardGenerated: 1 } },
        { id: "c", card: "short", numbers: { cardLength: 5, cardGenerated: 0 } },
      ],
      [],
    ),
  );
  assert.deepEqual(
    [0, 1, 2].map(model => documents?.has(model)),
    [true, false, false],
  );
  assert.equal(documents?.text(0), long.slice(0, 512));
  assert.equal(cardDocuments(columns), null);
});

/** The most frequent words and pairs by counting everything, as scikit-learn does. */
function plainTerms(texts: readonly string[][], size: number) {
  const counts = new Map<string, number>();
  const documents = new Map<string, Set<number>>();
  texts.forEach((words, text) => {
    const pairs = words.slice(1).map((word, at) => `${words[at]} ${word}`);
    for (const term of [...words, ...pairs]) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
      documents.set(term, (documents.get(term) ?? new Set()).add(text));
    }
  });
  const sorted = [...counts].sort(
    ([one, times], [other, otherTimes]) => otherTimes - times || (one < other ? -1 : 1),
  );
  return sorted.slice(0, size).map(([term]) => ({
    term,
    idf: Math.log((1 + texts.length) / (1 + (documents.get(term)?.size ?? 0))) + 1,
  }));
}

test("the vocabulary is the one that counting every word and pair gives", () => {
  const random = seeded(8);
  for (const size of [1, 5, 12, 500]) {
    // Words of decreasing frequency, so pairs of frequent words are among the most frequent terms.
    const letters = "abcdefghij";
    const texts = Array.from({ length: 40 }, () =>
      Array.from({ length: 1 + random.below(20) }, () => {
        const at = Math.floor(random.next() ** 3 * 10);
        return `${letters[at]}${letters[at]}`;
      }),
    );
    const words = new Words();
    const documents = {
      models: texts.length,
      has: () => true,
      text: (model: number) => (texts[model] ?? []).join(" "),
      eachWord: (model: number, add: (word: number) => void) =>
        words.of((texts[model] ?? []).join(" ")).forEach(add),
      words,
    };
    const vocabulary = vocabularyOf(documents, size);
    const plain = plainTerms(texts, size);
    assert.deepEqual(
      [...vocabulary.terms],
      plain.map(({ term }) => term),
    );
    assert.deepEqual(
      [...vocabulary.idf],
      plain.map(({ idf }) => idf),
    );
    const counts = new Float64Array(vocabulary.terms.length);
    vocabulary.count(7, counts);
    const text = ` ${documents.text(7)} `;
    vocabulary.terms.forEach((term, at) => {
      const times = [...text.matchAll(new RegExp(`(?<= )${term}(?= )`, "g"))].length;
      // Overlapping pairs ("aa aa aa") are found one by one.
      const overlapping = [...text.matchAll(new RegExp(`(?= ${term} )`, "g"))].length;
      assert.equal(counts[at], Math.max(times, overlapping), term);
    });
  }
});

test("the cosine of weighted vectors", () => {
  const [one, other] = [Float64Array.of(1, 2, 0), Float64Array.of(2, 1, 5)];
  assert.equal(cosine(one, one, null).toFixed(12), "1.000000000000");
  assert.equal(cosine(one, other, Float64Array.of(1, 1, 0)), 4 / 5);
  assert.equal(cosine(one, new Float64Array(3), null), 0);
});
