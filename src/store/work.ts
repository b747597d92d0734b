import type { FamilySize } from "../app/ports/index-port";
import type {
  JobExtent,
  JobKind,
  JobScope,
  JobTask,
  ListTask,
  Work,
  WorkRequest,
} from "../app/ports/job-port";
import type { Database, Row } from "./database";
import { presentId } from "./queries";
import { doubted, isGoneRow, number, saysGone, text } from "./rows";
import type { Tables } from "./tables";

/** The prefix under which an author's list of models is stored among the lists of children; no repo id has a colon. */
export const authorList = "author:";

// ?1 is the current id of the root, or the author. `up` holds models to read individually, `down` those whose lists of
// children are needed; a model's children may name it by any id that it ever had. `ask` adds the descendants that a list no
// longer has.
const family = `WITH RECURSIVE
  down (id) AS (
    VALUES (?1)
    UNION SELECT e.child FROM down CROSS JOIN edges AS e ON e.parent = down.id
    UNION SELECT e.child FROM down CROSS JOIN aliases AS a ON a.id = down.id CROSS JOIN edges AS e ON e.parent = a.old
  ),
  up (id) AS (
    VALUES (?1)
    UNION SELECT coalesce(a.id, e.parent) FROM up CROSS JOIN edges AS e ON e.child = up.id
      LEFT JOIN aliases AS a ON a.old = e.parent
  ),
  member (id) AS MATERIALIZED (SELECT id FROM down UNION SELECT u.id FROM up AS u ${isThere("u")}),
  list (id, name) AS (
    SELECT id, id FROM down
    UNION ALL SELECT down.id, a.old FROM down CROSS JOIN aliases AS a ON a.id = down.id
  ),
  ask (id) AS (
    SELECT id FROM up
    UNION SELECT named.id FROM
        (SELECT DISTINCT e.parent AS id FROM down CROSS JOIN edges AS e ON e.child = down.id WHERE e.resolved IS NOT 1) AS named
      WHERE NOT EXISTS (SELECT 1 FROM aliases WHERE old = named.id)
        AND NOT EXISTS (SELECT 1 FROM models WHERE models.id = named.id)
    UNION SELECT m.id FROM down CROSS JOIN models AS m ON m.id = down.id WHERE m.fetched_at = ${doubted}
  )`;

const organization = `WITH RECURSIVE
  own (id) AS MATERIALIZED (SELECT m.id FROM models AS m LEFT JOIN failures AS f ON f.id = m.id
    WHERE m.id > ?1 || '/' AND m.id < ?1 || '0' AND (f.id IS NULL OR NOT (${isGoneRow}))),
  up (id) AS (
    SELECT coalesce(a.id, e.parent) FROM own CROSS JOIN edges AS e ON e.child = own.id
      LEFT JOIN aliases AS a ON a.old = e.parent
    UNION SELECT coalesce(a.id, e.parent) FROM up CROSS JOIN edges AS e ON e.child = up.id
      LEFT JOIN aliases AS a ON a.old = e.parent
  ),
  member (id) AS MATERIALIZED (SELECT id FROM own UNION SELECT u.id FROM up AS u ${isThere("u")}),
  list (id, name) AS (VALUES ('${authorList}' || ?1, '${authorList}' || ?1)),
  ask (id) AS (
    SELECT id FROM up WHERE id NOT IN (SELECT id FROM own)
    UNION SELECT m.id FROM own CROSS JOIN models AS m ON m.id = own.id WHERE m.fetched_at = ${doubted}
  )`;

/** Keeps only ancestors that have been read: a missing parent is not a member. */
function isThere(name: string): string {
  return `WHERE EXISTS (SELECT 1 FROM models WHERE models.id = ${name}.id)`;
}

const scopes: Readonly<Record<JobKind, string>> = { family, organization };

/** The Hub's own count of a model's children, null if it gave none. */
const counted = `(m.finetune_children + m.adapter_children + m.merge_children + m.quantized_children
  + m.unknown_children)`;

/** A list counts as read once it is complete, or if the Hub says that it is empty. */
const isUnread = `l.complete_at IS NULL AND ${counted} IS NOT 0`;

const listJoins = `FROM list AS w LEFT JOIN models AS m ON m.id = w.id
  LEFT JOIN children_lists AS l ON l.parent = w.name`;

