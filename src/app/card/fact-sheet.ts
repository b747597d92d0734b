import { modelVerdict } from "../../licenses/model-verdict";
import { recognizedBy } from "../../licenses/recognize-license";
import { count, grouped, nounFor } from "../../lineage/in-words";
import { childrenIn, type Model, type Relation } from "../../lineage/model";
import { isCut } from "../../lineage/traits/read-traits";
import {
  type ComparedTrait,
  comparedTraits,
  declaredValues,
  differs,
  type Fate,
  isMutation,
  licenseText,
  traitFate,
} from "../../lineage/traits/trait-change";
import { english, phrase, t } from "../../words/words";
import { sourceInWords } from "../age";
import type { ModelEntry } from "../ports/index-port";

/** How a card's trait compares with its parent's. */
export type TraitChange = Exclude<Fate, "none"> | "possible conflict" | "";

const conflict = english(["possible conflict"] as const)[0];

/** What can happen to a trait, what matters most first. */
export const changes: readonly Exclude<TraitChange, "">[] = [
  conflict,
  "changed",
  "lost",
  "gained",
  "kept",
  "unread",
];

const shownTraits = comparedTraits.filter(trait => trait !== "parameters");

/** One trait of a model next to the same trait of the card. */
export interface FactRow {
  readonly trait: string;
  readonly parent: string;
  readonly card: string;
  /** What the Hub's copy of the card says, if the open card says something else. */
  readonly onHub: string | null;
  readonly change: TraitChange;
}

/** The hover for a model: its traits next to the card's, and one line of figures. */
export interface FactSheet {
  readonly id: string;
  readonly rows: readonly FactRow[];
  /** Whichever of these are known: children, downloads, likes, parameters, storage, gating, and age. */
  readonly figures: readonly string[];
}

/** The card to compare a model with: its model as the card has it and as the Hub has it, and its relation to the model. */
export interface BesideCard {
  readonly model: Model;
  readonly onHub: Model | null;
  readonly relation: Relation;
}

/** Compares a parent's traits with a card's; `now` in ms since 1970. */
export function factSheet(entry: ModelEntry, beside: BesideCard, now: number): FactSheet {
  const { model } = entry;
  const isConflict = modelVerdict(model, beside.model, beside.relation)?.verdict === "incompatible";
  const rows = shownTraits.map(trait => {
    const compared = row(trait, model, beside);
    return trait === "license" && isConflict ? { ...compared, change: conflict } : compared;
  });
  return {
    id: model.id,
    rows: rows.filter(each => each.parent !== "" || each.card !== ""),
    figures: figures(entry, now),
  };
}

/** The traits of a card whose parent is not known; the parent's are empty. */
export function ownRows({ model }: Pick<BesideCard, "model">): readonly FactRow[] {
  return shownTraits.flatMap(trait => {
    const card = listOf(trait, model);
    return card === "" ? [] : [{ trait, parent: "", card, onHub: null, change: "" as const }];
  });
}

/** Describes a model in a few words: its own traits, then the figures; `now` in ms since 1970. */
export function modelInWords(entry: ModelEntry, now: number): string {
  const { task, library, languages } = entry.model;
  const stated = [licenseText(entry.model), task, library, list(languages)].filter(each => each);
  return [...stated, ...figures(entry, now)].join(" · ");
}

function figures(entry: ModelEntry, now: number): readonly string[] {
  const { model } = entry;
  const children = childrenKnown(entry);
  const out: string[] = [];
  if (children !== null) out.push(count(children, "child", "children"));
  if (model.downloads !== null)
    out.push(t`${compact(model.downloads)} ${nounFor(model.downloads, "download")} a month`);
  if (model.likes !== null) out.push(count(model.likes, "like", "likes"));
  if (model.parameters !== null)
    out.push(`${compact(model.parameters)} ${nounFor(model.parameters, "parameter")}`);
  if (model.storage !== null) out.push(t`${bytesInWords(model.storage)} of files`);
  if (model.gated) out.push(t`gated`);
  const by = recognizedBy(model);
  if (by !== null) out.push(t`license recognized by ${by}`);
  out.push(sourceInWords(entry, now));
  return out;
}

/** The number of children: those listed if the list is complete, otherwise the Hub's own count; null if unknown. */
export function childrenKnown(entry: ModelEntry): number | null {
  return childrenIn(entry.childrenAt === null ? entry.model.childCounts : entry.knownChildren);
}

/** The traits in which a child differs from its parent, as "license: gemma → mit". */
export function mutations(parent: Model, child: Model): readonly string[] {
  return (["license", "languages", "task"] as const)
    .filter(trait => isMutation(trait, parent, child))
    .map(trait => `${phrase(trait)}: ${listOf(trait, parent)} → ${listOf(trait, child)}`);
}

/** "2 parents", "no parent", or "300 of 400 parents" if a card declares more than are read. */
export function parentsInWords(read: number, unread: number): string {
  if (unread > 0) return t`${grouped(read)} of ${count(read + unread, "parent", "parents")}`;
  return read === 0 ? t`no parent` : count(read, "parent", "parents");
}

/** A large number in three digits: 1.2 M, 7.24 B. */
export function compact(n: number): string {
  const unit = (
    [
      [1e12, "T"],
      [1e9, "B"],
      [1e6, "M"],
      [1e3, "k"],
    ] as const
  ).find(([size]) => n >= size);
  return unit === undefined ? String(n) : `${Number((n / unit[0]).toPrecision(3))} ${unit[1]}`;
}

/** Formats a number of bytes: "800 bytes", "64 kB", "3.1 MB", "15.2 GB". */
export function bytesInWords(bytes: number): string {
  if (bytes < 1_000) return count(bytes, "byte", "bytes");
  if (bytes < 1_000_000) return t`${Math.round(bytes / 1_000)} kB`;
  if (bytes < 1_000_000_000) return t`${(bytes / 1_000_000).toFixed(1)} MB`;
  return bytes < 1e12 ? t`${(bytes / 1e9).toFixed(1)} GB` : t`${(bytes / 1e12).toFixed(1)} TB`;
}

function row(trait: ComparedTrait, parent: Model, { model, onHub }: BesideCard): FactRow {
  const fate = traitFate(trait, parent, model);
  return {
    trait,
    parent: listOf(trait, parent),
    card: listOf(trait, model),
    onHub: onHub !== null && differs(trait, onHub, model) ? listOf(trait, onHub) || t`none` : null,
    change: fate === "none" ? "" : fate,
  };
}

function listOf(trait: ComparedTrait, model: Model): string {
  return list(declaredValues(trait, model));
}

/** At most eight values, then how many more. */
function list(values: readonly string[]): string {
  const sorted = [...new Set(values)].sort();
  const shown = sorted.slice(0, 8).join(", ");
  if (isCut(values)) return t`${shown} and at least ${grouped(sorted.length - 8)} more`;
  return sorted.length > 8 ? t`${shown} and ${sorted.length - 8} more` : shown;
}
