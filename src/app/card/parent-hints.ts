import type { Field, FrontMatter } from "../../card/front-matter/front-matter";
import { grouped } from "../../lineage/in-words";
import type { Model } from "../../lineage/model";
import { isCut, licensesIn } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";

/** The parents' values for a trait that a card states. */
export interface ParentHint {
  /** The offset to show it at: after the value, or after the key of a multiline list. */
  readonly at: number;
  readonly label: string;
  /** One line for each parent, with all of its values. */
  readonly tooltip: string;
}

const noValue = "none";

/** How to read each comparable card key from a model. */
const traitOf: Readonly<Record<string, (model: Model) => readonly string[]>> = {
  license: ({ license, licenseName }) =>
    license === null || (license === "other" && licenseName !== null)
      ? one(licenseName ?? license)
      : licensesIn(license),
  language: model => model.languages,
  pipeline_tag: model => one(model.task),
  library_name: model => one(model.library),
  datasets: model => model.datasets,
};

/** A model's values for a card key; null for a key that models are not compared by. */
export function parentValues(key: string, model: Model): readonly string[] | null {
  return Object.hasOwn(traitOf, key) ? (traitOf[key]?.(model) ?? null) : null;
}

/** Hints with the parents' values for each trait that both the card and the parents state, in text order. */
export function parentHints(
  text: string,
  frontMatter: FrontMatter,
  parents: readonly Model[],
): readonly ParentHint[] {
  if (parents.length === 0) return [];
  const hints: ParentHint[] = [];
  for (const field of frontMatter.fields.values()) {
    const values = parents.flatMap(model => {
      const found = parentValues(field.key, model);
      return found === null ? [] : [{ id: model.id, values: found }];
    });
    if (values.every(each => each.values.length === 0)) continue;
    const words = [...new Set(values.map(each => inWords(each.values, 4)))];
    hints.push({
      at: hintPlace(text, field),
      label: `${parents.length === 1 ? "parent" : "parents"}: ${words.join(" | ")}`,
      tooltip: values.map(each => `${each.id}: ${inWords(each.values, 100)}`).join("\n"),
    });
  }
  return hints.sort((a, b) => a.at - b.at);
}

/** After the value; for a list with items on their own lines, after the key's colon. */
function hintPlace(text: string, { keyRange, valueRange }: Field): number {
  const between = text.slice(keyRange.end, valueRange.start);
  return /[\r\n]/.test(between) ? keyRange.end + between.indexOf(":") + 1 : valueRange.end;
}

function inWords(values: readonly string[], most: number): string {
  if (values.length === 0) return noValue;
  const more = values.length - most;
  if (isCut(values)) return t`${values.slice(0, most).join(", ")} and at least ${grouped(more)} more`;
  return more > 1 ? t`${values.slice(0, most).join(", ")} and ${more} more` : values.join(", ");
}

function one(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}
