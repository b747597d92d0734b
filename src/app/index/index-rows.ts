import { count, grouped, listed } from "../../lineage/in-words";
import { english, phrase, t } from "../../words/words";
import { ageInWords } from "../age";
import { bytesInWords } from "../card/fact-sheet";
import { publicOrigin } from "../ports/hub-port";
import type { SnapshotFacts } from "../ports/snapshot-ports";
import { changesInWords } from "../watch/watch-changes";
import type { IndexedFamily, IndexOverview } from "./index-overview";

/** Current activity that affects the index. */
export interface IndexActivity {
  /** The current read from the Hub and its progress, or null. */
  readonly reading: { readonly title: string; readonly far: string | null } | null;
  /** Why the latest request failed and what to do; null if it succeeded. */
  readonly problem: string | null;
}

/** One row of the Index view; all text is shown literally. */
export interface IndexRow {
  /** The model that commands on the row apply to, or null. */
  readonly id: string | null;
  /** Unique among its siblings, and stable when the text changes. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  /** Name of a product icon; may be empty. */
  readonly icon: string;
  readonly tooltip: string;
  readonly children: readonly IndexRow[];
  /** The family or organization that it represents or belongs to, or null. */
  readonly family: IndexedFamily | null;
  /** The action of a click, or null. */
  readonly act: "retry" | "showLog" | "whatChanged" | null;
}

/** The last look at what changed about something that is watched. */
export interface WatchedLook {
  /** An organization or a model. */
  readonly target: string;
  /** When it was read, in ms since 1970. */
  readonly at: number;
  /** Whether there was an earlier read to compare with, and when; null if that is not known. */
  readonly isCompared: boolean;
  readonly since: number | null;
  readonly changes: number;
  /** Whether one of them needs a look. */
  readonly needsLook: boolean;
}

function row(key: string, label: string, more: Partial<IndexRow> = {}): IndexRow {
  return {
    id: null,
    key,
    label,
    description: "",
    icon: "",
    tooltip: label,
    children: [],
    family: null,
    act: null,
    ...more,
  };
}

/** Splits a message into sentences: the first is the title, and the others explain and say what to do. */
function sentences(message: string): readonly string[] {
  return message.split(/(?<=[.!?])\s+(?=\p{Lu})|(?<=[。！？])/u);
}

function toDo(said: readonly string[], family: IndexedFamily | null): readonly IndexRow[] {
  return [
    ...said.map((sentence, at) => row(`said ${at}`, sentence)),
    row("retry", t`Try Again`, { icon: "refresh", act: "retry", family }),
    row("log", t`Show Log`, { icon: "output", act: "showLog" }),
  ];
}

function problem(key: string, message: string): IndexRow {
  const [title = message, ...rest] = sentences(message);
  return row(key, title, { icon: "warning", tooltip: message, children: toDo(rest, null) });
}

function reading({ title, far }: NonNullable<IndexActivity["reading"]>): IndexRow {
  return row("reading", title, { icon: "sync~spin", description: far ?? "", tooltip: far ?? title });
}

const icons: Readonly<Record<IndexedFamily["state"], string>> = {
  running: "sync~spin",
  waiting: "clock",
  complete: "pass",
  partial: "color-mode",
  failed: "error",
};

const states: Readonly<Record<IndexedFamily["state"], string>> = english({
  running: "in progress",
  waiting: "waiting for the Hub's rate limit",
  complete: "complete",
  partial: "incomplete",
  failed: "stopped",
});

function familyRow(family: IndexedFamily, now: number): IndexRow {
  const { root, models, unchecked, updatedAt, state, message } = family;
  const age = updatedAt === null ? [] : [ageInWords(updatedAt, now)];
  const open = unchecked === 0 ? [] : [t`${grouped(unchecked)} unchecked`];
  const known = [count(models, "model", "models"), ...open];
  const moving = state === "running" || state === "waiting";
  // A side bar is narrow: the changing part comes first, and the icon alone shows that the job is running.
  const far = t`${grouped(models - unchecked)} of ${grouped(models)} checked`;
  const description = moving
    ? [far, ...(state === "waiting" ? [phrase(states[state])] : [])]
    : [...known, ...age];
  const tooltip = [
    `${root}: ${phrase(states[state])}`,
    known[0],
    ...(unchecked === 0
      ? []
      : [t`The children of ${count(unchecked, "model", "models")} have not been listed yet.`]),
    ...age.map(words => t`read ${words}`),
    ...(message === null ? [] : [message]),
  ];
  const stopped = state === "failed" || (state === "partial" && message !== null);
  return row(`${family.kind} ${root}`, root, {
    description: description.join(" · "),
    icon: icons[state],
    tooltip: tooltip.join("\n"),
    family,
    id: family.kind === "family" ? root : null,
    children: stopped ? toDo(sentences(message ?? t`Some data could not be read.`), family) : [],
  });
}

