import type { Documents } from "./documents";
import { PairTable } from "./pair-table";

/** The words and pairs of neighboring words that texts are compared by. */
export interface Vocabulary {
  readonly terms: readonly string[];
  /** ln((1 + n) / (1 + df)) + 1 for each term, with n texts, df of which have the term. */
  readonly idf: Float64Array;
  /** Fills `counts` with how often each term is in a model's text. */
  count(model: number, counts: Float64Array): void;
}

/** A candidate: a word, or a pair of words if `second` is 0 or more. */
interface Term {
  readonly text: string;
  readonly count: number;
  readonly documents: number;
  readonly first: number;
  readonly second: number;
}

/**
 * The `size` most frequent words and pairs of neighboring words in all texts, ties in alphabetical order. Source:
 * scikit-learn's CountVectorizer and TfidfVectorizer with max_features = 512 and ngram_range = (1, 2), smooth idf, as
 * in similarity_analysis. A pair is never more frequent than its words, so pairs of rarer words are not counted.
 */
export function vocabularyOf(documents: Documents, size: number): Vocabulary {
  const counts = countWords(documents);
  const least = Math.max(1, nthLargest(counts, size));
  const isFrequent = (word: number) => (counts[word] ?? 0) >= least;
  const { terms, texts } = countTerms(documents, counts, isFrequent, least);
  terms.sort((one, other) => other.count - one.count || (one.text < other.text ? -1 : 1));
  const kept = terms.slice(0, size);
  const termOfWord = new Int32Array(documents.words.texts.length).fill(-1);
  const termOfPair = new PairTable();
  const pairTerms: number[] = [];
  kept.forEach(({ first, second }, term) => {
    if (second < 0) termOfWord[first] = term;
    else pairTerms[termOfPair.add(first, second)] = term;
  });
  const count = (model: number, found: Float64Array) => {
    found.fill(0);
    let before = -1;
    documents.eachWord(model, word => {
      const term = termOfWord[word] ?? -1;
      if (term >= 0) found[term] = found[term]! + 1;
      const pair = before < 0 ? -1 : termOfPair.find(before, word);
      if (pair >= 0) {
        const both = pairTerms[pair]!;
        found[both] = found[both]! + 1;
      }
      before = word;
    });
  };
  const idf = Float64Array.from(kept, term => Math.log((1 + texts) / (1 + term.documents)) + 1);
  return { terms: kept.map(term => term.text), idf, count };
}

function countWords(documents: Documents): Uint32Array {
  let counts = new Uint32Array(1 << 16);
  const add = (word: number) => {
    if (word >= counts.length) {
      const more = new Uint32Array(counts.length * 2);
      more.set(counts);
      counts = more;
    }
    counts[word] = counts[word]! + 1;
  };
  for (let model = 0; model < documents.models; model++) {
    if (documents.has(model)) documents.eachWord(model, add);
  }
  return counts;
}

/** The n-th largest number, or the smallest if there are fewer. */
function nthLargest(counts: Uint32Array, n: number): number {
  const sorted = counts.slice().sort();
  return sorted[Math.max(0, sorted.length - n)]!;
}

/** How often words and pairs of words occur, and in how many texts. */
class Occurrences {
  readonly counts: number[] = [];
  readonly documents: number[] = [];
  readonly #lastIn: number[] = [];

  add(at: number, document: number): void {
    this.counts[at] = (this.counts[at] ?? 0) + 1;
    if (this.#lastIn[at] === document) return;
    this.#lastIn[at] = document;
    this.documents[at] = (this.documents[at] ?? 0) + 1;
  }
}

function countTerms(
  documents: Documents,
  counts: Uint32Array,
  isFrequent: (word: number) => boolean,
  least: number,
): { readonly terms: Term[]; readonly texts: number } {
  const { texts: names } = documents.words;
  const rank = new Int32Array(counts.length).fill(-1);
  const frequent: number[] = [];
  names.forEach((_, word) => {
    if (isFrequent(word)) rank[word] = frequent.push(word) - 1;
  });
  const [ones, twos, pairs] = [new Occurrences(), new Occurrences(), new PairTable()];
  let texts = 0;
  for (let model = 0; model < documents.models; model++) {
    if (!documents.has(model)) continue;
    texts++;
    let before = -1;
    documents.eachWord(model, word => {
      const at = rank[word] ?? -1;
      if (at >= 0) {
        ones.add(at, model);
        if (before >= 0) twos.add(pairs.add(before, at), model);
      }
      before = at;
    });
  }
  const name = (at: number) => names[frequent[at]!] as string;
  const word = (at: number) => frequent[at]!;
  const terms = frequent.map((first, at): Term => {
    return {
      text: name(at),
      count: ones.counts[at] ?? 0,
      documents: ones.documents[at] ?? 0,
      first,
      second: -1,
    };
  });
  pairs.pairs.forEach(([one, other], at) => {
    const count = twos.counts[at] ?? 0;
    if (count < least) return;
    const text = `${name(one)} ${name(other)}`;
    terms.push({ text, count, documents: twos.documents[at] ?? 0, first: word(one), second: word(other) });
  });
  return { terms, texts };
}

/** The cosine of the angle between two vectors, each entry weighted by `weights`; 0 if one is empty. */
export function cosine(one: Float64Array, other: Float64Array, weights: Float64Array | null): number {
  let [product, left, right] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    const weight = weights === null ? 1 : weights[at]!;
    const [a, b] = [one[at]! * weight, other[at]! * weight];
    product += a * b;
    left += a * a;
    right += b * b;
  }
  return left === 0 || right === 0 ? 0 : product / Math.sqrt(left * right);
}
