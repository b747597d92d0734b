import { meantId, squash } from "../../lineage/nearest";
import { t } from "../../words/words";
import { fieldNames, isFieldName } from "../field-names";
import type { Fix, Rule } from "../finding";
import { isKeyWord } from "../fixes/losses";
import { shown } from "../sentence-parts";

/** Reports an unknown key that is close to a known one. */
export const frontMatterMisspeltKey: Rule = {
  id: "front-matter/misspelt-key",
  severity: "warning",
  summary: "Finds a key that the Hub does not know but that is close to one it knows, such as licence.",
  *check({ text, frontMatter: { fields } }) {
    const unknown = [...fields.values()].filter(({ key }) => !isFieldName(key));
    const misspelt = unknown.flatMap(field => {
      const meant = meantKey(field.key);
      return meant === null ? [] : [{ field, meant }];
    });
    for (const field of unknown) {
      const name = /^([\w-]+):/.exec(field.key)?.[1];
      if (name === undefined || !isFieldName(name)) continue;
      yield {
        message: t`The Hub reads ${shown(field.key)} as one key; write a space after the colon of ${name}.`,
        range: field.keyRange,
        fixes: [],
      };
    }
    for (const { field, meant } of misspelt) {
      // Of two keys that mean the same, a person has to say which holds.
      const isOneOfTwo = misspelt.filter(each => each.meant === meant).length > 1;
      const fix: Fix = {
        title: t`Rename the key to ${meant}`,
        edits: [{ range: field.keyRange, newText: meant }],
        ...(isOneOfTwo || !isPlain(field.key, meant) ? { isChoice: true } : {}),
      };
      yield {
        message: t`The Hub does not know the key ${shown(field.key)}; write ${meant} if that is what you mean.`,
        range: field.keyRange,
        fixes:
          fields.has(meant) || !isKeyWord(text.slice(field.keyRange.start, field.keyRange.end)) ? [] : [fix],
      };
    }
  },
};

/** Misspellings found in real cards; other near misses are found by edit distance. */
const misspelled: Readonly<Record<string, string>> = {
  licence: "license",
  licenses: "license",
  liscence: "license",
  lisence: "license",
  languages: "language",
  lang: "language",
  library: "library_name",
  library_tag: "library_name",
  pipeline: "pipeline_tag",
  dataset: "datasets",
  metric: "metrics",
  tag: "tags",
  widgets: "widget",
  base_models: "base_model",
  relation: "base_model_relation",
};

/** Those of them that nobody has for anything else, and whose values fit the key as they are. */
const plain: ReadonlySet<string> = new Set([
  ...["licence", "licenses", "liscence", "lisence"],
  ...["base_models", "dataset", "metric", "tag"],
]);

/** Whether a key differs from the meant one in case and signs alone, or is a known misspelling; a near miss may be a word of its own. */
function isPlain(key: string, meant: string): boolean {
  return squash(key) === squash(meant) || plain.has(key.toLowerCase());
}

/** Keys of datasets, Spaces and tools that resemble a key of model cards but mean something else. */
const otherKeys: ReadonlySet<string> = new Set([
  "task",
  "tasks",
  "version",
  "model",
  "models",
  "license_details",
  "model_type",
]);

function meantKey(key: string): string | null {
  const lower = key.toLowerCase();
  // A key that begins with _ was set aside on purpose.
  if (lower.includes(":") || lower.startsWith("_")) return null;
  if (otherKeys.has(lower)) return null;
  if (Object.hasOwn(misspelled, lower)) return misspelled[lower] ?? null;
  return meantId(key, fieldNames);
}