function group(key: string, title: string, all: readonly IndexedFamily[], now: number): readonly IndexRow[] {
  if (all.length === 0) return [];
  const children = all.map(family => familyRow(family, now));
  return [row(key, `${title} (${grouped(all.length)})`, { icon: "folder-library", children })];
}

/** What changed at the last look, in words. */
export function lookInWords({ isCompared, since, changes }: WatchedLook): string {
  return isCompared ? changesInWords(changes, since) : t`nothing to compare with yet`;
}

function watchedRows(watched: readonly WatchedLook[], now: number): readonly IndexRow[] {
  if (watched.length === 0) return [];
  const children = watched.map(look =>
    row(`watched/${look.target}`, look.target, {
      description: `${lookInWords(look)} · ${ageInWords(look.at, now)}`,
      icon: look.needsLook ? "warning" : "eye",
      tooltip: t`${look.target}: ${lookInWords(look)}. Click to read what changed since then.`,
      act: "whatChanged",
    }),
  );
  return [row("watched", t`Watched (${grouped(watched.length)})`, { icon: "eye", children })];
}

function snapshotRow({ models, edges, takenAt }: SnapshotFacts, now: number): IndexRow {
  const size = `${count(models, "model", "models")} · ${count(edges, "edge", "edges")}`;
  const age = takenAt === null ? "" : ` · ${ageInWords(takenAt, now)}`;
  const tooltip = t`The imported table of the whole Hub, used by Run Ecosystem Analysis and, whatever Hub is in use, where the index knows less. Models read from the Hub take precedence.`;
  return row("snapshot", t`Snapshot of the Hub`, { description: size + age, icon: "globe", tooltip });
}

function hubRow(hub: string, others: readonly string[]): IndexRow {
  const kept = others.length === 0 ? [] : [t`Kept apart, and not used: answers of ${listed(others)}.`];
  const tooltip = [t`The index has the answers of ${hub}.`, ...kept].join("\n");
  return row("hub", t`Answers of ${hub.replace(/^https:\/\//, "")}`, { icon: "server-environment", tooltip });
}

/**
 * The rows of the Index view: problems, current reads, size and age of the index, and the indexed families and
 * organizations. Empty if there is nothing to show; `now` in ms since 1970.
 */
export function indexRows(
  overview: IndexOverview,
  activity: IndexActivity,
  now: number,
  watched: readonly WatchedLook[] = [],
): readonly IndexRow[] {
  const { models, edges, bytes, updatedAt, notice, families, snapshot, hub, otherHubs } = overview;
  const of = (kind: IndexedFamily["kind"]) => families.filter(family => family.kind === kind);
  const rows = [
    ...(notice === null ? [] : [problem("notice", notice)]),
    ...(activity.problem === null ? [] : [problem("problem", activity.problem)]),
    ...(activity.reading === null ? [] : [reading(activity.reading)]),
  ];
  const empty = models === 0 && edges === 0 && families.length === 0 && snapshot === null;
  if (empty && rows.length === 0) return [];
  const size = [count(models, "model", "models"), count(edges, "edge", "edges"), bytesInWords(bytes)];
  rows.push(row("size", size.join(" · "), { icon: "database" }));
  if (updatedAt !== null)
    rows.push(row("age", t`Last read ${ageInWords(updatedAt, now)}`, { icon: "history" }));
  if (hub !== null && (hub !== publicOrigin || otherHubs.length > 0)) rows.push(hubRow(hub, otherHubs));
  if (snapshot !== null) rows.push(snapshotRow(snapshot, now));
  rows.push(...group("families", t`Families`, of("family"), now));
  rows.push(...group("organizations", t`Organizations`, of("organization"), now));
  rows.push(...watchedRows(watched, now));
  return rows;
}
