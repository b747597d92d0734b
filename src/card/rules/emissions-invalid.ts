import { isBlank } from "../card";
import type { Rule, RuleFinding } from "../finding";
import type { Range } from "../position";
import { shown } from "../sentence-parts";

/** Reports emissions that are not a number of grams. */
export const emissionsInvalid: Rule = {
  id: "emissions/invalid",
  severity: "warning",
  summary:
    "Finds co2_eq_emissions whose emissions are not a number of grams, or whose training_type is unknown.",
  *check({ text, frontMatter }) {
    const field = frontMatter.fields.get("co2_eq_emissions");
    if (field === undefined || isBlank(field.value)) return;
    const declared = field.value;
    const isObject = typeof declared === "object" && declared !== null && !Array.isArray(declared);
    const parts = isObject ? (declared as Readonly<Record<string, unknown>>) : { emissions: declared };
    const place = (key: string): Range =>
      (isObject ? frontMatter.place(["co2_eq_emissions", key]) : null) ?? field.valueRange;
    const { emissions, training_type: type } = parts;
    if (isObject && !Object.hasOwn(parts, "emissions"))
      yield {
        message: "co2_eq_emissions has no emissions; add emissions, in grams of CO2.",
        range: field.keyRange,
        fixes: [],
      };
    else if (!isGrams(emissions)) yield notGrams(emissions, place("emissions"), text);
    if (typeof type === "string" && !/^(?:pre-?training|fine-?tuning)$/i.test(type.trim()))
      yield {
        severity: "hint",
        message: `The Hub does not know training_type ${shown(type)}; write pre-training or fine-tuning.`,
        range: place("training_type"),
        fixes: [],
      };
  },
};

/** Whether a value is a number of grams; the Hub's YAML parser takes 24_700_000 for a number too. */
function isGrams(value: unknown): boolean {
  return typeof value === "number"
    ? value >= 0
    : typeof value === "string" && /^\d{1,3}(?:_\d{3})+$/.test(value);
}

function notGrams(value: unknown, range: Range, text: string): RuleFinding {
  const written = text.slice(range.start, range.end);
  const number = typeof value === "string" && /^["']?\d+(?:\.\d+)?["']?$/.test(written) ? value.trim() : null;
  const name = typeof value === "string" || typeof value === "number" ? ` ${shown(String(value))}` : "";
  return {
    message: `The emissions${name} are not a number of grams, so the Hub cannot show them; write a number.`,
    range,
    fixes: number === null ? [] : [{ title: `Write ${number}`, edits: [{ range, newText: number }] }],
  };
}
