import type { LineageColumns, NumberName, Trait, TraitName } from "../../columns/columns";
import type { Cell, ResultTable } from "../analysis";
import { sameModels } from "../authors/growth-counts";
import { topPlaces } from "../top";
import { type LinkChanges, linkChanges } from "./changed-links";
import { type ColumnChanges, changesOf, numberFate, traitFate } from "./changed-traits";

const traitNames = ["license", "language", "task", "library", "dataset", "paper", "tag"] as const;
const numberNames = ["downloads", "likes", "parameters", "usedStorage", "cardLength"] as const;

type Compared = (typeof traitNames)[number] | (typeof numberNames)[number];

/** What changed between two snapshots. Models are matched by their exact IDs: a renamed one is gone and added. */
export interface SnapshotChanges {
  readonly models: { readonly added: number; readonly gone: number; readonly kept: number };
  /** By column, for the models of both; null where a snapshot lacks the column, so that nobody can tell. */
  readonly columns: Readonly<Record<Compared, ColumnChanges | null>>;
  readonly links: LinkChanges;
  /** Models of both whose declared links are others. */
  readonly reparented: number;
}

/** The changes, and the most downloaded of the models that changed, at most `most` in each table. */
export function snapshotChanges(
  older: LineageColumns,
  newer: LineageColumns,
  most: number,
): { readonly changes: SnapshotChanges; readonly tables: readonly ResultTable[] } {
  const before = sameModels(newer, older);
  const after = new Int32Array(older.models).fill(-1);
  const added: number[] = [];
  for (let model = 0; model < before.length; model++)
    if (before[model]! >= 0) after[before[model]!] = model;
    else added.push(model);
  const gone: number[] = [];
  for (let model = 0; model < after.length; model++) if (after[model]! < 0) gone.push(model);
  const relicensed: number[] = [];
  const columns = Object.fromEntries([
    ...traitNames.map(name => {
      const onChange = name === "license" ? (model: number) => relicensed.push(model) : undefined;
      return [name, traitChanges(older, newer, name, before, onChange)];
    }),
    ...numberNames.map(name => [name, numberChanges(older, newer, name, before)]),
  ]) as SnapshotChanges["columns"];
  const reparented = new Set<number>();
  const links = linkChanges(older, newer, { before, after }, model => reparented.add(model));
  const kept = newer.models - added.length;
  const changes = {
    models: { added: added.length, gone: gone.length, kept },
    ...{ columns, links, reparented: reparented.size },
  };
  const top = { older, newer, before, most };
  return { changes, tables: [...countTables(changes), ...modelTables(top, { added, gone, relicensed })] };
}

function traitChanges(
  older: LineageColumns,
  newer: LineageColumns,
  name: TraitName,
  before: Int32Array,
  onChange?: (model: number) => void,
): ColumnChanges | null {
  const [was, is] = [older.traits[name], newer.traits[name]];
  const fate = was === null || is === null ? null : traitFate(was, is);
  return fate === null ? null : changesOf(before, fate, onChange);
}

function numberChanges(
  older: LineageColumns,
  newer: LineageColumns,
  name: NumberName,
  before: Int32Array,
): ColumnChanges | null {
  const [was, is] = [older.numbers[name], newer.numbers[name]];
  return was === null || is === null ? null : changesOf(before, numberFate(was, is));
}

function countTables({ models, columns, links, reparented }: SnapshotChanges): readonly ResultTable[] {
  const counts = (of: object): readonly (readonly Cell[])[] =>
    Object.entries(of).map(([what, n]) => [what, n]);
  return [
    { id: "models", title: "Models", columns: ["what", "models"], rows: counts(models) },
    {
      id: "columns",
      title: "What changed about the models of both",
      columns: ["column", "changed", "gained", "lost", "same"],
      rows: Object.entries(columns).map(([name, found]) => [
        name,
        ...[found?.changed, found?.gained, found?.lost, found?.same].map(n => n ?? null),
      ]),
    },
    {
      id: "links",
      title: "Declared links",
      columns: ["what", "links"],
      rows: counts(links),
    },
    {
      id: "reparented",
      title: "Models of both with other links",
      columns: ["models"],
      rows: [[reparented]],
    },
  ];
}

interface Top {
  readonly older: LineageColumns;
  readonly newer: LineageColumns;
  readonly before: Int32Array;
  readonly most: number;
}

function modelTables(
  { older, newer, before, most }: Top,
  { added, gone, relicensed }: Readonly<Record<"added" | "gone" | "relicensed", readonly number[]>>,
): readonly ResultTable[] {
  const list = (id: string, title: string, of: LineageColumns, models: readonly number[]): ResultTable => ({
    ...{ id, title, columns: ["model", "downloads"] },
    rows: mostDownloaded(of, models, most).map(model => [of.id(model), downloadsOf(of, model)]),
  });
  return [
    list("added", "The most downloaded models that were added", newer, added),
    list("gone", "The most downloaded models that are gone", older, gone),
    {
      id: "relicensed",
      title: "The most downloaded models with another license",
      columns: ["model", "downloads", "before", "after"],
      rows: mostDownloaded(newer, relicensed, most).map(model => [
        newer.id(model),
        downloadsOf(newer, model),
        valuesOf(older.traits.license, before[model]!),
        valuesOf(newer.traits.license, model),
      ]),
    },
  ];
}

function mostDownloaded(of: LineageColumns, models: readonly number[], most: number): readonly number[] {
  // Those of unknown downloads come last, in the order of the table.
  const downloads = Float64Array.from(models, model => (downloadsOf(of, model) ?? -1) + 2);
  return topPlaces(downloads, most).map(at => models[at]!);
}

function downloadsOf({ numbers }: LineageColumns, model: number): number | null {
  const downloads = numbers.downloads?.[model] ?? Number.NaN;
  return Number.isNaN(downloads) ? null : downloads;
}

/** A model's values of a list, in words; null if it has none. */
function valuesOf(trait: Trait | null, model: number): string | null {
  if (trait?.kind !== "list") return null;
  const codes = trait.codes.subarray(trait.starts[model]!, trait.starts[model + 1]!);
  return codes.length === 0 ? null : Array.from(codes, code => trait.values[code] ?? "").join(", ");
}
