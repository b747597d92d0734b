import type { DeclaredTraits } from "../../card/card";
import { licenseVerdict } from "../../licenses/compatibility";
import type { Model, Relation, RelationCounts } from "../../lineage/model";
import { ageInWords } from "../age";
import type { ModelEntry } from "../ports/index-port";

/** How a card's trait compares with its parent's. */
export type TraitChange = "kept" | "changed" | "lost" | "gained" | "possible conflict" | "";

/** One trait of a model next to the same trait of the card. */
export interface FactRow {
  readonly trait: string;
  readonly parent: string;
  readonly card: string;
  readonly change: TraitChange;
}

/** The hover for a model: its traits next to the card's, and one line of figures. */
export interface FactSheet {
  readonly id: string;
  readonly rows: readonly FactRow[];
  /** Whichever of these are known: children, downloads, likes, parameters, storage, gating, and age. */
  readonly figures: readonly string[];
}

/** The card to compare a model with: its traits, and its relation to the model. */
export interface BesideCard {
  readonly traits: DeclaredTraits;
  readonly relation: Relation;
}

/** Compares a parent's traits with a card's; `now` in ms since 1970. */
export function factSheet(entry: ModelEntry, beside: BesideCard, now: number): FactSheet {
  const { model } = entry;
  const card = beside.traits;
  const { verdict } = licenseVerdict(model.license, card.license, beside.relation);
  const license = row("license", model.licenseName ?? model.license, card.licenseName ?? card.license);
  const rows = [
    verdict === "incompatible" && license.change === "changed"
      ? { ...license, change: "possible conflict" as const }
      : license,
    row("languages", list(model.languages), list(card.languages)),
    row("task", model.task, card.task),
    row("library", model.library, card.library),
    row("datasets", list(model.datasets), list(card.datasets)),
  ];
  return {
    id: model.id,
    rows: rows.filter(each => each.parent !== "" || each.card !== ""),
    figures: figures(entry, now),
  };
}

/** Describes a model in a few words: its own traits, then the figures; `now` in ms since 1970. */
export function modelInWords(entry: ModelEntry, now: number): string {
  const { license, licenseName, task, library, languages } = entry.model;
  const stated = [licenseName ?? license, task, library, list(languages)].filter(each => each);
  return [...stated, ...figures(entry, now)].join(" · ");
}

function figures(entry: ModelEntry, now: number): readonly string[] {
  const { model } = entry;
  const children = childrenKnown(entry);
  const out: string[] = [];
  if (children !== null) out.push(count(children, "child", "children"));
  if (model.downloads !== null) out.push(`${compact(model.downloads)} downloads a month`);
  if (model.likes !== null) out.push(count(model.likes, "like", "likes"));
  if (model.parameters !== null) out.push(`${compact(model.parameters)} parameters`);
  if (model.storage !== null) out.push(`${bytesInWords(model.storage)} of files`);
  if (model.gated) out.push("gated");
  out.push(`read ${ageInWords(entry.fetchedAt, now)}`);
  return out;
}

/** The number of children: those listed if the list is complete, otherwise the Hub's own count; null if unknown. */
export function childrenKnown(entry: ModelEntry): number | null {
  if (entry.childrenAt !== null) return total(entry.knownChildren);
  return entry.model.childCounts === null ? null : total(entry.model.childCounts);
}

/** The traits in which a child differs from its parent, as "license: gemma → mit". */
export function mutations(parent: Model, child: Model): readonly string[] {
  const pairs: readonly (readonly [string, string, string])[] = [
    ["license", parent.licenseName ?? parent.license ?? "", child.licenseName ?? child.license ?? ""],
    ["languages", list(parent.languages), list(child.languages)],
    ["task", parent.task ?? "", child.task ?? ""],
  ];
  return pairs
    .filter(([, before, after]) => before !== "" && after !== "" && before !== after)
    .map(([trait, before, after]) => `${trait}: ${before} → ${after}`);
}

/** A number with its noun, grouped by thousands: "1 child", "4,812 children". */
export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
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
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return bytes < 1e12 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e12).toFixed(1)} TB`;
}

function total(counts: RelationCounts): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

function row(trait: string, parent: string | null, card: string | null): FactRow {
  const before = parent ?? "";
  const after = card ?? "";
  return { trait, parent: before, card: after, change: changeOf(before, after) };
}

function changeOf(before: string, after: string): TraitChange {
  if (before === after) return before === "" ? "" : "kept";
  if (before === "") return "gained";
  return after === "" ? "lost" : "changed";
}

/** At most eight values, then how many more. */
function list(values: readonly string[]): string {
  const sorted = [...new Set(values)].sort();
  const shown = sorted.slice(0, 8).join(", ");
  return sorted.length > 8 ? `${shown} and ${sorted.length - 8} more` : shown;
}
