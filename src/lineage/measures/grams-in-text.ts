/** An amount of CO2 as someone wrote it. */
export interface WrittenGrams {
  /** Grams, the middle of a range; null if the text has no amount, or several. */
  readonly grams: number | null;
  /** The unit that the text states; null if it states none, which means grams on the Hub. */
  readonly unit: MassUnit | null;
  /** Whether the text calls the amount rough, or gives a range or a bound. */
  readonly isApproximate: boolean;
}

/** Units of mass in texts: metric, and pounds of 453.59237 g. `t` is the metric ton. */
export type MassUnit = "mg" | "g" | "kg" | "t" | "lb";

const gramsOf: Readonly<Record<MassUnit, number>> = { mg: 1e-3, g: 1, kg: 1e3, t: 1e6, lb: 453.59237 };

const unitWords: readonly (readonly [MassUnit, RegExp])[] = [
  ["mg", /^(?:mg|[mM]illigram(?:me)?s?)$/u],
  ["kg", /^(?:kgs?|kilos?|kilogram(?:me)?s?)$/iu],
  ["g", /^(?:g|gr|gms?|gram(?:me)?s?)$/iu],
  // A megagram is a metric ton.
  ["t", /^(?:Mg|[tT]|[mM][tT]|[tT]ons?|TONS?|[tT]onnes?|TONNES?)$/u],
  ["lb", /^(?:lbs?|pounds?)$/iu],
];

/** The gas, whose digit is no amount: `CO2`, `CO₂eq`, `CO2-equivalent`, `carbon dioxide`. */
const gas =
  /(?:co[_ -]?[2₂]|carbon dioxide|carbon)(?:[-_. ]?\(?(?:equivalents?|equiv|eqv?|e)(?![a-z])\)?\.?)?/giu;

/** A sign, a number with separators and an exponent, and the word after it; `in`, `of`, and `metric` may stand between. */
const amountPattern =
  /(?<![\w.,])(^[-−]\s?|(?<=[(:=~]\s?)[-−])?(\d(?:[\d_'’]|[.,](?=\d)|\s(?=\d{3}(?!\d)))*(?:e[+-]?\d+|\s?[x×*]\s?10\^?[-−+]?\d+)?)\s?(?:(?:in|of|metric)\s)?([a-z]+)?/giu;
const joint = /^\s*(?:-|–|—|to|and|bis)\s*$/iu;
const roughWords =
  /[~≈±<>≤≥]|\b(?:about|approx(?:imately)?|around|between|circa|ca|roughly|(?:less|more) than|under|over|up to|estimated?)\b/giu;
/** A product, or an amount for each of several, that was not emitted, or that is denied. */
const notTheAmount =
  /\d\s?[x×*]\s?(?!10(?!\d))\d|[a-z]\s?[x×*]\s?\d|\b(?:each|apiece|saved|avoided|offset|compensated|no|not|without)\b/iu;
const otherWords = /\b(?:emissions?|emitted|total)\b/giu;

/** An amount and where it stands. */
interface Amount {
  readonly value: number;
  readonly unit: MassUnit | null;
  readonly start: number;
  readonly end: number;
  readonly isRange: boolean;
}

/**
 * Reads an amount of CO2 in a card: `0.5 kg`, `1,234 g`, `2.3e-3`, `~12`, `12 gCO2eq`, `10-20 kg` (the middle), `1.234,5 kg`
 * (German). One comma before exactly three digits separates thousands, because the Hub is in English, unless a zero stands
 * before it. Rates (`g/kWh`), energy, and several amounts that differ are no amount.
 */
export function readGrams(text: string): WrittenGrams {
  const nothing: WrittenGrams = { grams: null, unit: null, isApproximate: false };
  const cleaned = text.replace(gas, " ").replace(/\s+/gu, " ").trim();
  if (/\/\s*[a-z]|\bper\b/iu.test(cleaned) || notTheAmount.test(cleaned)) return nothing;
  const all = joined(cleaned, [...cleaned.matchAll(amountPattern)].map(amountOf));
  const withUnit = all.filter(({ unit }) => unit !== null);
  const amounts = withUnit.length > 0 ? withUnit : all;
  const [first] = amounts;
  if (amounts.some(({ value }) => Number.isNaN(value))) return nothing;
  if (first === undefined || amounts.some(one => Math.abs(inGrams(one) / inGrams(first) - 1) > 0.01))
    return nothing;
  if (first.unit === null && (all.length > 1 || hasOtherWords(cleaned, first))) return nothing;
  const isRough = cleaned.search(roughWords) >= 0;
  return { grams: inGrams(first), unit: first.unit, isApproximate: first.isRange || isRough };
}

function inGrams({ value, unit }: Amount): number {
  return value * gramsOf[unit ?? "g"];
}

function amountOf(match: RegExpMatchArray): Amount {
  const [whole, sign, number = "", word = ""] = match;
  const unit = unitWords.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
  const start = match.index ?? 0;
  // Without a unit the word is none of the amount's: `10 to 20 kg`.
  const end = start + whole.length - (unit === null ? word.length : 0);
  return { value: numberIn(number) * (sign === undefined ? 1 : -1), unit, start, end, isRange: false };
}

/** Makes one amount of the two ends of each range. */
function joined(text: string, amounts: readonly Amount[]): readonly Amount[] {
  const found: Amount[] = [];
  for (const amount of amounts) {
    const before = found.at(-1);
    if (before === undefined || before.isRange || !joint.test(text.slice(before.end, amount.start))) {
      found.push(amount);
      continue;
    }
    const unit = amount.unit ?? before.unit;
    const low = inGrams({ ...before, unit: before.unit ?? unit });
    const middle = (low + inGrams({ ...amount, unit })) / 2;
    found[found.length - 1] = {
      ...{ value: middle / gramsOf[unit ?? "g"], unit },
      ...{ start: before.start, end: amount.end, isRange: true },
    };
  }
  return found;
}

function hasOtherWords(text: string, { start, end }: Amount): boolean {
  const rest = `${text.slice(0, start)} ${text.slice(end)}`;
  return /\p{L}/u.test(rest.replace(roughWords, " ").replace(otherWords, " "));
}

/** Digits with at most one point or comma, or in groups of three. */
const wellFormed = /^(?:\d+(?:[.,]\d+)?|\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)$/u;

/** The number in a text of digits, separators, and an exponent; NaN if the separators are not those of one number, as in a date. */
function numberIn(text: string): number {
  const [mantissa = "", exponent = "0"] = text.split(/e|\s?[x×*]\s?10\^?/iu);
  const plain = mantissa.replace(/[\s_'’]/gu, "");
  if (!wellFormed.test(plain)) return Number.NaN;
  const decimal = decimalPoint(plain);
  const whole = plain.slice(0, decimal).replace(/[.,]/gu, "");
  return Number(`${whole}${plain.slice(decimal).replace(",", ".")}e${exponent.replace("−", "-")}`);
}

/** Where the decimals of a number begin, with their point or comma; its length if it has none. */
function decimalPoint(number: string): number {
  const [point, comma] = [number.lastIndexOf("."), number.lastIndexOf(",")];
  const last = Math.max(point, comma);
  const isRepeated = last >= 0 && number.indexOf(number[last] ?? "") !== last;
  const isThousands = point < 0 && /^[1-9]\d{0,2},\d{3}$/u.test(number);
  return last < 0 || isRepeated || isThousands ? number.length : last;
}