/** Relations by how often their models have children of their own (7.9 % of finetunes, 1.0 % of quantized, 0.2 % of adapters). */
const branchRank = `coalesce((SELECT min(CASE relation WHEN 'merge' THEN 0 WHEN 'finetune' THEN 0 WHEN 'unknown' THEN 1
  WHEN 'quantized' THEN 2 ELSE 3 END) FROM edges WHERE child = w.id), 0)`;

// ?2: a reading that began before this time is not resumed, nor one whose first pages are not here.
const listColumns = `'list' AS what, w.name, l.etag, iif(l.began_at >= ?2 AND EXISTS (SELECT 1 FROM listings AS g WHERE g.parent = w.name AND g.began_at = l.began_at),
      l.next, NULL) AS next, l.complete_at,
    (SELECT count(*) FROM edges WHERE parent = w.name) AS known,
    iif(EXISTS (SELECT 1 FROM aliases AS a WHERE a.id = w.id), NULL, ${counted}) AS counted, l.began_at`;

// ?2: what was read before is due, ?3: the same for empty lists, ?4: what is left out, ?8: what was known and is no longer shown is
// due if it was asked before, ?9: whether a token is sent, which may show what was hidden.
const listTasks = `SELECT ${listColumns},
    1 AS phase, iif(w.id = ?1, -1, ${branchRank}) AS rank, coalesce(m.downloads, 0) AS downloads
  ${listJoins}
  WHERE (${isUnread}
      OR l.complete_at < iif(m.id IS NOT NULL AND coalesce(unixepoch(m.created_at), 0) * 1000 < ?3
        AND NOT EXISTS (SELECT 1 FROM edges WHERE parent = w.name), ?3, ?2))
    AND 'list ' || w.name NOT IN (SELECT value FROM json_each(?4))`;

const modelTasks = `SELECT 'model', w.id, m.etag, NULL, NULL, NULL, NULL, NULL, 0, iif(w.id = ?1, -1, 0), 0
  FROM ask AS w LEFT JOIN models AS m ON m.id = w.id LEFT JOIN failures AS f ON f.id = w.id
  WHERE ((m.id IS NULL AND f.id IS NULL) OR max(coalesce(m.fetched_at, 0), coalesce(f.at, 0)) < ?2
      OR (w.id = ?1 AND m.detailed = 0)
      OR (${saysGone} AND m.fetched_at > ${doubted} AND f.at > m.fetched_at AND f.at < ?8)
      OR (f.reason = 'missing-or-private' AND ?9))
    AND 'model ' || w.id NOT IN (SELECT value FROM json_each(?4))`;

// When a model changed; after ?5, that date is wrong, and the model counts as changed when it becomes due.
const changedAt = "iif(unixepoch(m.last_modified) * 1000 > ?5, ?2, unixepoch(m.last_modified) * 1000)";

// A card is due if its model changed after the card was read, or if it was read before ?6.
const cardTasks = `SELECT 'card', w.id, NULL, NULL, NULL, NULL, NULL, NULL, 2, 0, m.downloads
  FROM member AS w CROSS JOIN models AS m ON m.id = w.id LEFT JOIN cards AS c ON c.id = w.id
  WHERE (c.id IS NULL OR c.fetched_at < max(${changedAt}, ?6))
    AND 'card ' || w.id NOT IN (SELECT value FROM json_each(?4))`;

// A model is due for an individual read if it changed since the last one; what a list said about it since then does not
// count. Models in `modelTasks` are not asked for twice.
const storageTasks = `SELECT 'model', w.id, m.etag, NULL, NULL, NULL, NULL, NULL, 2, 0, m.downloads
  FROM member AS w CROSS JOIN models AS m ON m.id = w.id
  WHERE (m.detailed_at IS NULL OR m.detailed_at < ${changedAt})
    AND NOT (m.fetched_at < ?2 AND w.id IN (SELECT id FROM ask)) AND NOT (w.id = ?1 AND m.detailed = 0)
    AND NOT EXISTS (SELECT 1 FROM failures AS f WHERE f.id = w.id AND f.at >= ?2)
    AND 'model ' || w.id NOT IN (SELECT value FROM json_each(?4))`;

