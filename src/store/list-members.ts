import type { DecodedModel } from "../app/ports/decoder-ports";
import { mostParents } from "../lineage/traits/read-traits";
import type { Database } from "./database";
import { text } from "./rows";
import { authorList } from "./work";

/** Keeps the entries of a page that belong to the list: an author's own models, or models that name the parent. */
export function membersOf(
  database: Database,
  parent: string,
  answers: readonly DecodedModel[],
): readonly DecodedModel[] {
  if (parent.startsWith(authorList)) {
    const prefix = `${parent.slice(authorList.length).toLowerCase()}/`;
    return answers.filter(({ model }) => model.id.toLowerCase().startsWith(prefix));
  }
  const names = namesOf(database, parent);
  // Of a model with too many parents, not all were read.
  return answers.filter(
    ({ parents }) =>
      parents.length >= mostParents || parents.some(named => names.has(named.parent.toLowerCase())),
  );
}

/** All ids of a model, in lower case: the Hub resolves its former ids, and ignores letter case. */
function namesOf(database: Database, id: string): ReadonlySet<string> {
  const rows = database.all(
    `WITH current (id) AS (SELECT coalesce((SELECT id FROM aliases WHERE old = ?1), ?1))
     SELECT id FROM current UNION SELECT a.old FROM current CROSS JOIN aliases AS a ON a.id = current.id`,
    [id],
  );
  return new Set([id, ...rows.map(row => text(row[0]) ?? "")].map(name => name.toLowerCase()));
}

/** How many different children a listing has, from its first page at `began` (ms since 1970) to the page with these answers. */
export function listedSince(
  database: Database,
  { parent, began }: { readonly parent: string; readonly began: number },
  answers: readonly DecodedModel[],
): number {
  const rows = database.all(
    `SELECT e.child FROM edges AS e CROSS JOIN models AS m ON m.id = e.child
     WHERE e.parent = ?1 AND m.fetched_at >= ?2`,
    [parent, began],
  );
  return new Set([...rows.map(row => text(row[0])), ...answers.map(({ model }) => model.id)]).size;
}
