import type { Clock } from "../app/ports/clock";
import type { SnapshotFiles } from "../app/ports/file-ports";
import type { ChildrenRequest, FamilySize, Lookup, ModelEntry, SearchRequest } from "../app/ports/index-port";
import type { SnapshotFacts } from "../app/ports/snapshot-ports";
import { type FamilySource, isUnchecked, type ModelFacts } from "../lineage/graph";
import type { Edge, Relation, RelationCounts } from "../lineage/model";
import { reach } from "../lineage/walk";
import { type OpenSnapshot, openSnapshot } from "../snapshot/open-snapshot";
import { SnapshotDamaged } from "../snapshot/snapshot-file";
import { SnapshotReader } from "../snapshot/snapshot-reader";
import { familySource } from "./family-source";
import { children, goneAfter, knownChildren, lookup, presentId, search } from "./queries";
import { reasonOf } from "./reason-of";
import { text } from "./rows";
import type { Tables } from "./tables";
import { familySize } from "./work";
import { latestDate } from "./wrong-dates";

/** The snapshot of the whole Hub, layered below the database of what was looked up: the database is read first. */
export class SnapshotLayer {
  readonly #files: SnapshotFiles | null;
  readonly #clock: Clock;
  #open: OpenSnapshot | null = null;
  #reader: SnapshotReader | null = null;
  #mark: string | null = null;
  /** What became of a damaged snapshot, and its mark; null once another one is used. */
  #damage: { readonly notice: string; readonly mark: string | null } | null = null;
  /** Why the snapshot cannot be used and what to do; null if it can be used, or there is none. */
  notice: string | null = null;

  constructor(files: SnapshotFiles | null, clock: Clock = Date.now) {
    this.#files = files;
    this.#clock = clock;
  }

  get facts(): SnapshotFacts | null {
    const facts = this.#open?.facts ?? null;
    // A table may have dates from the future, which would keep its models from ever being read again.
    const isWrong = facts !== null && (facts.takenAt ?? 0) > latestDate(this.#clock());
    return isWrong ? { ...facts, takenAt: null } : facts;
  }

  /** Checks whether any process has imported or removed a snapshot since the last check, and returns the current one. */
  async refresh(): Promise<SnapshotReader | null> {
    if (this.#files === null) return null;
    try {
      const mark = await this.#files.mark();
      if (mark === this.#mark) return this.#reader;
      this.close();
      this.#mark = mark;
      this.#open = await openSnapshot(this.#files);
      this.#reader = this.#open && new SnapshotReader(this.#open);
      if (this.#reader !== null) this.#damage = null;
      this.notice = this.#damage?.notice ?? null;
    } catch (error) {
      if (error instanceof SnapshotDamaged) await this.#setAside(error);
      else this.notice = reasonOf(error);
    }
    return this.#reader;
  }

  /**
   * Does work that reads the snapshot. If that turns out to be damaged, it is set aside, the notice says so, and the work is
   * done again without it, from whatever the tables are then.
   */
  async reading<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SnapshotDamaged)) throw error;
      await this.#setAside(error);
      return work();
    }
  }

  /** Removes the snapshot from the disk. */
  async remove(): Promise<void> {
    this.close();
    this.#damage = null;
    this.notice = null;
    await this.#files?.remove();
  }

  close(): void {
    this.#drop();
    this.#mark = null;
  }