/** The ids of a job's models that the index holds or knows from edges. */
export function memberIds(database: Database, { kind, root }: JobScope): string[] {
  const rows = database.all(`${scopes[kind]} SELECT id FROM member`, [root]);
  return rows.map(row => text(row[0]) ?? "");
}

/** How many of a job's models, edges, and unread lists the index has. */
export function extentOf(database: Database, { kind, root }: JobScope): JobExtent {
  const row = database.first(
    `${scopes[kind]} SELECT (SELECT count(*) FROM member),
       (SELECT count(DISTINCT e.child || ' ' || coalesce(a.id, e.parent)) FROM member
         CROSS JOIN edges AS e ON e.child = member.id LEFT JOIN aliases AS a ON a.old = e.parent
         WHERE coalesce(a.id, e.parent) <> e.child),
       (SELECT count(DISTINCT w.id) ${listJoins} WHERE ${isUnread})`,
    [root],
  );
  return {
    models: number(row?.[0]) ?? 0,
    edges: number(row?.[1]) ?? 0,
    unchecked: number(row?.[2]) ?? 0,
  };
}

/** How far the lists of a model's children have been read, under each of its IDs, the current one first. */
export function childLists(
  database: Database,
  { id, freshFrom }: { readonly id: string; readonly freshFrom: number },
): ListTask[] {
  const rows = database.all(
    `WITH list (id, name) AS (VALUES (?1, ?1) UNION ALL SELECT id, old FROM aliases WHERE id = ?1)
     SELECT ${listColumns} ${listJoins} ORDER BY w.name <> ?1, w.name`,
    [id, freshFrom],
  );
  return rows.map(listFromRow);
}

/** How many descendants of a model the index has, and how many models of the family have an unread list of children. */
export function familySize(database: Tables, id: string): FamilySize {
  const row = database.first(
    `${family} SELECT (SELECT count(*) FROM down) - 1, (SELECT count(DISTINCT w.id) ${listJoins} WHERE ${isUnread})`,
    [presentId(database, id)],
  );
  return { descendants: number(row?.[0]) ?? 0, unchecked: number(row?.[1]) ?? 0 };
}

/**
 * What is left of a job: ancestors first, then lists by how likely they are to branch, then cards and individual models;
 * each most downloaded first. A change of a model after `latest` has a wrong date.
 */
export function work(database: Database, request: WorkRequest, latest = Number.MAX_SAFE_INTEGER): Work {
  const { kind, cards, storage, freshFrom, emptyFreshFrom, cardsFreshFrom, goneFreshFrom, isSignedIn } =
    request;
  const { except, limit } = request;
  const root = kind === "family" ? presentId(database, request.root) : request.root;
  const wanted = [...(cards ? [cardTasks] : []), ...(storage ? [storageTasks] : [])];
  const all = [listTasks, modelTasks, ...wanted].join(" UNION ALL ");
  const rows = database.all(
    `${scopes[kind]}, task AS MATERIALIZED (${all})
     SELECT task.*, (SELECT count(*) FROM task) FROM task
     ORDER BY phase, rank, downloads DESC, 2 LIMIT ?7`,
    [
      ...[root, freshFrom, emptyFreshFrom, JSON.stringify(except), latest, cardsFreshFrom, limit],
      ...[goneFreshFrom, isSignedIn ? 1 : 0],
    ],
  );
  return {
    root,
    extent: extentOf(database, { kind, root }),
    tasks: rows.map(taskFromRow),
    left: number(rows[0]?.[11]) ?? 0,
  };
}

function taskFromRow(row: Row): JobTask {
  const name = text(row[1]) ?? "";
  const etag = text(row[2]);
  if (row[0] === "model") return { what: "model", name, etag };
  if (row[0] === "card") return { what: "card", name };
  return listFromRow(row);
}

function listFromRow(row: Row): ListTask {
  const parent = text(row[1]) ?? "";
  const isAuthor = parent.startsWith(authorList);
  return {
    what: "list",
    of: isAuthor ? "author" : "children",
    name: isAuthor ? parent.slice(authorList.length) : parent,
    parent,
    etag: text(row[2]),
    next: text(row[3]),
    completeAt: number(row[4]),
    known: number(row[5]) ?? 0,
    counted: number(row[6]),
    began: number(row[7]),
  };
}
