import { UserError } from "../app/ports/errors";
import type { Database } from "./database";

/** `PRAGMA application_id` of our files ("HubL"); it keeps another program's database from being taken for an index. */
export const applicationId = 0x4875624c;

/** Tables as of version 1. SQLite keeps the comments and `.schema` shows them. Times are ms since 1970 unless stated otherwise. */
const version1 = `
CREATE TABLE models (
  id TEXT PRIMARY KEY NOT NULL,
  author TEXT GENERATED ALWAYS AS (CASE WHEN instr(id, '/') > 0 THEN substr(id, 1, instr(id, '/') - 1) END) VIRTUAL,
  license TEXT,
  license_name TEXT,
  languages TEXT NOT NULL, -- JSON array; one row each in the view model_languages
  task TEXT,
  library TEXT,
  datasets TEXT NOT NULL, -- JSON array; one row each in the view model_datasets
  downloads INTEGER, -- of the last 30 days
  likes INTEGER,
  parameters INTEGER,
  created_at TEXT, -- ISO 8601, UTC
  last_modified TEXT, -- ISO 8601, UTC
  gated TEXT, -- 'auto', 'manual', 'no', or null where it is not known
  disabled INTEGER NOT NULL,
  adult INTEGER NOT NULL,
  finetune_children INTEGER, -- the Hub's own counts; all null where it was not asked
  adapter_children INTEGER,
  merge_children INTEGER,
  quantized_children INTEGER,
  unknown_children INTEGER,
  detailed INTEGER NOT NULL, -- 1: read by itself, 0: only seen in a list of children
  fetched_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE edges (
  child TEXT NOT NULL,
  parent TEXT NOT NULL, -- as the child declares it; aliases has the present id of a renamed one
  relation TEXT NOT NULL, -- 'finetune', 'adapter', 'merge', 'quantized' or 'unknown'
  resolved INTEGER, -- 1: the Hub links to the parent, 0: it does not, null: it did not tell
  PRIMARY KEY (child, parent)
) WITHOUT ROWID;
CREATE INDEX edges_by_parent ON edges (parent, relation);

CREATE TABLE children_lists (
  parent TEXT PRIMARY KEY NOT NULL,
  began_at INTEGER, -- first page of a listing that is not at its end yet
  complete_at INTEGER -- last page of the latest listing that came to its end
) WITHOUT ROWID;

CREATE TABLE failures (
  id TEXT PRIMARY KEY NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE aliases (
  old TEXT PRIMARY KEY NOT NULL,
  id TEXT NOT NULL -- the present id, never itself an old one
) WITHOUT ROWID;
CREATE INDEX aliases_by_id ON aliases (id);

CREATE TABLE cards (
  id TEXT PRIMARY KEY NOT NULL,
  text TEXT NOT NULL,
  fetched_at INTEGER NOT NULL
);

CREATE VIEW model_languages AS
  SELECT models.id AS model, item.value AS language FROM models, json_each(models.languages) AS item;
CREATE VIEW model_datasets AS
  SELECT models.id AS model, item.value AS dataset FROM models, json_each(models.datasets) AS item;
`;

/** Version 2 allows several processes to write: it records how much of each one's log it holds. */
const version2 = `
CREATE TABLE folded_segments (
  name TEXT PRIMARY KEY NOT NULL, -- a file in the folder segments
  bytes INTEGER NOT NULL -- how much of it, from its begin, is in these tables
) WITHOUT ROWID;
ALTER TABLE aliases ADD COLUMN at INTEGER NOT NULL DEFAULT 0; -- when the Hub gave the present id
`;

/** Complete families and organizations: jobs, notes for the next refresh, and oddities in the graph. */
const version3 = `
CREATE TABLE jobs (
  kind TEXT NOT NULL, -- 'family' or 'organization'
  root TEXT NOT NULL, -- the family's root, or the author
  cards INTEGER NOT NULL, -- 1: the model cards as well
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER, -- null while it is wanted and not whole
  failed TEXT NOT NULL, -- JSON array of {id, what, reason, message}
  PRIMARY KEY (kind, root)
) WITHOUT ROWID;

CREATE TABLE oddities (
  model TEXT NOT NULL,
  kind TEXT NOT NULL, -- 'white-space', 'not-an-id', 'relation-disagreement', or 'too-many-parents'
  detail TEXT NOT NULL,
  PRIMARY KEY (model, kind, detail)
) WITHOUT ROWID;

ALTER TABLE models ADD COLUMN etag TEXT; -- of the model's own latest answer
ALTER TABLE children_lists ADD COLUMN etag TEXT; -- of the list's first page
ALTER TABLE children_lists ADD COLUMN next TEXT; -- the page with which an interrupted listing goes on

-- What the graph has that a person should know of; cycles are not here, because SQL would look for them too long.
CREATE VIEW anomalies (kind, model, detail) AS
  SELECT 'self-reference', e.child, e.parent FROM edges AS e
    WHERE e.parent = e.child OR e.parent IN (SELECT old FROM aliases WHERE id = e.child)
  UNION ALL SELECT 'missing-parent', e.child, e.parent FROM failures AS f CROSS JOIN edges AS e ON e.parent = f.id
    LEFT JOIN models AS m ON m.id = f.id
    WHERE f.reason IN ('missing', 'missing-or-private', 'refused')
      AND (m.id IS NULL OR (f.reason = 'missing' AND f.at > m.fetched_at))
  UNION ALL SELECT iif(lower(a.old) = lower(a.id), 'letter-case', 'renamed-parent'), e.child, a.old || ' is ' || a.id
    FROM aliases AS a CROSS JOIN edges AS e ON e.parent = a.old
  UNION ALL SELECT kind, model, detail FROM oddities;
`;

