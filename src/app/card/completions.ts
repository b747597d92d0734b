import { yamlText } from "../../card/edits";
import { type CardField, cardField, cardFields } from "../../card/fields";
import { languages, libraries, licenseWords, relationWords, tasks, type Word } from "../../card/vocabulary";
import { licenseVerdict } from "../../licenses/compatibility";
import type { Model, Relation } from "../../lineage/model";
import { english, phrase, t } from "../../words/words";
import type { Cursor } from "./cursor";
import { licenseInWords } from "./field-sheet";
import { parentValues } from "./parent-hints";

/** One completion at a cursor. */
export interface Completion {
  readonly kind: "key" | "word" | "model" | "dataset";
  /** The text to choose by: the value itself, without quotes. */
  readonly label: string;
  /** The replacement for the word at the cursor. */
  readonly newText: string;
  /** A few words next to the label; may be empty. */
  readonly detail: string;
  /** One or two sentences; may be empty. */
  readonly about: string;
  /** Whether to suggest values after it is inserted. */
  readonly opensValues: boolean;
}

/** The context of a completion: the card around the cursor. */
export interface CardAround {
  /** Keys already in the card. */
  readonly keys: ReadonlySet<string>;
  /** Values already under the cursor's key, except the word at the cursor. */
  readonly values: ReadonlySet<string>;
  /** The card's own license, or null. */
  readonly license: string | null;
  /** The known parents. */
  readonly parents: readonly Model[];
  readonly relation: Relation;
  readonly eol: "\n" | "\r\n";
}

const words: Readonly<Record<string, readonly Word[]>> = {
  licenses: licenseWords,
  languages,
  tasks,
  libraries,
  relations: relationWords,
};

/** Suggestions for `tags`, which has no vocabulary of its own. */
const tagWords: readonly Word[] = [
  { id: "not-for-all-audiences", label: english("Hides the model behind a warning") },
  { id: "merge", label: english("Merged from several parents") },
];

/** The kind of ids that complete the value at a cursor, or null if the value is not an id. */
export function idsWanted(cursor: Cursor): "models" | "datasets" | null {
  if (cursor.kind !== "value") return null;
  const vocabulary = cardField(cursor.key)?.vocabulary;
  return vocabulary === "models" || vocabulary === "datasets" ? vocabulary : null;
}

/** Completions from the Hub's own lists, the parents' values first; licenses are sorted by compatibility with the parents. */
export function completions(cursor: Cursor, card: CardAround): readonly Completion[] {
  if (cursor.kind === "key") return keyCompletions(cursor, card);
  if (cursor.key === "license") return licenseCompletions(cursor, card);
  const vocabulary = cardField(cursor.key)?.vocabulary;
  const known =
    cursor.key === "tags"
      ? tagWords.map(word => ({ ...word, label: phrase(word.label) }))
      : (words[vocabulary ?? ""] ?? []);
  const inherited = inheritedValues(cursor.key, card.parents);
  const first = [...inherited].map(([id, from]) => ({
    id,
    label: known.find(word => word.id === id)?.label ?? "",
    from,
  }));
  const rest = known.filter(word => !inherited.has(word.id)).map(word => ({ ...word, from: null }));
  const kind = vocabulary === "datasets" ? "dataset" : "word";
  return [...first, ...rest]
    .filter(({ id }) => !card.values.has(id) && fits(cursor, id))
    .map(({ id, label, from }) => ({
      ...value(cursor, id),
      kind,
      detail: from === null ? label : [label, t`same as ${from}`].filter(text => text !== "").join(", "),
    }));
}

/** Turns ids from a search into completions, in the same order. */
export function idCompletions(
  cursor: Cursor,
  ids: readonly string[],
  values: ReadonlySet<string>,
): readonly Completion[] {
  const kind = idsWanted(cursor) === "datasets" ? "dataset" : "model";
  return ids.filter(id => !values.has(id) && fits(cursor, id)).map(id => ({ ...value(cursor, id), kind }));
}

/** Whether a text may stand where the cursor is: between quotes of the user, some would end them or mean something else. */
function fits({ quoted }: Cursor, text: string): boolean {
  return !quoted || !/["'\\\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u.test(text);
}

function value(cursor: Cursor, text: string): Completion {
  const written = cursor.quoted ? text : yamlText(text);
  return {
    kind: "word",
    label: text,
    newText: cursor.needsSpace ? ` ${written}` : written,
    detail: "",
    about: "",
    opensValues: false,
  };
}

/** Keys that most cards have, and keys that a custom license needs; the others follow in the Hub's order. */
const usualKeys =
  "license base_model base_model_relation language pipeline_tag library_name tags datasets".split(" ");
const ownLicenseKeys = ["license_name", "license_link"];

function keyCompletions(cursor: Cursor, card: CardAround): readonly Completion[] {
  const first = card.license === "other" ? [...ownLicenseKeys, ...usualKeys] : usualKeys;
  const rank = (key: string) => (first.includes(key) ? first.indexOf(key) : first.length);
  return cardFields
    .filter(({ key }) => key === cursor.key || !card.keys.has(key))
    .toSorted((a, b) => rank(a.key) - rank(b.key))
    .map(field => ({
      kind: "key",
      label: field.key,
      newText: cursor.hasColon ? field.key : field.key + valueLead(field, card.eol),
      detail: phrase(field.meaning),
      about: phrase(field.meaning),
      opensValues: !cursor.hasColon && field.vocabulary !== undefined && field.vocabulary !== "buckets",
    }));
}

/** The text between a new key and its value or first list item. */
function valueLead({ kind }: CardField, eol: string): string {
  return kind === "list" || kind === "objects" ? `:${eol}- ` : ": ";
}

const order = { ok: 1, review: 2, incompatible: 3 } as const;

function licenseCompletions(
  cursor: Cursor,
  { parents, relation, values }: CardAround,
): readonly Completion[] {
  const stated = parents.filter(parent => parent.license !== null);
  const judged = licenseWords.map(word => {
    const verdicts = stated.map(parent => ({
      parent,
      verdict: licenseVerdict(parent.license, word.id, relation).verdict,
    }));
    const worst = verdicts.reduce((most, { verdict }) => Math.max(most, order[verdict]), 1);
    const own = stated.find(parent => parent.license === word.id);
    const against = verdicts.find(({ verdict }) => verdict === "incompatible")?.parent;
    const detail =
      against !== undefined
        ? t`⚠ possible conflict with ${against.id}`
        : own !== undefined
          ? t`${word.label}, same as ${own.id}`
          : word.label;
    return { word, rank: own !== undefined && against === undefined ? 0 : worst, detail };
  });
  return judged
    .filter(({ word }) => !values.has(word.id))
    .sort((a, b) => a.rank - b.rank || (a.word.id < b.word.id ? -1 : 1))
    .map(({ word, detail }) => ({
      ...value(cursor, word.id),
      detail,
      about: licenseInWords(word.id).join(""),
    }));
}

/** The parents' values for a key, each with the first parent that has it. */
function inheritedValues(key: string, parents: readonly Model[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const parent of parents) {
    for (const each of parentValues(key, parent) ?? []) if (!found.has(each)) found.set(each, parent.id);
  }
  return found;
}
