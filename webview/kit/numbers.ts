import { grouped } from "../../src/lineage/in-words";
import { english, languageTag, phrase } from "../../src/words/words";

const units: readonly (readonly [size: number, text: string])[] = english([
  [1e9, "{0} billion"],
  [1e6, "{0} million"],
  [1e3, "{0} thousand"],
]);

let shorts: { readonly tag: string; readonly format: Intl.NumberFormat } | null = null;

function shortened(n: number): string {
  const tag = languageTag();
  if (shorts?.tag !== tag) shorts = { tag, format: new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }) };
  return shorts.format.format(n);
}

/** A large number in short form: 950, 1.2 thousand, 3.4 million, 7.1 billion. */
export function roughly(n: number): string {
  // 999,950 would round to "1000 thousand" instead of 1 million.
  const unit = units.find(([size]) => n >= size * 0.99995 && n >= 1000);
  return unit ? phrase(unit[1], shortened(n / unit[0])) : grouped(n);
}