/** A model's storage size and when it was read, and whether a job reads it for all of its models. */
const version4 = `
ALTER TABLE models ADD COLUMN storage INTEGER; -- bytes of its repo on the Hub, older revisions included
ALTER TABLE models ADD COLUMN detailed_at INTEGER; -- when it was last read by itself; null where version 3 did not note it
ALTER TABLE jobs ADD COLUMN storage INTEGER NOT NULL DEFAULT 0; -- 1: each model is read by itself
`;

/** What lint compares with a parent: its successor, emissions, and scores. */
const version5 = `
ALTER TABLE models ADD COLUMN new_version TEXT; -- the model that the card names as its successor
ALTER TABLE models ADD COLUMN emissions REAL; -- grams of CO2 that training gave off
ALTER TABLE models ADD COLUMN evaluations TEXT NOT NULL DEFAULT '[]'; -- JSON array of {task, dataset, metric, value}
`;

/** The kind of a job is spelled like everything else. */
const version6 = `
UPDATE OR REPLACE jobs SET kind = 'organization' WHERE kind = 'organisation';
`;

/** How much of each listing is here: without a page of it, its list is not complete. */
const version7 = `
CREATE TABLE listings (
  parent TEXT NOT NULL,
  began_at INTEGER NOT NULL, -- first page
  pages INTEGER NOT NULL, -- how many of its pages are here, from the first without a gap
  PRIMARY KEY (parent, began_at)
) WITHOUT ROWID;
`;

/**
 * Earlier versions read at most 200 languages, 200 datasets, and 100 parents of a model, and did not note what they left
 * out. A model with exactly as many may have more, so it counts as not read, and lists that name it are due. A list may also
 * lack a model that names its parent beyond the limit, so no list is confirmed by its ETag.
 */
const version8 = `
CREATE TABLE cut (id TEXT PRIMARY KEY NOT NULL);
INSERT INTO cut SELECT id FROM models WHERE iif(json_valid(languages), json_array_length(languages), 0) = 200
    OR iif(json_valid(datasets), json_array_length(datasets), 0) = 200
  UNION SELECT child FROM edges GROUP BY child HAVING count(*) = 100;
UPDATE children_lists SET etag = NULL;
UPDATE children_lists SET complete_at = 0 WHERE complete_at IS NOT NULL AND (
  parent IN (SELECT e.parent FROM edges AS e WHERE e.child IN (SELECT id FROM cut))
  OR lower(parent) IN (SELECT 'author:' || lower(m.author) FROM models AS m WHERE m.id IN (SELECT id FROM cut)));
DELETE FROM models WHERE id IN (SELECT id FROM cut);
DROP TABLE cut;
`;

/** Where the text of a license is that the card calls `other`, and the state of the repo for bills of materials. */
const version9 = `
ALTER TABLE models ADD COLUMN license_link TEXT; -- of a card whose license is other; license is as the card writes it
ALTER TABLE models ADD COLUMN commit_sha TEXT; -- of the main branch when the model was read
`;

/** The SQL that takes the tables from version n to n + 1, with n starting at 0. */
const migrations: readonly string[] = [
  version1,
  version2,
  version3,
  version4,
  version5,
  version6,
  version7,
  version8,
  version9,
];

/**
 * Whether a statement may read tables of the index, or ask which there are: to make empty ones takes longer than most answers. Names
 * after `hub.` are those of the snapshot.
 */
export function mayReadIndex(sql: string): boolean {
  const names = migrations.flatMap(step =>
    Array.from(step.matchAll(/CREATE (?:TABLE|VIEW) (\w+)/g), made => made[1]),
  );
  const own = sql.replace(/\bhub\s*\.\s*\w+/gi, "");
  return new RegExp(`\\b(?:${names.join("|")})\\b|sqlite_|pragma`, "i").test(own);
}

/** The version of the tables that this program writes (`PRAGMA user_version`). */
export const schemaVersion = migrations.length;

/**
 * Migrates the tables to the current version, step by step. Throws UserError for an index of a later version and for
 * a database that is not an index; both are left unchanged.
 */
export function migrate(database: Database): void {
  const version = Number(database.value("PRAGMA user_version"));
  if (version > schemaVersion) {
    throw new UserError(
      `The index was written by a newer version of Hub Lineage (format ${version}, this version reads up to ` +
        `${schemaVersion}). Update Hub Lineage, or choose another index folder.`,
    );
  }
  const tables = Number(database.value("SELECT count(*) FROM sqlite_schema"));
  if (tables > 0 && Number(database.value("PRAGMA application_id")) !== applicationId) {
    throw new UserError(
      "The file index.sqlite in the index folder belongs to another program. Choose another index folder.",
    );
  }
  for (const [done, sql] of migrations.entries()) {
    if (done < version) continue;
    database.transaction(() => {
      database.raw.run(sql);
      database.raw.run(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${done + 1}`);
    });
  }
}
