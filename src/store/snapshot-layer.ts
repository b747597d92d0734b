import type { SnapshotFiles } from "../app/file-ports";
import type { ChildrenRequest, Lookup, ModelEntry } from "../app/ports";
import type { SnapshotFacts } from "../app/snapshot-ports";
import type { FamilySource, ModelFacts } from "../lineage/graph";
import type { Edge, Relation, RelationCounts } from "../lineage/model";
import { type Database, reasonOf } from "./database";
import { familySource } from "./family-source";
import { type OpenSnapshot, openSnapshot } from "./open-snapshot";
import { children, knownChildren, lookup } from "./queries";
import { text } from "./rows";
import { SnapshotReader } from "./snapshot-reader";

/** The snapshot of the whole Hub below the database of what was looked up: the database is read first. */
export class SnapshotLayer {
  readonly #files: SnapshotFiles | null;
  #open: OpenSnapshot | null = null;
  #reader: SnapshotReader | null = null;
  #mark: string | null = null;
  /** Why the snapshot cannot be used and what to do; null when it can, or there is none. */
  notice: string | null = null;

  constructor(files: SnapshotFiles | null) {
    this.#files = files;
  }

  get facts(): SnapshotFacts | null {
    return this.#open?.facts ?? null;
  }

  /** Looks whether a snapshot was imported or removed since, by any process, and answers the one there is. */
  async refresh(): Promise<SnapshotReader | null> {
    if (this.#files === null) return null;
    try {
      const mark = await this.#files.mark();
      if (mark === this.#mark) return this.#reader;
      this.close();
      this.#mark = mark;
      this.#open = await openSnapshot(this.#files);
      this.#reader = this.#open && new SnapshotReader(this.#open);
      this.notice = null;
    } catch (error) {
      this.notice = reasonOf(error);
    }
    return this.#reader;
  }

  /** Removes the snapshot from the disk. */
  async remove(): Promise<void> {
    this.close();
    await this.#files?.remove();
  }

  close(): void {
    this.#open?.close();
    this.#open = null;
    this.#reader = null;
    this.#mark = null;
  }

  /** The tables and below them the snapshot as one graph. */
  source(database: Database): FamilySource {
    const upper = familySource(database);
    const lower = this.#reader;
    return lower === null ? upper : layered(database, upper, lower, this.#at);
  }

  /** What is known of an id. That the Hub says it is gone outdoes the snapshot, a failure of another kind does not. */
  lookup(database: Database, id: string): Lookup {
    const found = lookup(database, id);
    const lower = this.#reader;
    if (lower === null || (found.state === "failed" && found.reason === "missing")) return found;
    const asked = found.state === "known" ? found.entry.model.id : id;
    const row = lower.find(asked);
    if (row < 0) return found;
    if (found.state !== "known") return { state: "known", entry: this.#entry(database, lower, row) };
    const { entry } = found;
    const counts = this.#children(database, lower, row);
    const childrenAt = entry.childrenAt ?? this.#at;
    return { state: "known", entry: { ...entry, knownChildren: counts, childrenAt } };
  }

  /** One page of a model's children, most downloaded first. */
  children(database: Database, request: ChildrenRequest): readonly ModelEntry[] {
    const lower = this.#reader;
    const row = lower === null ? -1 : lower.find(request.id);
    if (lower === null || row < 0) return children(database, request);
    const { offset, limit, relation } = request;
    const upper = children(database, { ...request, offset: 0, limit: offset + limit });
    const wanted = strangers(database, lower.children(row), request.id).filter(
      ({ edge }) => relation === null || edge.relation === relation,
    );
    const below = wanted.map(each => ({ row: each.row, downloads: lower.downloads(each.row) }));
    below.sort((one, other) => (other.downloads ?? -1) - (one.downloads ?? -1));
    const entries = below.slice(0, offset + limit).map(each => this.#entry(database, lower, each.row));
    return [...upper, ...entries]
      .sort((one, other) => (other.model.downloads ?? -1) - (one.model.downloads ?? -1))
      .slice(offset, offset + limit);
  }

  get #at(): number {
    return this.#open?.facts.takenAt ?? 0;
  }

  /** The children that the tables know and those that only the snapshot knows, by relation. */
  #children(database: Database, lower: SnapshotReader, row: number): RelationCounts {
    const id = lower.id(row);
    const counts: Partial<Record<Relation, number>> = { ...knownChildren(database, id) };
    for (const { edge } of strangers(database, lower.children(row), id))
      counts[edge.relation] = (counts[edge.relation] ?? 0) + 1;
    return counts;
  }

  #entry(database: Database, lower: SnapshotReader, row: number): ModelEntry {
    const [model, parents, at] = [lower.model(row), lower.parents(row), this.#at];
    const counts = this.#children(database, lower, row);
    return { model, parents, fetchedAt: at, detailed: true, knownChildren: counts, childrenAt: at };
  }
}

/** Those of the ids that the tables have, whose own answers outdo the snapshot's. */
function known(database: Database, ids: readonly string[]): ReadonlySet<string> {
  const sql = "SELECT m.id FROM json_each(?1) AS wanted CROSS JOIN models AS m ON m.id = wanted.value";
  return new Set(database.all(sql, [JSON.stringify(ids)]).map(row => text(row[0]) ?? ""));
}

/** Links to children that the tables do not have, without a model's link to itself. */
function strangers<E extends { readonly edge: Edge }>(
  database: Database,
  links: readonly E[],
  parent: string,
): E[] {
  const seen = known(
    database,
    links.map(({ edge }) => edge.child),
  );
  return links.filter(({ edge }) => edge.child !== parent && !seen.has(edge.child));
}

function layered(database: Database, upper: FamilySource, lower: SnapshotReader, at: number): FamilySource {
  const rowsOf = (ids: readonly string[]) => ids.map(id => lower.find(id)).filter(row => row >= 0);
  return {
    parents: ids => {
      const seen = known(database, ids);
      const below = rowsOf(ids.filter(id => !seen.has(id))).flatMap(row => lower.parents(row));
      return [...upper.parents(ids), ...below];
    },
    children: ids => {
      const links = rowsOf(ids).flatMap(row => lower.children(row));
      const seen = known(
        database,
        links.map(({ edge }) => edge.child),
      );
      return [
        ...upper.children(ids),
        ...links.map(({ edge }) => edge).filter(({ child }) => !seen.has(child)),
      ];
    },
    facts: ids => upper.facts(ids).map(facts => layeredFacts(facts, lower, at)),
    gone: ids => {
      const gone = upper.gone(ids);
      return new Set([...gone].filter(id => lower.find(id) < 0));
    },
  };
}

function layeredFacts(facts: ModelFacts, lower: SnapshotReader, at: number): ModelFacts {
  const row = lower.find(facts.model.id);
  if (row < 0) return facts;
  const childrenAt = facts.childrenAt ?? at;
  if (facts.fetchedAt !== null) return { ...facts, childrenAt };
  return { model: lower.model(row), fetchedAt: at, childrenAt };
}
