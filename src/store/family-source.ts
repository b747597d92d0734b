import type { FamilySource, ModelFacts } from "../lineage/graph";
import { type Edge, unreadModel } from "../lineage/model";
import { isRepoId } from "../lineage/repo-id";
import { childrenAtOf, edgesFromRows } from "./queries";
import { isGoneRow, modelColumns, modelFromRow, number, text } from "./rows";
import type { Tables } from "./tables";

// CROSS JOIN keeps SQLite from reversing the order: the ids first, then the index.
const parentsOf = `SELECT json_group_array(json_array(e.child, coalesce(a.id, e.parent), e.relation))
  FROM json_each(?1) AS wanted CROSS JOIN edges AS e ON e.child = wanted.value
  LEFT JOIN aliases AS a ON a.old = e.parent`;

const childrenOf = `WITH wanted (name, id) AS (
    SELECT value, value FROM json_each(?1)
    UNION ALL SELECT a.old, a.id FROM json_each(?1) AS w CROSS JOIN aliases AS a ON a.id = w.value)
  SELECT json_group_array(json_array(e.child, wanted.id, e.relation)) FROM wanted CROSS JOIN edges AS e ON e.parent = wanted.name`;

const factsOf = `SELECT json_group_array(json_array(${modelColumns}, ${childrenAtOf("m.id")}))
  FROM json_each(?1) AS wanted CROSS JOIN models AS m ON m.id = wanted.value
  LEFT JOIN children_lists AS l ON l.parent = m.id`;

const listedOf = `SELECT l.parent, l.complete_at
  FROM json_each(?1) AS wanted CROSS JOIN children_lists AS l ON l.parent = wanted.value`;

// The same rule as in `lookup`: a model that was read counts, also if the Hub no longer shows it.
const goneOf = `SELECT f.id FROM json_each(?1) AS wanted CROSS JOIN failures AS f ON f.id = wanted.value
  LEFT JOIN models AS m ON m.id = f.id
  WHERE ${isGoneRow}`;

function facts(database: Tables, ids: readonly string[]): ModelFacts[] {
  const known = new Map<string, ModelFacts>();
  const unread: string[] = [];
  for (const row of database.packed(factsOf, [JSON.stringify(ids)])) {
    const { model, fetchedAt } = modelFromRow(row);
    known.set(model.id, { model, fetchedAt, childrenAt: number(row.at(-1)) });
  }
  for (const id of ids) if (!known.has(id)) unread.push(id);
  const lists = new Map(
    database.all(listedOf, [JSON.stringify(unread)]).map(row => [text(row[0]), number(row[1])]),
  );
  return ids.map(
    id => known.get(id) ?? { model: unreadModel(id), fetchedAt: null, childrenAt: lists.get(id) ?? null },
  );
}

/** The tables as a graph for `gatherFamily`; old ids of renamed models appear as their current ids. */
export function familySource(database: Tables): FamilySource {
  const edges = (sql: string, ids: readonly string[]): Edge[] =>
    edgesFromRows(database.packed(sql, [JSON.stringify(ids)]));
  return {
    parents: ids => edges(parentsOf, ids),
    children: ids => edges(childrenOf, ids),
    facts: ids => facts(database, ids),
    gone: ids => {
      const failed = database.all(goneOf, [JSON.stringify(ids)]).map(row => text(row[0]) ?? "");
      return new Set([...failed, ...ids.filter(id => !isRepoId(id))]);
    },
  };
}
