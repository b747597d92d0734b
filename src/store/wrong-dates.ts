import { clockDifferenceMs } from "../app/ports/clock";
import type { Database } from "./database";
import type { IndexRecord } from "./log/record";

/*
 * A date from the future is that of a wrong clock. Kept, it would win over every right answer and never grow old. So it
 * becomes 0, an unknown time that is earlier than any other: what was read then is due, and every later answer replaces it.
 */

/** A clock that shows an earlier time is wrong itself, and tells nothing about other dates. */
const earliest = Date.UTC(2022, 0, 1);

/** The latest date that can be right. */
export function latestDate(now: number): number {
  return now < earliest ? Number.POSITIVE_INFINITY : now + clockDifferenceMs;
}

/** The columns with dates; a date that is unknown becomes 0, or null where that says the same. */
const columns = [
  { table: "models", zero: ["fetched_at"], none: ["detailed_at"] },
  { table: "cards", zero: ["fetched_at"], none: [] },
  { table: "failures", zero: ["at"], none: [] },
  { table: "aliases", zero: ["at"], none: [] },
  { table: "children_lists", zero: ["complete_at"], none: ["began_at"] },
  { table: "jobs", zero: ["started_at", "updated_at", "finished_at"], none: [] },
] as const;

const statements = columns.map(({ table, zero, none }) => {
  const known = (column: string, otherwise: string) =>
    `${column} = iif(${column} > ?1, ${otherwise}, ${column})`;
  const values = [...zero.map(column => known(column, "0")), ...none.map(column => known(column, "NULL"))];
  const wrong = [...zero, ...none].map(column => `${column} > ?1`);
  return `UPDATE ${table} SET ${values.join(", ")} WHERE ${wrong.join(" OR ")}`;
});

/** Makes every date of the tables after `latest` an unknown one, and returns whether there was any. */
export function forgetWrongDates(database: Database, latest: number): boolean {
  if (latest === Number.POSITIVE_INFINITY) return false;
  const before = database.value("SELECT total_changes()");
  database.transaction(() => {
    for (const sql of statements) database.run(sql, [latest]);
    // Its list is to be read anew.
    database.run("DELETE FROM listings WHERE began_at > ?", [latest]);
  });
  return database.value("SELECT total_changes()") !== before;
}

/** A record whose dates after `latest` are unknown ones. */
export function withoutWrongDates(record: IndexRecord, latest: number): IndexRecord {
  const known = (at: number) => (at > latest ? 0 : at);
  switch (record.type) {
    case "children": {
      // A page is at least as late as the beginning of its listing, so its children are not taken for dropped ones.
      const began = known(record.began);
      return { ...record, began, at: record.at > latest ? began : record.at };
    }
    case "list-state":
      return {
        ...record,
        at: record.at === null ? null : known(record.at),
        ...(record.began === undefined ? {} : { began: known(record.began) }),
        ...(record.since === undefined ? {} : { since: known(record.since) }),
      };
    case "model-checked":
      return {
        ...record,
        at: known(record.at),
        ...(record.since === undefined ? {} : { since: known(record.since) }),
      };
    case "job": {
      const { startedAt, updatedAt, finishedAt } = record.job;
      const dates = { startedAt: known(startedAt), updatedAt: known(updatedAt) };
      return {
        ...record,
        job: { ...record.job, ...dates, finishedAt: finishedAt === null ? null : known(finishedAt) },
      };
    }
    case "forget":
      // Whatever was there is to be forgotten.
      return { ...record, at: Math.min(record.at, latest) };
    default:
      return { ...record, at: known(record.at) };
  }
}
