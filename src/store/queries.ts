import { absenceOf, type HubFailureReason } from "../app/ports/errors";
import type {
  ChildrenRequest,
  IndexStatus,
  KnownEntry,
  Lookup,
  ModelEntry,
  SearchRequest,
} from "../app/ports/index-port";
import type { Edge, RelationCounts } from "../lineage/model";
import type { Database, Row } from "./database";
import { isGoneRow, modelColumns, modelFromRow, number, relation, relationCounts, text } from "./rows";
import type { Tables } from "./tables";

/** All ids that children may have used to declare the model ?1: its own and its old ones. */
const namesOf = "SELECT ?1 UNION ALL SELECT old FROM aliases WHERE id = ?1";

/**
 * When the list `l` of the model `id` was last read completely; also null if a list under one of the model's old ids
 * has not been.
 */
export const childrenAtOf = (id: string) => `iif(EXISTS (SELECT 1 FROM aliases AS a
  LEFT JOIN children_lists AS o ON o.parent = a.old WHERE a.id = ${id} AND o.complete_at IS NULL), NULL, l.complete_at)`;

/** The current id of a model: its own, or what an old id became. */
export function presentId(database: Tables, id: string): string {
  return text(database.value("SELECT id FROM aliases WHERE old = ?", [id])) ?? id;
}

/** Reads edges from rows of child, parent, and relation; a pair that occurs twice keeps the more specific relation. */
export function edgesFromRows(rows: readonly Row[]): Edge[] {
  const byPair = new Map<string, Edge>();
  for (const row of rows) {
    const edge = { child: text(row[0]) ?? "", parent: text(row[1]) ?? "", relation: relation(row[2]) };
    const pair = `${edge.child} ${edge.parent}`;
    const known = byPair.get(pair);
    if (known === undefined || known.relation === "unknown") byPair.set(pair, edge);
  }
  return [...byPair.values()];
}

/** The children of a model that the tables know, by relation. */
export function knownChildren(database: Tables, id: string): RelationCounts {
  const children = database.all(
    `SELECT relation, count(DISTINCT child) FROM edges
     WHERE parent IN (${namesOf}) AND child <> ?1 GROUP BY relation`,
    [id],
  );
  return relationCounts(children);
}

function entry(database: Tables, row: Row): ModelEntry {
  const { model, detailed, fetchedAt } = modelFromRow(row);
  const parents = database.all(
    `SELECT e.child, coalesce(a.id, e.parent), e.relation
     FROM edges AS e LEFT JOIN aliases AS a ON a.old = e.parent WHERE e.child = ?`,
    [model.id],
  );
  const oldIds = database
    .all("SELECT old FROM aliases WHERE id = ?", [model.id])
    .map(row => text(row[0]) ?? "");
  return {
    model,
    parents: edgesFromRows(parents),
    fetchedAt,
    detailed,
    knownChildren: knownChildren(database, model.id),
    childrenAt: number(
      database.value(`SELECT ${childrenAtOf("?1")} FROM children_lists AS l WHERE l.parent = ?1`, [model.id]),
    ),
    ...(oldIds.length > 0 ? { oldIds } : {}),
  };
}

/**
 * What is known of one id. A model that was read stays known if a later attempt fails; `gone` says that the Hub's latest answer
 * does not show it.
 */
export function lookup(database: Tables, asked: string): Lookup {
  const id = presentId(database, asked);
  const row = database.first(`SELECT ${modelColumns} FROM models AS m WHERE m.id = ?`, [id]);
  const failed = database.first(
    `SELECT f.reason, f.at, ${isGoneRow} FROM failures AS f LEFT JOIN models AS m ON m.id = f.id WHERE f.id = ?`,
    [id],
  );
  const reason = text(failed?.[0]) as HubFailureReason | null;
  const at = number(failed?.[1]) ?? 0;
  const known = row && entry(database, row);
  if (known && number(failed?.[2]) !== 1)
    return { state: "known", entry: known, ...goneAfter(known, { reason, at }) };
  return reason === null ? { state: "unknown" } : { state: "failed", reason, at };
}

/** That the Hub did not show a model after it was read, to be added to what is known of it; nothing if it did. */
export function goneAfter(
  { fetchedAt }: ModelEntry,
  { reason, at }: { readonly reason: HubFailureReason | null; readonly at: number },
): Partial<Pick<KnownEntry, "gone">> {
  const absence = at > fetchedAt ? absenceOf(reason) : null;
  return absence === null ? {} : { gone: { ...absence, at } };
}

/** One page of the children that the index knows of a model, most downloaded first. */
export function children(database: Tables, request: ChildrenRequest): ModelEntry[] {
  const rows = database.all(
    `SELECT ${modelColumns} FROM models AS m
     WHERE m.id <> ?1 AND m.id IN (
       SELECT child FROM edges WHERE parent IN (${namesOf}) AND (?2 IS NULL OR relation = ?2))
     ORDER BY m.downloads DESC NULLS LAST, m.id LIMIT ?3 OFFSET ?4`,
    [presentId(database, request.id), request.relation, request.limit, request.offset],
  );
  return rows.map(row => entry(database, row));
}

const searches: Readonly<Record<SearchRequest["what"], string>> = {
  models: `SELECT id FROM models WHERE instr(lower(id), ?1) > 0
    ORDER BY instr(lower(id), ?1) > 1, downloads DESC NULLS LAST, id LIMIT ?2`,
  datasets: `SELECT dataset FROM model_datasets WHERE instr(lower(dataset), ?1) > 0 GROUP BY dataset
    ORDER BY instr(lower(dataset), ?1) > 1, count(*) DESC, dataset LIMIT ?2`,
};

/** Ids that contain a text; those that start with it come first. */
export function search(database: Tables, { what, text: wanted, limit }: SearchRequest): string[] {
  const rows = database.all(searches[what], [wanted.slice(0, 200).toLowerCase(), limit]);
  return rows.map(row => text(row[0]) ?? "");
}

/** The stored text of a model card, or null. */
export function card(database: Database, id: string): { text: string; fetchedAt: number } | null {
  const row = database.first("SELECT text, fetched_at FROM cards WHERE id = ?", [presentId(database, id)]);
  return row && { text: text(row[0]) ?? "", fetchedAt: number(row[1]) ?? 0 };
}

/** How much the index holds. */
export function status(database: Database): Pick<IndexStatus, "models" | "edges" | "bytes" | "updatedAt"> {
  const count = (sql: string) => number(database.value(sql)) ?? 0;
  return {
    models: count("SELECT count(*) FROM models"),
    edges: count("SELECT count(*) FROM edges"),
    bytes: count("PRAGMA page_count") * count("PRAGMA page_size"),
    updatedAt: number(
      database.value(`SELECT max(at) FROM (SELECT max(fetched_at) AS at FROM models
        UNION ALL SELECT max(coalesce(complete_at, began_at)) FROM children_lists
        UNION ALL SELECT max(at) FROM failures UNION ALL SELECT max(fetched_at) FROM cards)`),
    ),
  };
}
