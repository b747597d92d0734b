import type { Field, FrontMatter } from "../../card/front-matter/front-matter";
import type { Model } from "../../lineage/model";

/** What the parents say where a card states a trait. */
export interface ParentHint {
  /** Where it stands, as an offset: behind the value, or behind the key of a list that goes on below. */
  readonly at: number;
  readonly label: string;
  /** One line for each parent, with all of its values. */
  readonly tooltip: string;
}

const noValue = "none";

/** What each key of a card that parents can be compared by reads as on a model. */
const traitOf: Readonly<Record<string, (model: Model) => readonly string[]>> = {
  license: model => one(model.licenseName ?? model.license),
  language: model => model.languages,
  pipeline_tag: model => one(model.task),
  library_name: model => one(model.library),
  datasets: model => model.datasets,
};

/** The values that a model has for a key of a card; null for a key that models are not compared by. */
export function parentValues(key: string, model: Model): readonly string[] | null {
  return Object.hasOwn(traitOf, key) ? (traitOf[key]?.(model) ?? null) : null;
}

/** The parents' values beside each trait that both card and parents state, in order of place. */
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

/** Behind the value; of a list whose items stand on lines of their own, behind the key's colon. */
function hintPlace(text: string, { keyRange, valueRange }: Field): number {
  const between = text.slice(keyRange.end, valueRange.start);
  return /[\r\n]/.test(between) ? keyRange.end + between.indexOf(":") + 1 : valueRange.end;
}

function inWords(values: readonly string[], most: number): string {
  if (values.length === 0) return noValue;
  const more = values.length - most;
  return more > 1 ? `${values.slice(0, most).join(", ")} and ${more} more` : values.join(", ");
}

function one(value: string | null): readonly string[] {
  return value === null ? [] : [value];
}
