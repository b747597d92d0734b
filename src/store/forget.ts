import type { JobScope } from "../app/ports/job-port";
import type { Database } from "./database";
import { text } from "./rows";
import { authorList, memberIds } from "./work";

/** A request to drop everything read about a family or organization up to `at` (ms since 1970). */
export interface Forgotten extends JobScope {
  readonly at: number;
}

const inIds = "IN (SELECT value FROM json_each(?1))";
const isGone = (id: string) => `${id} ${inIds} AND NOT EXISTS (SELECT 1 FROM models AS m WHERE m.id = ${id})`;

/** The members of every other family and organization that was indexed. */
function keptIds(database: Database, { kind, root }: JobScope): ReadonlySet<string> {
  const others = database
    .all("SELECT kind, root FROM jobs WHERE NOT (kind = ? AND root = ?)", [kind, root])
    .map(row => ({ kind: text(row[0]) as JobScope["kind"], root: text(row[1]) ?? "" }));
  return new Set(others.flatMap(other => memberIds(database, other)));
}

/**
 * Removes a family or organization from the tables: its job, and its models with their edges, lists, cards, and
 * oddities. Models that belong to another indexed family or organization stay, as does anything read after `at`.
 */
export function forget(database: Database, { kind, root, at }: Forgotten): void {
  database.transaction(() => {
    const kept = keptIds(database, { kind, root });
    const ids = JSON.stringify(memberIds(database, { kind, root }).filter(id => !kept.has(id)));
    database.run("DELETE FROM jobs WHERE kind = ?1 AND root = ?2 AND updated_at <= ?3", [kind, root, at]);
    database.run(`DELETE FROM models WHERE id ${inIds} AND fetched_at <= ?2`, [ids, at]);
    database.run(`DELETE FROM edges WHERE ${isGone("child")}`, [ids]);
    database.run(`DELETE FROM oddities WHERE ${isGone("model")}`, [ids]);
    database.run(`DELETE FROM cards WHERE ${isGone("cards.id")} AND fetched_at <= ?2`, [ids, at]);
    database.run(
      `DELETE FROM children_lists WHERE ${isGone("coalesce((SELECT id FROM aliases WHERE old = parent), parent)")}`,
      [ids],
    );
    database.run("DELETE FROM listings WHERE parent NOT IN (SELECT parent FROM children_lists)");
    database.run(`DELETE FROM aliases WHERE ${isGone("aliases.id")}`, [ids]);
    if (kind === "organization")
      database.run("DELETE FROM children_lists WHERE parent = ? AND coalesce(complete_at, began_at) <= ?", [
        authorList + root,
        at,
      ]);
  });
}
