import { languageTag, phrase, t } from "../words/words";

/** A number with its noun, grouped by thousands: "1 model", "4,812 models"; `many` is the plural, `one` with an s if left out. */
export function count(n: number, one: string, many = `${one}s`): string {
  return phrase(`{0} ${n === 1 ? one : many}`, grouped(n));
}

/** A number as the editor's language groups its digits: "4,812". */
export function grouped(n: number): string {
  const tag = languageTag();
  // To make a format takes longer than to use it a hundred times, and a view shows thousands of numbers.
  if (groups?.tag !== tag) groups = { tag, format: new Intl.NumberFormat(tag) };
  return groups.format.format(n);
}

let groups: { readonly tag: string; readonly format: Intl.NumberFormat } | null = null;

/** A share in whole percent that is never rounded to none or all: "8%", "less than 1%". */
export function shareInWords(part: number, whole: number): string {
  const rounded = Math.round((part / whole) * 100);
  if (part > 0 && rounded === 0) return t`less than 1%`;
  if (part < whole && rounded === 100) return t`more than 99%`;
  return t`${rounded}%`;
}

/** The noun for a number that is written elsewhere or in another way: "model" for 1, "models" for any other. */
export function nounFor(n: number, one: string, many = `${one}s`): string {
  return phrase(n === 1 ? one : many);
}

/** `a`, `a and b`, `a, b, and c`, or with `or`; beyond `most` entries, the first ones and how many more there are. */
export function listed(entries: readonly string[], most = 6, joint: "and" | "or" = "and"): string {
  const more = entries.length - most;
  const named = more > 1 ? [...entries.slice(0, most), t`${more} more`] : entries;
  const last = named.at(-1) ?? "";
  if (named.length < 2) return last;
  const first = named.slice(0, -1).join(t`, `);
  if (named.length === 2) return joint === "and" ? t`${first} and ${last}` : t`${first} or ${last}`;
  return joint === "and" ? t`${first}, and ${last}` : t`${first}, or ${last}`;
}
