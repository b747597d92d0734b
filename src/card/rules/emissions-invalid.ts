import { type Emissions, readEmissions } from "../../lineage/measures/emissions";
import { t } from "../../words/words";
import { asWritten, isBlank } from "../card";
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
    const read = readEmissions(declared);
    if (isObject && !Object.hasOwn(parts, "emissions"))
      yield {
        message: t`co2_eq_emissions has no emissions; add emissions, in grams of CO2.`,
        range: field.keyRange,
        fixes: [],
      };
    else if (!isGrams(read)) {
      const finding = notGrams(emissions, read, place("emissions"), text);
      yield isOnlyNumber(text, place("emissions"), parts) ? finding : { ...finding, fixes: [] };
    }
    if (typeof type === "string" && !/^(?:pre-?training|fine-?tuning)$/i.test(type.trim()))
      yield {
        severity: "hint",
        message: t`The Hub does not know training_type ${shown(type)}; write pre-training or fine-tuning.`,
        range: place("training_type"),
        fixes: [],
      };
  },
};

/** Keys that the Hub's documentation of co2_eq_emissions has beside the emissions. */
const otherKeys: ReadonlySet<string> = new Set([
  "emissions",
  "source",
  "training_type",
  "geographical_location",
  "hardware_used",
]);

/** Whether nothing beside a number says more of it: a comment, or a key such as `unit`. */
function isOnlyNumber(text: string, { end }: Range, parts: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(parts).every(key => otherKeys.has(key)) && !/^[^\n]*#/.test(text.slice(end, end + 300));
}

/** Whether the Hub shows the value. It takes any number that is not negative, however little or much. */
function isGrams(read: Emissions | null): boolean {
  return read?.isNumber === true && (read.grams ?? -1) >= 0;
}

function notGrams(value: unknown, read: Emissions | null, range: Range, text: string): RuleFinding {
  const written = text.slice(range.start, range.end);
  const isQuotedNumber =
    typeof value === "string" &&
    /^["']?(?:0\.\d+|(?:0|[1-9]\d*)(?:\.(?!\d{3}["']?$)\d+)?)["']?$/.test(written);
  const number = isQuotedNumber ? value.trim() : exactGrams(read, written);
  const name =
    typeof value === "string" || typeof value === "number"
      ? ` ${shown(asWritten(text, { value, range }))}`
      : "";
  return {
    message: t`The emissions${name} are not a number of grams, so the Hub cannot show them; write a number.`,
    range,
    fixes: number === null ? [] : [{ title: t`Write ${number}`, edits: [{ range, newText: number }] }],
  };
}

/**
 * A number that everybody reads alike, its unit, and at most the gas. Three digits behind a point may be thousands, and MT are
 * megatons or metric tons.
 */
const plainAmount =
  /^["']?(?:\d+|\d+\.\d{1,2}|\d+\.\d{4,}|0\.\d+|\d{1,3}(?:,\d{3})+\.\d+)(?:e[+-]?\d{1,2})?\s?(?:in )?(?:mg|kgs?|g|t|lbs?|(?:milli|kilo)?gram(?:me)?s?|tonnes?|pounds?)(?:[\s_-]?(?:of )?\(?CO[_ -]?[2₂][-_. ]?\(?(?:eq?|equiv(?:alents?)?)?\)?)?["']?$/i;

/** The grams of a text that states a number with its unit and nothing else: 500 for `0.5 kg`. */
function exactGrams(read: Emissions | null, written: string): string | null {
  // More digits than a number holds exactly would be rounded.
  if (/(?:\d[.,_]?){13}/.test(written) || !plainAmount.test(written.trim()) || /M[gG]/.test(written))
    return null;
  if (read === null || read.unit === null || read.isApproximate || read.doubt !== null) return null;
  return String(Number(read.grams?.toPrecision(12)));
}
