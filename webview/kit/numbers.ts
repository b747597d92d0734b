import { grouped } from "../../src/lineage/in-words";
import { english, languageTag, phrase } from "../../src/words/words";

const units: readonly (readonly [size: number, text: string])[] = english([
  [1e9, "{0} billion"],
  [1e6, "{0} million"],
  [1e3, "{0} thousand"],
]);

/** A large number in short form: 950, 1.2 thousand, 3.4 million, 7.1 billion. */
export function roughly(n: number): string {
  const digits = (value: number) => value.toLocaleString(languageTag(), { maximumFractionDigits: 1 });
  // 999,950 would round to "1000 thousand" instead of 1 million.
  const unit = units.find(([size]) => n >= size * 0.99995 && n >= 1000);
  return unit ? phrase(unit[1], digits(n / unit[0])) : grouped(n);
}
