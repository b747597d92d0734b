import { readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { cardSubject } from "../../app/card/card-subject";
import { HubError, UserError } from "../../app/ports/errors";
import { columnsToAnalyze } from "../../app/snapshot/over-snapshot";
import type { WatchedCard } from "../../app/watch/read-watched";
import { changesBetween } from "../../app/watch/watch-changes";
import { readStates, writeStates } from "../../app/watch/watch-file";
import {
  modelsOf,
  type Watched,
  type WatchFound,
  type WatchHub,
  watchKey,
  watchOnce,
} from "../../app/watch/watch-once";
import type { WatchState } from "../../app/watch/watch-state";
import { isWatched, watchTable } from "../../app/watch/watch-table";
import { declaredParents } from "../../card/card";
import { declaredTraits } from "../../card/licensing/declared-traits";
import { relationOf } from "../../card/parents";
import { listed } from "../../lineage/in-words";
import { isRepoId } from "../../lineage/repo-id";
import { onDisk } from "../../platform/disk-errors";
import { alone } from "../../platform/node-lock";
import { writeTogether } from "../../platform/node-whole-files";
import { readCard } from "../card-files";
import type { Core } from "../core";
import { withOlderColumns } from "../snapshot/compared-snapshot";
import { overSnapshotAt } from "../snapshot/snapshot-place";
import type { ProgressLine } from "../terminal/progress-line";
import type { Style } from "../terminal/style";
import type { WatchCommand } from "./watch-arguments";
import { type WatchReport, watchJson, watchMarkdown, watchSarif, watchText } from "./watch-formats";

/** How a watch is printed. */
interface Printer {
  readonly style: Style;
  readonly version: string;
}

/** A watch as it is printed: 1 if something needs a look, and 2 if not everything could be read. */
export interface WatchOutcome {
  readonly output: string;
  readonly exitCode: 0 | 1 | 2;
  /** Keeps what was read, once it is printed: what nobody saw is told again. */
  readonly afterwards?: () => Promise<void>;
}

const mostStateBytes = 200 * 1_048_576;

/** How often and how long another program is waited for that writes to the same folder, in ms. */
const [mostTries, tryEveryMs] = [100, 100];

/** Compares the imported table with an older one; makes no request. Throws UserError. */
export async function watchTables(command: WatchCommand, printer: Printer): Promise<WatchOutcome> {
  const { targets, compare } = command;
  const wrong = targets.find(target => !/^\w[\w.-]*(?:\/\w[\w.-]*)?$/.test(target));
  if (wrong !== undefined)
    throw new UserError(
      `${JSON.stringify(wrong)} is no organization and no model ID, and tables have nothing else.`,
    );
  return withOlderColumns(compare, command.places, older => {
    if (older === undefined) throw new UserError("Name the older table with --compare.");
    return overSnapshotAt(command.places, (saved, facts) => {
      const before = watchTable(older.columns, targets, { at: older.facts.takenAt, before: null });
      refuseWithout(before, targets, "The older table");
      const after = watchTable(columnsToAnalyze(saved), targets, { at: facts.takenAt, before });
      refuseWithout(after, targets, "The imported table");
      return printed(command, { before, after, changes: changesBetween(before, after) }, printer);
    });
  });
}

/** Refuses to compare what a table does not have. */
function refuseWithout({ own }: WatchState, targets: readonly string[], table: string): void {
  const without = targets.filter(target => !own.some(id => isWatched(id, [target])));
  if (without.length > 0)
    throw new UserError(
      `${table} has no model of ${listed(without, 5, "and")}, so nothing can be compared. Check the names; case counts.`,
    );
}

/** Reads watched models from the Hub and compares them with what was read last, which is replaced. Throws UserError. */
export async function watchHub(
  command: WatchCommand,
  core: Core,
  printer: Printer,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: ProgressLine },
): Promise<WatchOutcome> {
  if (core.offline)
    throw new UserError(`watch reads the Hub, so ${core.wayOnline}, or compare two tables with --compare.`);
  const file = resolve(command.state ?? join(core.folder, "watch.json"));
  const states = await statesIn(file);
  const key = watchKey(command.targets, core.endpoint);
  const before = states.get(key) ?? null;
  const { index, reader, endpoint } = core;
  const say = (message: string): void => progress.say(message);
  const hub: WatchHub = { hub: core.hub, index, reader, endpoint, clock: Date.now, signal, progress: say };
  try {
    const found = await watchOnce(await watched(command, core, hub), before, hub);
    for (const message of found.unread) core.warn(message);
    const told = printed(command, found, printer);
    const afterwards = () => keep(file, key, found.after);
    return { ...told, afterwards, ...(found.unread.length > 0 ? { exitCode: 2 } : {}) };
  } catch (error) {
    if (error instanceof HubError)
      throw new UserError(`${error.message} Nothing was compared, and what was read last is kept.`);
    throw error;
  }
}

