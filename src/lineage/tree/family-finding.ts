import { type Family, oldestDate } from "../family";
import type { Model } from "../model";
import { changeReader } from "../trait-value";
import { breaksOf, mapFamily } from "./family-map";
import type { FamilyTree } from "./family-tree";

/** A branch that carries another license than the model in the middle of a family. */
export interface OtherBranch {
  /** The model that changed the license. */
  readonly id: string;
  readonly license: string;
  /** Models of the branch that carry it without interruption, including the first. */
  readonly models: number;
}

/** What a family says about its licenses, in numbers. */
export interface FamilyFinding {
  readonly id: string;
  /** The license of the model in the middle; null if it is not known. */
  readonly license: string | null;
  /** Models that descend from it. */
  readonly descendants: number;
  /** Those of them whose license is known. */
  readonly known: number;
  /** Those of them that carry another license than the model in the middle. */
  readonly other: number;
  /** The largest branch that carries another license; null if there is none. */
  readonly branch: OtherBranch | null;
  /** Models whose children were not read, so there may be more descendants. */
  readonly unchecked: number;
  /** The date of the oldest part of the data, in ms since 1970; null if it is not known. */
  readonly date: number | null;
}

/** Counts what became of the license of the model in the middle of a family. */
export function familyFinding(family: Family, tree: FamilyTree): FamilyFinding {
  const read = changeReader("license");
  const licenseOf = (model: Model | null) => (model === null ? null : read(model));
  const license = licenseOf(tree.focus.model);
  const below = [...tree.nodes.values()].filter(({ side }) => side === "descendant");
  const licenses = below.map(({ model }) => licenseOf(model)).filter(value => value !== null);
  const map = mapFamily(tree, "models", () => 0);
  const other = license === null ? [] : breaksOf(map, ({ model }) => licenseOf(model));
  const largest = other.find(({ index, to }) => index > map.focus && to !== license);
  return {
    id: family.root,
    license,
    descendants: below.length,
    known: licenses.length,
    other: license === null ? 0 : licenses.filter(value => value !== license).length,
    branch: largest
      ? { id: map.nodes[largest.index]?.id ?? "", license: largest.to, models: largest.carried }
      : null,
    unchecked: family.unchecked.length,
    date: oldestDate(family),
  };
}
