import type { Clock } from "../app/ports/clock";
import type { HubDecoder } from "../app/ports/decoder-ports";
import { AnotherModel } from "../app/ports/errors";
import type { HubIndexFiles, IndexFiles, SnapshotFiles } from "../app/ports/file-ports";
import type { FamilyRequest, Index, Lookup } from "../app/ports/index-port";
import { byLikelihoodToBranch } from "../lineage/branching";
import { formatOf } from "../lineage/export/formats";
import type { Family } from "../lineage/family";
import { gatherFamily } from "../lineage/graph";
import { packFamily } from "../lineage/packed-family";
import { besideFamily, WholeFigures } from "./beside-family";
import { type Database, loadSqlite } from "./database";
import { anomalies } from "./find-anomalies";
import { jobs } from "./jobs";
import { Keeper } from "./keeper";
import { listedSince, membersOf } from "./list-members";
import type { FoldEnd } from "./log/fold";
import type { Schedule } from "./log/saver";
import { card, status } from "./queries";
import { queryWithHub } from "./query/hub-tables";
import { SnapshotLayer } from "./snapshot-layer";
import { childLists, work } from "./work";
import { doubtedIn, listingBegan, oldestChange } from "./writes";
import { latestDate } from "./wrong-dates";

/** What an index needs. */
export interface IndexParts {
  /** The bytes of the `.wasm` file of sql.js. */
  readonly wasm: ArrayBuffer | Uint8Array;
  readonly files: IndexFiles;
  /** Whose answers the files hold. */
  readonly hub?: Pick<HubIndexFiles, "hub" | "others" | "removeBeside">;
  readonly decoder: HubDecoder;
  /** Where a snapshot of the whole Hub may be; absent or null if there cannot be one. */
  readonly snapshot?: SnapshotFiles | null;
  /** How long a save waits for more writes, in ms; by default a tenth of a second, or a second without a log. */
  readonly saveDelayMs?: number;
  /** Size of the log, in bytes, at which it is folded; by default half the size of the database, and at least 1 MB. */
  readonly foldAtBytes?: number;
  readonly schedule?: Schedule;
  /** A clock in ms that never goes back. */
  readonly now?: () => number;
  /** The time of day; dates in the index that are later come from a wrong clock. */
  readonly clock?: Clock;
}

/** An index that can be closed. */
export interface OpenIndex extends Index {
  /** Folds the log into the saved database now; `busy` if another process is doing so. */
  fold(): Promise<FoldEnd>;
  /** `status().notice` as of the latest call, without reading anything. */
  notice(): string | null;
  /** Saves and closes the files; rejects if saving fails. */
  close(): Promise<void>;
}

/** A read checks for writes by other processes if the latest check is older than this, in ms; a missed lookup checks sooner. */
const lookAgainMs = { read: 5_000, miss: 500 };

/**
 * Opens the index in `files`, or starts an empty one. A damaged file is set aside, and status().notice says so. Throws
 * UserError for a file that comes from a newer version or cannot be read; such a file is left unchanged.
 */
export async function openIndex(parts: IndexParts): Promise<OpenIndex> {
  const { files, saveDelayMs, foldAtBytes, schedule, now, clock } = parts;
  const open = await loadSqlite(parts.wasm);
  const layer = new SnapshotLayer(parts.snapshot ?? null, clock);
  const keeper = await Keeper.open({ open, files, saveDelayMs, foldAtBytes, schedule, now, clock });
  const whole = new WholeFigures();
  const notice = () => [keeper.notice, layer.notice].filter(Boolean).join(" ") || null;
  const current = async () => {
    await keeper.lookAgain(lookAgainMs.read);
    return keeper.database;
  };
  const withLayer = async () => {
    await layer.refresh();
    return current();
  };
  const family = async (request: FamilyRequest) => {
    await withLayer();
    return layer.reading(() => gather(keeper.database, layer, request));
  };
  return {
    lookup: ids => lookupAll(keeper, layer, ids),
    family,
    openLists: async ({ id, down, again }) => {
      const found = await family({ id, up: 0, down });
      const open = again ? found.models.map(model => model.id) : found.unchecked;
      return { ids: byLikelihoodToBranch(found, open), models: found.models.length };
    },
    childLists: async request => childLists(await current(), request),
    doubtedIn: async ({ parent }) => doubtedIn(keeper.database, parent),
    packedFamily: async request => packFamily(await family(request), text => new TextEncoder().encode(text)),
    children: async request => {
      await withLayer();
      return layer.reading(() => {
        const { database } = keeper;
        return layer.children(database, { ...request, id: layer.presentId(database, request.id) });
      });
    },
    writtenFamily: async ({ format, ...request }) =>
      new TextEncoder().encode(formatOf(format).write(await family(request))),
    besideFamily: async request => {
      const found = await family(request);
      return besideFamily(keeper.database, found, whole);
    },
    familySize: async id => {
      await withLayer();
      return layer.reading(() => layer.familySize(keeper.database, id));
    },
    search: async request => {
      await withLayer();
      return layer.reading(() => layer.search(keeper.database, request));
    },
    card: async id => card(await current(), id),
    query: async ({ sql, limit }) =>
      queryWithHub(await current(), parts.snapshot ?? null, sql, { rows: limit }),
    export: async () => (await current()).bytes(),
    status: async () => {
      const counts = status(await withLayer());
      const otherHubs = (await parts.hub?.others()) ?? [];
      return { ...counts, notice: notice(), snapshot: layer.facts, hub: parts.hub?.hub ?? null, otherHubs };
    },
    work: async request => work(await current(), request, latestDate((clock ?? Date.now)())),
    jobs: async () => jobs(await current()),
    anomalies: async ({ limit }) => anomalies(await current(), limit),
    ...writer(keeper, layer, parts),
    save: () => keeper.save(),
    fold: () => keeper.fold(),
    notice,
    close: async () => {
      layer.close();
      await keeper.close();
    },
  };
}