  /** Stops using the snapshot, without looking for it again until there is another one. */
  #drop(): void {
    this.#open?.close();
    this.#open = null;
    this.#reader = null;
  }

  async #setAside({ message }: SnapshotDamaged): Promise<void> {
    const mark = this.#mark;
    this.#drop();
    // Of several calls that came upon the damage, the first moves the file.
    if (this.#damage !== null && this.#damage.mark === mark) return;
    const tell = (notice: string) => {
      this.#damage = { notice, mark };
      this.notice = notice;
    };
    tell(message);
    try {
      const place = mark === null ? null : await this.#files?.setAside(mark);
      if (place) tell(`${message} The damaged file was kept as ${place}.`);
    } catch (error) {
      tell(`${message} The damaged file could not be moved aside: ${reasonOf(error)}.`);
    }
  }

  /** The id under which a model is known, given an old id or a different capitalization. */
  presentId(database: Tables, id: string): string {
    return this.#reader === null ? presentId(database, id) : presentIn(database, this.#reader, id);
  }

  /** The tables, with the snapshot below them, as one graph. */
  source(database: Tables): FamilySource {
    const upper = familySource(database);
    const lower = this.#reader;
    return lower === null ? upper : layered(database, upper, lower, this.#at);
  }

  /** How many models descend from a model, counted without reading what is known of each, which would take most of the time. */
  familySize(database: Tables, asked: string): FamilySize {
    const lower = this.#reader;
    if (lower === null) return familySize(database, asked);
    const upper = familySource(database);
    const graph = layered(database, upper, lower, this.#at);
    const root = presentIn(database, lower, asked);
    const { ids } = reach(root, Number.POSITIVE_INFINITY, level =>
      graph.children(level).map(edge => edge.child),
    );
    // The snapshot lists the children of each of its models.
    const unchecked = upper.facts(graph.absent([root, ...ids])).filter(isUnchecked);
    return { descendants: ids.length, unchecked: unchecked.length };
  }

  /** What is known of an id; `gone` says that the Hub did not show it after it was read, or after the snapshot was taken. */
  lookup(database: Tables, asked: string): Lookup {
    const lower = this.#reader;
    if (lower === null) return lookup(database, asked);
    const asIs = lookup(database, asked);
    const id = this.presentId(database, asked);
    const found = asIs.state === "known" || id === asked ? asIs : lookup(database, id);
    const ids = namesOf(database, id);
    const row = rowOf(lower, ids);
    if (row < 0) return found;
    const knownChildren = this.#children(database, lower, ids);
    if (found.state !== "known") {
      const entry = this.#entry(database, lower, row, knownChildren);
      return { state: "known", entry, ...(found.state === "failed" ? goneAfter(entry, found) : {}) };
    }
    const childrenAt = found.entry.childrenAt ?? this.#at;
    return { ...found, entry: { ...found.entry, knownChildren, childrenAt } };
  }

  /** One page of the children of a model, given its current id, most downloaded first. */
  children(database: Tables, request: ChildrenRequest): readonly ModelEntry[] {
    const lower = this.#reader;
    if (lower === null) return children(database, request);
    const { offset, limit, relation } = request;
    const upper = children(database, { ...request, offset: 0, limit: offset + limit });
    const wanted = strangers(database, lower.children(namesOf(database, request.id)), request.id).filter(
      ({ edge }) => relation === null || edge.relation === relation,
    );
    const below = wanted.map(each => ({ row: each.row, downloads: lower.downloads(each.row) }));
    below.sort((one, other) => (other.downloads ?? -1) - (one.downloads ?? -1));
    const entries = below.slice(0, offset + limit).map(({ row }) => {
      const names = namesOf(database, lower.id(row));
      return this.#entry(database, lower, row, this.#children(database, lower, names));
    });
    return [...upper, ...entries]
      .sort((one, other) => (other.model.downloads ?? -1) - (one.model.downloads ?? -1))
      .slice(offset, offset + limit);
  }

  /** IDs that contain a text: those of the tables first, then the snapshot's others. */
  search(database: Tables, request: SearchRequest): readonly string[] {
    const upper = search(database, request);
    const lower = this.#reader;
    const { what, text: wanted, limit } = request;
    if (lower === null || what !== "models" || wanted === "" || upper.length >= limit) return upper;
    const below = lower.search(wanted, limit);
    const seen = known(database, below);
    return [...upper, ...below.filter(id => !seen.has(id))].slice(0, limit);
  }

  get #at(): number {
    return this.facts?.takenAt ?? 0;
  }

  /** The children that the tables know of a model and those that only the snapshot knows, by relation. */
  #children(database: Tables, lower: SnapshotReader, ids: readonly string[]): RelationCounts {
    const [id = ""] = ids;
    const counts: Partial<Record<Relation, number>> = { ...knownChildren(database, id) };
    for (const { edge } of strangers(database, lower.children(ids), id))
      counts[edge.relation] = (counts[edge.relation] ?? 0) + 1;
    return counts;
  }

  #entry(database: Tables, lower: SnapshotReader, row: number, knownChildren: RelationCounts): ModelEntry {
    const at = this.#at;
    const parents = present(database, lower, lower.parents(row));
    const model = lower.model(row);
    return { model, parents, fetchedAt: at, snapshotAt: at, detailed: true, knownChildren, childrenAt: at };
  }
}

