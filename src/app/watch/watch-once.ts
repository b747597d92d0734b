import { count, listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import type { FamilyReader } from "../family/read-family";
import { authorsModels } from "../index/authors-models";
import { IndexJob } from "../index/index-job";
import type { Clock } from "../ports/clock";
import { UserError } from "../ports/errors";
import { type Hub, publicOrigin } from "../ports/hub-port";
import type { Index } from "../ports/index-port";
import { readWatched, type WatchedCard, type WatchPorts } from "./read-watched";
import { changesBetween, type WatchChange } from "./watch-changes";
import type { WatchState } from "./watch-state";

/** Models of one organization that are watched. */
const mostWatched = 20_000;

/** What watching needs of a Hub and its index. */
export interface WatchHub {
  readonly hub: Hub;
  readonly index: Index;
  readonly reader: FamilyReader;
  readonly endpoint: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  progress(message: string): void;
}

/** Models and cards that are watched, and their IDs by what the user named. */
export interface Watched {
  readonly ids: readonly string[];
  readonly cards: readonly WatchedCard[];
  readonly byTarget: ReadonlyMap<string, readonly string[]>;
}

/** What a watch found. */
export interface WatchFound {
  readonly before: WatchState | null;
  readonly after: WatchState;
  /** None where there is nothing to compare with. */
  readonly changes: readonly WatchChange[];
  /** What could not be read, in sentences. */
  readonly unread: readonly string[];
}

/** Under which name the state of what a user watches is kept; what two Hubs say is never compared. */
export function watchKey(targets: readonly string[], endpoint: string): string {
  const { origin } = new URL(endpoint);
  return [...(origin === publicOrigin ? [] : [endpoint]), ...[...targets].sort()].join(" ");
}

/** The models of an organization, whose list is read anew. Throws HubError. */
export async function modelsOf(
  organization: string,
  { hub, index, clock, signal }: WatchHub,
): Promise<readonly string[]> {
  const job = new IndexJob(
    { hub, index, clock, maxAgeMs: () => 0 },
    { kind: "organization", root: organization, force: true, signal },
  );
  const { failure } = await job.run();
  if (failure !== null) throw failure;
  return [...(await authorsModels(index, organization, mostWatched))].sort();
}

/**
 * Reads what is watched from the Hub and compares it with an earlier state. Throws HubError, and UserError if nothing is shown of
 * something that the user named.
 */
export async function watchOnce(
  watched: Watched,
  before: WatchState | null,
  hub: WatchHub,
): Promise<WatchFound> {
  const { state: after, unread } = await readWatched(watched, before, hub.clock(), portsOf(hub));
  const shown = new Set(after.own);
  const without = [...watched.byTarget].flatMap(([target, ids]) =>
    ids.some(id => shown.has(id)) ? [] : [target],
  );
  if (without.length > 0) {
    const refused = without.flatMap(target => watched.byTarget.get(target) ?? []).map(id => unread.get(id));
    const why =
      refused.find(message => message !== undefined) ?? t`Check the names, or use a token that may see them.`;
    throw new UserError(
      t`${hub.endpoint} shows none of ${listed(without, 5)}. ${why} Nothing was compared, and what was read last is kept.`,
    );
  }
  return {
    ...{ before, after, changes: before === null ? [] : changesBetween(before, after) },
    unread: [...unread.values()].map(
      message => t`${message} What was read of it last is kept, so that its changes are told later.`,
    ),
  };
}

function portsOf({ hub, index, reader, signal, progress }: WatchHub): WatchPorts {
  return {
    read: id => reader.readAnew(id, { signal }),
    children: async (id, most) => {
      await reader.readChildren(id, { force: true, signal });
      return index.children({ id, relation: null, offset: 0, limit: most });
    },
    search: text => hub.search(text, 30, signal),
    progress: (done, left) => progress(t`Reading ancestors: ${count(done, "model")} read, ${left} left`),
  };
}
