import type { DecodedModel, DecodedParent } from "../app/ports/decoder-ports";
import { absenceOf, type HubFailureReason } from "../app/ports/errors";
import type { Database } from "./database";
import { countPage, endListings, type ListingPage } from "./listings";
import { doubted, number, rowFromModel, text } from "./rows";
import { authorList } from "./work";

const placeholders = Array.from({ length: 29 }, (_, at) => `?${at + 1}`).join(", ");

const insertModel = `INSERT INTO models (id, license, license_name, languages, task, library, datasets, downloads, likes,
  parameters, created_at, last_modified, gated, disabled, adult, finetune_children, adapter_children, merge_children,
  quantized_children, unknown_children, detailed, fetched_at, storage, new_version, emissions, evaluations, license_link,
  commit_sha, detailed_at)
  VALUES (${placeholders})`;

const putDetailed = insertModel.replace("INSERT", "INSERT OR REPLACE");

// A list says less than a model's own answer: what it leaves out keeps its earlier value.
const putListed = `${insertModel} ON CONFLICT (id) DO UPDATE SET
  license_name = coalesce(excluded.license_name, iif(license IS excluded.license, license_name, NULL)),
  license_link = coalesce(excluded.license_link, iif(license IS excluded.license, license_link, NULL)),
  license = excluded.license, languages = excluded.languages, task = excluded.task, library = excluded.library,
  datasets = excluded.datasets, adult = excluded.adult, new_version = excluded.new_version,
  emissions = excluded.emissions, evaluations = excluded.evaluations,
  downloads = coalesce(excluded.downloads, downloads), likes = coalesce(excluded.likes, likes),
  parameters = coalesce(excluded.parameters, parameters), storage = coalesce(excluded.storage, storage),
  created_at = coalesce(excluded.created_at, created_at),
  commit_sha = coalesce(excluded.commit_sha, iif(last_modified IS excluded.last_modified, commit_sha, NULL)),
  last_modified = coalesce(excluded.last_modified, last_modified),
  gated = coalesce(excluded.gated, gated), disabled = max(excluded.disabled, disabled),
  finetune_children = coalesce(excluded.finetune_children, finetune_children),
  adapter_children = coalesce(excluded.adapter_children, adapter_children),
  merge_children = coalesce(excluded.merge_children, merge_children),
  quantized_children = coalesce(excluded.quantized_children, quantized_children),
  unknown_children = coalesce(excluded.unknown_children, unknown_children),
  fetched_at = max(excluded.fetched_at, fetched_at)`;

/** Columns that an answer older than the row may fill if they are empty. */
const fillable = [
  "downloads",
  "likes",
  "parameters",
  "storage",
  "detailed_at",
  "created_at",
  "last_modified",
  "gated",
  "finetune_children",
  "adapter_children",
  "merge_children",
  "quantized_children",
  "unknown_children",
];

// An answer older than the row fills in what a list left out, and changes nothing else.
const putOlder = `${insertModel} ON CONFLICT (id) DO UPDATE SET
  license_name = coalesce(license_name, iif(license IS excluded.license, excluded.license_name, NULL)),
  license_link = coalesce(license_link, iif(license IS excluded.license, excluded.license_link, NULL)),
  ${fillable.map(column => `${column} = coalesce(${column}, excluded.${column})`).join(", ")},
  detailed = max(detailed, excluded.detailed) WHERE detailed = 0`;

/** One row per parent; if a parent is declared twice, a specific relation wins over `unknown`. */
function distinct(parents: readonly DecodedParent[]): DecodedParent[] {
  const byId = new Map<string, DecodedParent>();
  for (const parent of parents) {
    const known = byId.get(parent.parent);
    if (known === undefined || known.relation === "unknown") byId.set(parent.parent, parent);
  }
  return [...byId.values()];
}

