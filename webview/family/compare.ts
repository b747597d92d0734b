import type { Model } from "../../src/lineage/model";
import { showable } from "../../src/lineage/showable";
import { count, roughly } from "../kit/numbers";

/** What happened to a trait from parent to child; `none` means the two cannot be compared. */
export type Fate = "kept" | "changed" | "lost" | "gained" | "none";

/** One trait of a model next to its parent's, as text. */
export interface TraitRow {
  readonly trait: string;
  readonly parent: string;
  readonly own: string;
  readonly fate: Fate;
}

const undeclared = "–";

function list(values: readonly string[]): string {
  const shown = values.slice(0, 12).join(", ");
  return values.length > 12
    ? `${shown} and ${count(values.length - 12, "more", "more")}`
    : shown || undeclared;
}

function fateOf(parent: readonly string[], own: readonly string[]): Fate {
  if (parent.length === 0) return own.length === 0 ? "none" : "gained";
  if (own.length === 0) return "lost";
  const lost = parent.some(value => !own.includes(value));
  const gained = own.some(value => !parent.includes(value));
  if (!lost && !gained) return "kept";
  if (lost && gained) return "changed";
  return lost ? "lost" : "gained";
}

function licenseText(model: Model): string[] {
  if (model.license === null) return [];
  return [model.licenseName ? `${model.license} (${model.licenseName})` : model.license];
}

const traits: readonly (readonly [string, (model: Model) => readonly string[]])[] = [
  ["license", licenseText],
  ["languages", model => model.languages],
  ["task", model => (model.task === null ? [] : [model.task])],
  ["library", model => (model.library === null ? [] : [model.library])],
  ["datasets", model => model.datasets],
  ["parameters", model => (model.parameters === null ? [] : [roughly(model.parameters)])],
];

/** The traits of a model next to those of its parent; without a parent, every trait is `none`. */
export function compareTraits(own: Model, parent: Model | null): readonly TraitRow[] {
  return traits.map(([trait, read]) => {
    const ownValues = read(own);
    const parentValues = parent ? read(parent) : [];
    // A size missing from the file headers is unknown, not lost.
    const untold = trait === "parameters" && (parentValues.length === 0 || ownValues.length === 0);
    const fate = parent && !untold ? fateOf(parentValues, ownValues) : "none";
    return { trait, parent: showable(list(parentValues)), own: showable(list(ownValues)), fate };
  });
}