/** The ids whose models are in the tables, under these or later ids; the tables override the snapshot. */
function known(database: Tables, ids: readonly string[]): ReadonlySet<string> {
  const sql = `SELECT wanted.value FROM json_each(?1) AS wanted
    LEFT JOIN aliases AS a ON a.old = wanted.value CROSS JOIN models AS m ON m.id = coalesce(a.id, wanted.value)`;
  return new Set(database.all(sql, [JSON.stringify(ids)]).map(row => text(row[0]) ?? ""));
}

/** The ids of a model, the current one first. */
function namesOf(database: Tables, id: string): string[] {
  const old = database.all("SELECT old FROM aliases WHERE id = ? ORDER BY old", [id]);
  return [id, ...old.map(row => text(row[0]) ?? "")];
}

/** The row of a model under the first of its ids that is in the snapshot, or -1. */
function rowOf(lower: SnapshotReader, ids: readonly string[]): number {
  for (const id of ids) {
    const row = lower.find(id);
    if (row >= 0) return row;
  }
  return -1;
}

/** A model's current id in the tables; the snapshot may have it in a different capitalization or under an old id. */
function presentIn(database: Tables, lower: SnapshotReader, id: string): string {
  const present = presentId(database, id);
  if (known(database, [present]).size > 0) return present;
  const row = lower.find(present);
  return row < 0 ? present : presentId(database, lower.id(row));
}

/** The edges, with the current ids of the parents. */
function present(database: Tables, lower: SnapshotReader, edges: readonly Edge[]): Edge[] {
  const names = new Set(edges.map(({ parent }) => parent));
  const ids = new Map(Array.from(names, name => [name, presentIn(database, lower, name)]));
  return edges.map(edge => ({ ...edge, parent: ids.get(edge.parent) ?? edge.parent }));
}

/** Links to children that are not in the tables, excluding a model's link to itself. */
function strangers<E extends { readonly edge: Edge }>(
  database: Tables,
  links: readonly E[],
  parent: string,
): E[] {
  const children = links.map(({ edge }) => edge.child);
  const seen = known(database, children);
  return links.filter(({ edge }) => edge.child !== parent && !seen.has(edge.child));
}

/** The tables with the snapshot below them; `absent` are the models that only the tables have. */
interface LayeredSource extends FamilySource {
  absent(ids: readonly string[]): readonly string[];
}

function layered(database: Tables, upper: FamilySource, lower: SnapshotReader, at: number): LayeredSource {
  /** The ids of each model, its current one first. */
  const allNames = (ids: readonly string[]) => {
    const names = new Map(ids.map(id => [id, [id]]));
    const sql =
      "SELECT a.id, a.old FROM json_each(?1) AS wanted CROSS JOIN aliases AS a ON a.id = wanted.value";
    for (const [id, old] of database.all(sql, [JSON.stringify(ids)]))
      names.get(text(id) ?? "")?.push(text(old) ?? "");
    return [...names.values()];
  };
  return {
    parents: ids => {
      const seen = known(database, ids);
      const below = allNames(ids.filter(id => !seen.has(id))).flatMap(names => {
        const row = rowOf(lower, names);
        const [child = ""] = names;
        return row < 0 ? [] : lower.parents(row).map(edge => ({ ...edge, child }));
      });
      return [...upper.parents(ids), ...present(database, lower, below)];
    },
    children: ids => {
      const links = allNames(ids).flatMap(names => lower.children(names));
      const seen = known(
        database,
        links.map(({ edge }) => edge.child),
      );
      return [
        ...upper.children(ids),
        ...links.map(({ edge }) => edge).filter(({ child }) => !seen.has(child)),
      ];
    },
    facts: ids => {
      const names = new Map(allNames(ids).map(each => [each[0], each]));
      return upper.facts(ids).map(facts => {
        const row = rowOf(lower, names.get(facts.model.id) ?? [facts.model.id]);
        return row < 0 ? facts : layeredFacts(facts, lower, row, at);
      });
    },
    absent: ids => allNames(ids).flatMap(names => (rowOf(lower, names) < 0 ? names.slice(0, 1) : [])),
    gone: ids => {
      const gone = upper.gone(ids);
      return new Set([...gone].filter(id => lower.find(id) < 0));
    },
  };
}

function layeredFacts(facts: ModelFacts, lower: SnapshotReader, row: number, at: number): ModelFacts {
  const childrenAt = facts.childrenAt ?? at;
  if (facts.fetchedAt !== null)
    return facts.childrenAt === null ? { ...facts, childrenAt, listInSnapshot: true } : facts;
  return { model: { ...lower.model(row), id: facts.model.id }, fetchedAt: at, childrenAt, snapshotAt: at };
}
