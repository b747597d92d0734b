import { licenseVerdict } from "../../licenses/compatibility";
import { count } from "../../lineage/in-words";
import { t } from "../../words/words";
import { ancestorsIn, type WatchedModel, type WatchState } from "./watch-state";

/** What can change about models that others come from, or that come from others. */
export const watchKinds = [
  ...(["ancestor-relicensed", "ancestor-gone", "ancestor-back"] as const),
  ...(["ancestor-renamed", "ancestor-gated"] as const),
  ...(["ancestor-superseded", "descendant-conflict", "descendant-unnamed"] as const),
] as const;

/** Something that changed between two reads. */
export interface WatchChange {
  readonly kind: (typeof watchKinds)[number];
  /** The ancestor or the descendant. */
  readonly about: string;
  /** The watched models that it concerns. */
  readonly models: readonly string[];
  readonly level: "warning" | "info";
  readonly before: string | null;
  readonly after: string | null;
  /** One sentence. */
  readonly message: string;
}

/** What changed for the watched models; changes that need a look come first. Possible conflicts are no legal advice. */
export function changesBetween(before: WatchState, after: WatchState): readonly WatchChange[] {
  const found = new Map<string, WatchChange>();
  const add = (change: WatchChange): void => {
    const key = `${change.kind} ${change.about} ${change.message}`;
    const models = [...new Set([...(found.get(key)?.models ?? []), ...change.models])];
    found.set(key, { ...change, models });
  };
  for (const own of after.own) {
    for (const [id] of ancestorsIn(before, own)) ancestorChanges(own, id, before, after).forEach(add);
    childChanges(own, before, after).forEach(add);
  }
  for (const [id, of] of after.unnamed)
    if (!before.unnamed.has(id) && !isKnown(before, id))
      add({
        ...{ kind: "descendant-unnamed", about: id, models: [of], level: "info", before: null, after: null },
        message: t`${id} is new, bears the name of ${of}, and declares no parent.`,
      });
  const order = (change: WatchChange) => (change.level === "warning" ? 0 : 1);
  return [...found.values()].sort((one, other) => order(one) - order(other));
}

/** Whether a state had a model among those that it looked at. */
function isKnown({ models }: WatchState, id: string): boolean {
  return models.has(id);
}

function ancestorChanges(
  own: string,
  id: string,
  before: WatchState,
  after: WatchState,
): readonly WatchChange[] {
  const [was, is] = [before.models.get(id), after.models.get(id)];
  if (was === undefined || is === undefined || !(was.isVisible || is.isVisible)) return [];
  const common = { about: id, models: [own] } as const;
  if (!is.isVisible)
    return [
      {
        ...{
          ...common,
          kind: "ancestor-gone",
          level: "warning",
          before: "visible",
          after: "hidden",
        },
        message: t`${id} is no longer visible: it was deleted, disabled, or made private.`,
      },
    ];
  return [
    ...(was.isVisible ? [] : [backAgain(common)]),
    ...relicensed(own, id, { was, is, after }),
    ...(is.id !== id && was.id === id
      ? [
          {
            ...({ ...common, kind: "ancestor-renamed", level: "info", before: id, after: is.id } as const),
            message: t`${id} is now ${is.id}.`,
          },
        ]
      : []),
    ...(is.gated === true && was.gated === false
      ? [
          {
            ...({
              ...common,
              kind: "ancestor-gated",
              level: "info",
              before: "open",
              after: "gated",
            } as const),
            message: t`${id} is gated now: people have to accept its terms.`,
          },
        ]
      : []),
    ...(is.newVersion !== null && is.newVersion !== was.newVersion
      ? [
          {
            ...({ ...common, kind: "ancestor-superseded", level: "info", before: was.newVersion } as const),
            after: is.newVersion,
            message: t`${id} names a successor, ${is.newVersion}.`,
          },
        ]
      : []),
  ];
}

function backAgain(common: Pick<WatchChange, "about" | "models">): WatchChange {
  return {
    ...{ ...common, kind: "ancestor-back", level: "info", before: "hidden", after: "visible" },
    message: t`${common.about} is visible again.`,
  };
}

function relicensed(
  own: string,
  id: string,
  { was, is, after }: { readonly was: WatchedModel; readonly is: WatchedModel; readonly after: WatchState },
): readonly WatchChange[] {
  // Of a model that was first seen as gone, nothing is known to compare with.
  if (was.license === is.license || (was.license === null && !was.isVisible)) return [];
  const license = after.models.get(own)?.license ?? null;
  const relation = ancestorsIn(after, own).get(id) ?? "unknown";
  const conflicts =
    license !== null && licenseVerdict(is.license, license, relation).verdict === "incompatible";
  const [from, to] = [was.license ?? t`no license`, is.license ?? t`no license`];
  return [
    {
      ...{ kind: "ancestor-relicensed", about: id, models: [own], level: conflicts ? "warning" : "info" },
      ...{ before: was.license, after: is.license },
      message: conflicts
        ? t`${id} changed its license from ${from} to ${to}, which conflicts with ${license ?? ""}. What was made under the old license may keep it.`
        : t`${id} changed its license from ${from} to ${to}.`,
    },
  ];
}

function childChanges(own: string, before: WatchState, after: WatchState): readonly WatchChange[] {
  const known = before.children.get(own);
  // Without an earlier list, nobody can say which children are new.
  if (known === undefined) return [];
  const had = new Set(known);
  const license = after.models.get(own)?.license ?? null;
  return (after.children.get(own) ?? []).flatMap((child): WatchChange[] => {
    const model = after.models.get(child);
    if (had.has(child) || model === undefined || license === null || model.license === null) return [];
    const relation = model.parents.find(({ parent }) => parent === own)?.relation ?? "unknown";
    const { verdict, clause } = licenseVerdict(license, model.license, relation);
    if (verdict !== "incompatible") return [];
    return [
      {
        ...{ kind: "descendant-conflict", about: child, models: [own], level: "warning" },
        ...{ before: null, after: model.license },
        message:
          clause === null
            ? t`${child} is new and ${model.license}, which the license of ${own}, ${license}, does not seem to allow.`
            : t`${child} is new and ${model.license}, which the license of ${own}, ${license}, does not seem to allow (${clause}).`,
      },
    ];
  });
}

/** How much changed, and since when: "2 changes since 2026-11-20". `since` is null if that is not known. */
export function changesInWords(changes: number, since: number | null): string {
  const some = count(changes, "change");
  if (since === null) return t`${some} since an unknown date`;
  return t`${some} since ${new Date(since).toISOString().slice(0, 10)}`;
}

/** Changes as a table, with the names of columns that programs read. */
export function watchRows(changes: readonly WatchChange[]) {
  return {
    columns: ["model", "kind", "level", "before", "after", "concerns", "message"],
    rows: changes.map(({ about, kind, level, before, after, models, message }) => [
      ...[about, kind, level, before, after, models.join(" "), message],
    ]),
  };
}
