import { indexFiles, snapshotFiles } from "#platform";
import { UserError } from "../app/ports/errors";
import type { HubIndexFiles } from "../app/ports/file-ports";
import type { Index } from "../app/ports/index-port";
import { listed } from "../lineage/in-words";
import { once } from "../lineage/make-once";
import { asDiskError } from "../platform/disk-errors";
import type { OpenIndex } from "../store/open-index";
import type { OpenWithoutTables } from "../store/open-without-tables";

/** Where the index of a command is. */
export interface IndexPlace {
  /** The folder; null for an empty index in memory. */
  readonly folder: string | null;
  /** The base of the Hub whose answers are meant; null for those of the folder itself. */
  readonly hub: string | null;
  /** Whether nothing is stored, so that SQLite can stay unopened where nothing was stored before. */
  readonly onlyReads: boolean;
  readonly warn: (line: string) => void;
}

/** The index of a command, opened by the first call that needs it: to start SQLite takes longer than most commands do. */
export class DeferredIndex {
  /** Every call rejects with UserError if the index cannot be used. */
  readonly index: Index;
  readonly #place: IndexPlace;
  readonly #files = once(() => this.#findFiles());
  readonly #open = once(() => this.#openTables());
  readonly #light = once(() => this.#openLight());
  #opened: OpenIndex | null = null;
  #without: OpenWithoutTables | null = null;
  #told: string | null = null;

  constructor(place: IndexPlace) {
    this.#place = place;
    const opened = deferred(this.#open);
    const { folder, onlyReads } = place;
    const isEmpty = folder === null && onlyReads;
    const some: Pick<Index, "lookup" | "family" | "export"> = {
      lookup: async ids =>
        isEmpty ? ids.map(() => ({ state: "unknown" })) : ((await this.#light()) ?? opened).lookup(ids),
      family: async request => ((await this.#light()) ?? opened).family(request),
      export: async () => (isEmpty || (await this.#light()) !== null ? new Uint8Array(0) : opened.export()),
    };
    this.index = new Proxy(opened, {
      get: (_, name) => Reflect.get(name in some ? some : opened, name),
    });
  }

  /** What keeps the index from being complete or saved; null if nothing does, or nothing of it was needed. The user was told. */
  trouble(): string | null {
    return this.#opened?.notice() ?? this.#without?.notice() ?? this.#told;
  }

  /** Saves and closes the index, and says once what keeps it from being complete or saved, unless that was said before or in `error`. */
  async close(error?: unknown): Promise<void> {
    this.#without?.close();
    const unsaved = await (this.#opened?.close() ?? Promise.resolve()).then(
      () => null,
      (failure: unknown) => {
        if (!(failure instanceof UserError)) throw failure;
        return failure.message;
      },
    );
    let known = [this.#told, error instanceof Error ? error.message : null].filter(Boolean).join(" ");
    for (const sentence of [this.trouble(), unsaved]) {
      if (sentence === null || known.includes(sentence)) continue;
      this.#place.warn(sentence);
      known += sentence;
    }
  }

  #tell(notice: string | null): void {
    if (notice !== null && notice !== this.#told) this.#place.warn(notice);
    this.#told = notice ?? this.#told;
  }

  async #openTables(): Promise<OpenIndex> {
    const { folder } = this.#place;
    const { openIndexFolder } = await import("./open-index-folder");
    const index = await orSay(folder, async () => {
      const hub = await this.#files();
      return openIndexFolder(folder === null || hub === null ? null : { folder, hub });
    });
    this.#opened = index;
    const { notice } = await index.status();
    this.#tell(notice);
    return index;
  }

  /** Null if answers of a Hub are stored, or may be while this command runs. */
  async #openLight(): Promise<OpenWithoutTables | null> {
    const { folder, onlyReads } = this.#place;
    if (!onlyReads || this.#opened !== null) return null;
    const hub = await orSay(folder, () => this.#files());
    if (hub?.isStored) return null;
    const { openWithoutTables } = await import("../store/open-without-tables");
    this.#without = openWithoutTables(folder === null ? null : snapshotFiles(folder));
    return this.#without;
  }

  async #findFiles(): Promise<HubIndexFiles | null> {
    const { folder, hub: wanted, warn } = this.#place;
    if (folder === null) return null;
    const files = await indexFiles(folder, wanted, null);
    await tellOthers(folder, wanted, files, warn);
    return files;
  }
}

/** The index that `open` opens, with the first call. */
function deferred(open: () => Promise<OpenIndex>): Index {
  const call = (name: string | symbol) => {
    // It must not be taken for a promise.
    if (name === "then") return undefined;
    return async (...given: readonly unknown[]): Promise<unknown> => {
      const index = await open();
      return Reflect.apply(Reflect.get(index, name), index, given);
    };
  };
  return new Proxy({} as Index, { get: (_, name) => call(name) });
}

/** Opens something in a folder; a failure says what to do. */
async function orSay<T>(folder: string | null, work: () => Promise<T>): Promise<T> {
  if (folder === null) return work();
  try {
    return await work();
  } catch (error) {
    const told = asDiskError(error, folder, "Name an index folder with --index.");
    if (told instanceof UserError) throw told;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The index in ${folder} cannot be opened: ${reason}. Check the folder, or choose another with --index.`,
    );
  }
}

/** Says which answers are used where the folder has those of several Hubs and the user may expect others. */
async function tellOthers(
  folder: string,
  wanted: string | null,
  { hub, place, isStored, others }: HubIndexFiles,
  warn: (line: string) => void,
): Promise<void> {
  if (wanted !== null && isStored) return;
  const theirs = await others();
  if (theirs.length === 0) return;
  const named = listed(theirs, 3, "and");
  if (wanted === null)
    warn(
      `Only the answers of ${hub} are used. ${folder} also has those of ${named}: choose them with --endpoint.`,
    );
  else
    warn(`${folder} has answers of ${named}, which are not used for ${hub}. Its own are kept in ${place}.`);
}