/** The Hub's answer is the complete truth about a model's own parents: it replaces those declared before. */
function putParents(database: Database, { model, parents, oddities = [] }: DecodedModel): void {
  database.run("DELETE FROM oddities WHERE model = ?", [model.id]);
  for (const { kind, detail } of oddities) {
    const values = [model.id, kind, detail];
    database.run("INSERT OR IGNORE INTO oddities (model, kind, detail) VALUES (?, ?, ?)", values);
  }
  database.run("DELETE FROM edges WHERE child = ?", [model.id]);
  for (const { parent, relation, resolved } of distinct(parents)) {
    database.run("INSERT INTO edges (child, parent, relation, resolved) VALUES (?, ?, ?, ?)", [
      model.id,
      parent,
      relation,
      resolved === null ? null : Number(resolved),
    ]);
  }
}

function fetchedAt(database: Database, id: string): number {
  return (
    number(database.value("SELECT fetched_at FROM models WHERE id = ?", [id])) ?? Number.NEGATIVE_INFINITY
  );
}

function renamedAt(database: Database, id: string): number {
  return number(database.value("SELECT at FROM aliases WHERE old = ?", [id])) ?? Number.NEGATIVE_INFINITY;
}

/**
 * Stores the answer as of `at`: the traits with `statement`, and the parents. If the row is newer, only fills in what it
 * lacks. Drops an answer from before the model was renamed.
 */
function putAnswer(database: Database, answer: DecodedModel, statement: string, at: number): void {
  const { id } = answer.model;
  if (renamedAt(database, id) > at) return;
  // An id that the Hub answers for is neither an old id nor a failure.
  database.run("DELETE FROM aliases WHERE old = ?", [id]);
  database.run("DELETE FROM failures WHERE id = ? AND at <= ?", [id, at]);
  const isOlder = fetchedAt(database, id) > at;
  database.run(isOlder ? putOlder : statement, rowFromModel(answer, statement === putDetailed, at));
  if (!isOlder) putParents(database, answer);
}

/**
 * Remembers the current id of a renamed model and drops everything stored under the old one except its card. Does
 * nothing if something newer is known of the old id.
 */
function rename(database: Database, old: string, id: string, at: number): void {
  if (fetchedAt(database, old) > at || renamedAt(database, old) > at || renamedAt(database, id) > at) return;
  database.run("UPDATE aliases SET id = ? WHERE id = ?", [id, old]);
  database.run("INSERT OR REPLACE INTO aliases (old, id, at) VALUES (?, ?, ?)", [old, id, at]);
  database.run("DELETE FROM models WHERE id = ?", [old]);
  database.run("DELETE FROM edges WHERE child = ?", [old]);
  database.run("DELETE FROM oddities WHERE model = ?", [old]);
  database.run("UPDATE OR REPLACE jobs SET root = ? WHERE kind = 'family' AND root = ?", [id, old]);
  database.run("DELETE FROM failures WHERE id = ?", [old]);
  database.run("UPDATE OR IGNORE cards SET id = ? WHERE id = ?", [id, old]);
  database.run("DELETE FROM cards WHERE id = ?", [old]);
}

/** Stores one model's own answer; `asked` is the id that was requested, which differs from the answer's if the model was renamed. */
export function putModel(database: Database, asked: string, answer: DecodedModel, at: number): void {
  database.transaction(() => {
    if (asked !== answer.model.id) rename(database, asked, answer.model.id, at);
    putAnswer(database, answer, putDetailed, at);
  });
}

interface ListPage extends ListingPage {
  readonly last: boolean;
}

/** When the unfinished listing of a model's children began, or null. */
export function listingBegan(database: Database, parent: string): number | null {
  return number(database.value("SELECT began_at FROM children_lists WHERE parent = ?", [parent]));
}

/**
 * Stores one page of children. The first page starts a listing, the last one completes it, unless a page before it is
 * missing. What is resumed later is the listing whose page was stored last, so it is the beginning of that one that counts.
 */
