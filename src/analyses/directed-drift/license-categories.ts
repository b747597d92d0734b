import type { ResultTable } from "../analysis";
import type { TraitDrift } from "./drift-result";

/** The paper's own categories, which color its figure (notebook orderings, cell 14). */
const categories: ReadonlyMap<string, readonly string[]> = new Map([
  ["commercial", ["gemma", "llama2", "llama3", "llama3.1", "llama3.2", "llama3.3"]],
  [
    "use restrictions",
    [
      ...["openrail++", "openrail", "creativeml-openrail-m", "bigscience-bloom-rail-1.0"],
      ...["cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc-by-nc-nd-4.0", "cc-by-nc-nd-sa-4.0"],
    ],
  ],
  ["copyleft", ["cc-by-4.0", "cc-by-sa-4.0", "gpl-3.0", "gpl-2.0", "gpl-1.0", "gpl-0.0"]],
  ["permissive", ["mit", "apache-2.0", "unlicense", "cc0-1.0", "cc", "artistic-2.0", "afl-3.0"]],
]);

const categoryOf = new Map(
  [...categories].flatMap(([name, all]) => all.map(license => [license, name] as const)),
);

/** How many transitions of licenses go from each category to each, over all licenses. */
export function categoryTable({ transitions }: TraitDrift): ResultTable {
  const names = [...categories.keys(), "other"];
  const counts = new Map<string, number>();
  const nameOf = (license: string) => categoryOf.get(license) ?? "other";
  for (const { from, to, count } of transitions) {
    const key = `${nameOf(from)}>${nameOf(to)}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return {
    id: "license-categories",
    title: "Transitions between categories of licenses, by the paper's categories",
    columns: ["from", "to", "transitions"],
    rows: names.flatMap(from => names.map(to => [from, to, counts.get(`${from}>${to}`) ?? 0])),
  };
}

/**
 * How many of the first eight licenses of an order are commercial or of the RAIL kind, which is what the paper's text
 * counts (it leaves out CC-BY-NC), and how many of the last eight are commercial.
 */
export function endsOfOrder(ordering: readonly string[]): { readonly first: number; readonly last: number } {
  const isCommercial = (license: string) => categoryOf.get(license) === "commercial";
  const isFirst = (license: string) => isCommercial(license) || /rail/.test(license);
  return {
    first: ordering.slice(0, 8).filter(isFirst).length,
    last: ordering.slice(-8).filter(isCommercial).length,
  };
}