function gather(database: Database, layer: SnapshotLayer, { id, up, down }: FamilyRequest): Family {
  return gatherFamily(layer.source(database), {
    root: layer.presentId(database, id),
    up: up ?? Number.POSITIVE_INFINITY,
    down: down ?? Number.POSITIVE_INFINITY,
  });
}

async function lookupAll(
  keeper: Keeper,
  layer: SnapshotLayer,
  ids: readonly string[],
): Promise<readonly Lookup[]> {
  const answers = () => ids.map(id => layer.lookup(keeper.database, id));
  await layer.refresh();
  await keeper.lookAgain(lookAgainMs.read);
  const found = await layer.reading(answers);
  if (!found.some(({ state }) => state === "unknown")) return found;
  // Another window may have just read it; checking that is cheaper than asking the Hub.
  await keeper.folded();
  await keeper.lookAgain(lookAgainMs.miss);
  return layer.reading(answers);
}

type Writing = Pick<
  OpenIndex,
  | "putModel"
  | "putChildren"
  | "putModelChecked"
  | "putListState"
  | "putJob"
  | "putFailure"
  | "putCard"
  | "forget"
  | "clear"
>;

function writer(
  keeper: Keeper,
  layer: SnapshotLayer,
  { decoder, hub }: Pick<IndexParts, "decoder" | "hub">,
): Writing {
  /** When each listing that this process is reading began. */
  const listings = new Map<string, number>();
  return {
    putModel: async ({ asked, body, at, moved = false }) => {
      const answer = decoder.model(body);
      // The Hub ignores letter case in ids.
      const isAsked = answer.model.id.toLowerCase() === asked.toLowerCase();
      if (!isAsked && !moved) throw new AnotherModel(asked, answer.model.id);
      keeper.put({ type: "model", asked, answer, at });
      return { id: answer.model.id };
    },
    putChildren: async ({ body, fewest, ...page }) => {
      const { parent, at } = page;
      const { models, unreadable } = decoder.page(body);
      const { database } = keeper;
      const answers = fewest === undefined ? models : membersOf(database, parent, models);
      const strangers = models.length - answers.length;
      const began = page.began ?? listings.get(parent) ?? listingBegan(database, parent) ?? at;
      const listed =
        fewest !== undefined && page.last ? listedSince(database, { parent, began }, answers) : null;
      // Without some of its entries, no list is complete.
      const last = page.last && unreadable + strangers === 0 && (listed ?? 0) >= (fewest ?? 0);
      keeper.put({ type: "children", parent, began, at, last, answers });
      if (page.last) listings.delete(parent);
      else listings.set(parent, began);
      const ids = answers.map(answer => answer.model.id);
      return { ids, oldestChange: oldestChange(answers), unreadable, strangers, listed };
    },
    putModelChecked: async checked => keeper.put({ type: "model-checked", ...checked }),
    putListState: async state => {
      // A complete list has no listing in progress: the next one starts over.
      if (state.at !== null) listings.delete(state.parent);
      keeper.put({ type: "list-state", ...state });
    },
    putJob: async job => keeper.put({ type: "job", job }),
    putFailure: async ({ id, reason, at }) => keeper.put({ type: "failure", id, reason, at }),
    putCard: async ({ id, text, at }) => keeper.put({ type: "card", id, text, at }),
    forget: async forgotten => {
      keeper.put({ type: "forget", ...forgotten });
      await keeper.settle();
    },
    clear: async () => {
      listings.clear();
      await keeper.clear();
      await layer.remove();
      await hub?.removeBeside();
    },
  };
}