export function putChildren(database: Database, page: ListPage, answers: readonly DecodedModel[]): void {
  database.transaction(() => {
    const { parent, at, last, began } = page;
    for (const answer of answers) putAnswer(database, answer, putListed, at);
    const isWhole = countPage(database, page);
    const isEnd = last && (isWhole || isCompleteAsOf(database, parent, at));
    database.run(
      `INSERT INTO children_lists (parent, began_at, complete_at) VALUES (?1, ?2, ?3) ON CONFLICT (parent)
       DO UPDATE SET began_at = iif(?3 IS NULL, ?2, NULL),
         complete_at = max(coalesce(complete_at, ?3), coalesce(?3, complete_at)), next = NULL`,
      [parent, isEnd ? null : began, isEnd ? at : null],
    );
    if (!isEnd || !isWhole) return;
    doubtUnlisted(database, parent, began);
    endListings(database, parent, began);
  });
}

function isCompleteAsOf(database: Database, parent: string, at: number): boolean {
  const completeAt = number(
    database.value("SELECT complete_at FROM children_lists WHERE parent = ?", [parent]),
  );
  return completeAt !== null && completeAt >= at;
}

/** The oldest `lastModified` of a page, or null if one is missing; it tells when a list sorted by change has been read far enough. */
export function oldestChange(answers: readonly DecodedModel[]): string | null {
  let oldest: string | null = null;
  for (const { model } of answers) {
    if (model.lastModified === null) return null;
    if (oldest === null || model.lastModified < oldest) oldest = model.lastModified;
  }
  return oldest;
}

/**
 * Marks what is known of children as outdated if they are missing from the complete list and have not been read since the
 * listing began. They may have changed, been deleted, or not be shown to whoever asked: only their own answers tell which.
 */
function doubtUnlisted(database: Database, parent: string, began: number): void {
  const { members, value } = membersOfList(parent);
  database.run(`UPDATE models SET fetched_at = ${doubted} WHERE fetched_at < ?2 AND id IN (${members})`, [
    value,
    began,
  ]);
}

/** The query for what is known to belong to a list, of an author's models or of children, and its value ?1. */
function membersOfList(parent: string): { readonly members: string; readonly value: string } {
  return parent.startsWith(authorList)
    ? {
        members: "SELECT id FROM models WHERE id > ?1 || '/' AND id < ?1 || '0'",
        value: parent.slice(authorList.length),
      }
    : { members: "SELECT child AS id FROM edges WHERE parent = ?1", value: parent };
}

/** What belongs to a list, and may have changed. */
export function doubtedIn(database: Database, parent: string): string[] {
  const { members, value } = membersOfList(parent);
  const rows = database.all(
    `SELECT m.id FROM (${members}) AS l CROSS JOIN models AS m ON m.id = l.id WHERE m.fetched_at = ${doubted}
       AND NOT EXISTS (SELECT 1 FROM failures AS f WHERE f.id = m.id)`,
    [value],
  );
  return rows.map(row => text(row[0]) ?? "");
}

/**
 * Records that an id could not be read, unless it was read or failed since. A child that is neither listed nor shown is no
 * child to whoever asked.
 */
export function putFailure(database: Database, id: string, reason: HubFailureReason, at: number): void {
  database.run(
    `INSERT INTO failures (id, reason, at)
     SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM models WHERE id = ?1 AND fetched_at > ?3)
     ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, at = excluded.at WHERE excluded.at >= at`,
    [id, reason, at],
  );
  if (absenceOf(reason) === null) return;
  database.run(
    `DELETE FROM edges WHERE child = ?1
       AND EXISTS (SELECT 1 FROM models AS m WHERE m.id = ?1 AND m.fetched_at = ${doubted})`,
    [id],
  );
}

/** Stores the text of a model card under the model's current id, unless a newer one is stored. */
export function putCard(database: Database, id: string, text: string, at: number): void {
  // sql.js reads text only up to the first NUL; Markdown replaces NUL with U+FFFD.
  database.run(
    `INSERT INTO cards (id, text, fetched_at)
     SELECT coalesce((SELECT id FROM aliases WHERE old = ?1), ?1), ?2, ?3 WHERE true
     ON CONFLICT (id) DO UPDATE SET text = excluded.text, fetched_at = excluded.fetched_at
       WHERE excluded.fetched_at >= fetched_at`,
    [id, text.replaceAll("\0", "\uFFFD"), at],
  );
}
