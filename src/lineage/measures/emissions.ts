import { asObject, asText } from "../checked-json";
import { readGrams, type WrittenGrams } from "./grams-in-text";

/** Why a stated figure is kept out of sums and means. It is shown all the same. */
export type EmissionsDoubt = "unreadable" | "not-finite" | "negative" | "zero" | "too-much";

/** What `co2_eq_emissions` of a card says. */
export interface Emissions extends WrittenGrams {
  /** Whether the Hub reads it: it takes plain numbers for grams, and no text. */
  readonly isNumber: boolean;
  readonly doubt: EmissionsDoubt | null;
  readonly source: string | null;
  readonly trainingType: string | null;
  readonly location: string | null;
  readonly hardware: string | null;
}

/** Emissions of many models, added up. */
export interface EmissionsSum {
  /** Grams of all plausible figures. */
  readonly grams: number;
  /** How many models these are of. */
  readonly models: number;
  /** Models with a figure that is not counted, and why, in the order given. */
  readonly leftOut: readonly { readonly id: string; readonly doubt: EmissionsDoubt }[];
}

/**
 * Grams of the largest training that an estimate has been published for: 154,000 t for Grok 4 (Epoch AI, September 2025).
 * The largest that its own developers published is 11,390 t for all of Llama 3.1.
 */
export const mostGrams = 1.54e11;

const longestText = 500;
const longestPart = 200;

/**
 * Reads `co2_eq_emissions` of a card: a number of grams, a text, or an object with `emissions` and where they come from. Null if
 * there is none; any other value has a doubt. Zero is a doubt because no training emits nothing.
 */
export function readEmissions(declared: unknown): Emissions | null {
  if (isNothing(declared)) return null;
  const parts = asObject(declared);
  const value = parts === null ? declared : Object.hasOwn(parts, "emissions") ? parts.emissions : null;
  const part = (key: string) =>
    parts !== null && Object.hasOwn(parts, key) ? asText(parts[key], longestPart) : null;
  const number = numberOf(value);
  const written = number === null ? readGrams(textOf(value)) : { ...plain, grams: number };
  return {
    ...written,
    isNumber: number !== null,
    doubt: doubtOf(written.grams),
    source: part("source"),
    trainingType: part("training_type"),
    location: part("geographical_location"),
    hardware: part("hardware_used"),
  };
}

/** Adds up the emissions of models, and lists those with a figure that does not count. Models without any are neither. */
export function sumEmissions(
  models: Iterable<{ readonly id: string; readonly emissions: Emissions | null }>,
): EmissionsSum {
  let [grams, counted] = [0, 0];
  const leftOut: { readonly id: string; readonly doubt: EmissionsDoubt }[] = [];
  for (const { id, emissions } of models) {
    if (emissions === null) continue;
    if (emissions.doubt !== null || emissions.grams === null) {
      leftOut.push({ id, doubt: emissions.doubt ?? "unreadable" });
      continue;
    }
    grams += emissions.grams;
    counted++;
  }
  return { grams, models: counted, leftOut };
}

const plain = { unit: null, isApproximate: false } as const;

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** A number, also as the Hub's YAML parser reads 24_700_000. */
function numberOf(value: unknown): number | null {
  if (typeof value === "number") return value + 0;
  return typeof value === "string" && /^\d{1,3}(?:_\d{3})+$/.test(value)
    ? Number(value.replaceAll("_", ""))
    : null;
}

function textOf(value: unknown): string {
  return typeof value === "string" && value.length <= longestText ? value : "";
}

function doubtOf(grams: number | null): EmissionsDoubt | null {
  if (grams === null) return "unreadable";
  if (!Number.isFinite(grams)) return "not-finite";
  if (grams < 0) return "negative";
  if (grams === 0) return "zero";
  return grams > mostGrams ? "too-much" : null;
}