/** Writes a state beside those of other targets, which other programs may write at the same time. Throws UserError. */
async function keep(file: string, key: string, state: WatchState): Promise<void> {
  const folder = dirname(file);
  const write = async (): Promise<true> => {
    const written = writeStates(new Map([...(await statesIn(file)), [key, state]]));
    await writeTogether(folder, place => writeFile(join(place, basename(file)), written));
    return true;
  };
  for (let left = mostTries; left > 0; left--) {
    if ((await onDisk(folder, () => alone(folder, write))) !== null) return;
    await new Promise(resolve => setTimeout(resolve, tryEveryMs));
  }
  throw new UserError(
    `Another program is writing to ${folder}. What was read is not kept; run the command again to see these changes again.`,
  );
}

/** The models and cards that are watched, and their IDs by what the user named. */
async function watched({ targets }: WatchCommand, core: Core, hub: WatchHub): Promise<Watched> {
  const ids: string[] = [];
  const cards: WatchedCard[] = [];
  const byTarget = new Map<string, readonly string[]>();
  for (const target of targets) {
    const facts = await stat(target).catch(() => null);
    if (facts !== null && (/[\\/]|\.md$/i.test(target) || !isRepoId(target) || facts.isFile())) {
      const card = await cardAt(facts.isDirectory() ? join(target, "README.md") : target, core);
      cards.push(card);
      byTarget.set(target, [card.id]);
    } else if (!isRepoId(target))
      throw new UserError(
        `There is no file or folder ${JSON.stringify(target)}, and it is no organization or model ID.`,
      );
    else {
      const own = target.includes("/") ? [target] : await modelsOf(target, hub);
      ids.push(...own);
      byTarget.set(target, own);
    }
  }
  return { ids, cards, byTarget };
}

async function cardAt(path: string, core: Core): Promise<WatchedCard> {
  const card = await readCard(path, undefined);
  if ("message" in card) throw new UserError(`${card.path}: ${card.message}`);
  const { identity, frontMatter } = cardSubject(card.text, card.place, core.endpoint);
  const repo = identity?.repo ?? null;
  const relation = relationOf(
    { frontMatter },
    { repo, files: card.place.files, lookup: () => ({ state: "unknown" }) },
  );
  const parents = declaredParents(frontMatter).flatMap(({ id, problem }) =>
    problem === null ? [{ parent: id, relation }] : [],
  );
  const { license } = declaredTraits(frontMatter);
  const id = repo ?? path;
  return { id, model: { id, isVisible: true, license, gated: null, newVersion: null, parents } };
}

async function statesIn(file: string): Promise<ReadonlyMap<string, WatchState>> {
  const facts = await stat(file).catch(() => null);
  if (facts === null) return new Map();
  if (!facts.isFile() || facts.size > mostStateBytes)
    throw new UserError(`${file} is no file of an earlier watch. Name another one with --state.`);
  const states = readStates(await readFile(file, "utf8"));
  if (states === null)
    throw new UserError(
      `${file} is no file of an earlier watch. Remove it, or name another one with --state.`,
    );
  return states;
}

function printed(
  { targets, format }: WatchCommand,
  { before, after, changes }: Omit<WatchFound, "unread">,
  { style, version }: Printer,
): WatchOutcome {
  const report: WatchReport = {
    ...{ targets, changes, models: after.own.length },
    ...{ since: before?.at ?? null, isCompared: before !== null },
  };
  const exitCode = changes.some(({ level }) => level === "warning") ? 1 : 0;
  switch (format) {
    case "json":
      return { output: watchJson(report), exitCode };
    case "md":
      return { output: watchMarkdown(report), exitCode };
    case "sarif":
      return { output: watchSarif(report, version), exitCode };
    default:
      return { output: watchText(report, style), exitCode };
  }
}
