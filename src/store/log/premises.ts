import type { Database } from "../database";
import { heldPages } from "../listings";
import { number } from "../rows";
import type { IndexRecord } from "./record";

/** A record with what its writer's tables hold and it builds upon; tables that lack this do not take its word. */
export function withPremises(database: Database, record: IndexRecord): IndexRecord {
  switch (record.type) {
    case "children": {
      const { parent, began, at } = record;
      return { ...record, page: began === at ? 0 : heldPages(database, parent, began) || -1 };
    }
    case "list-state": {
      const { parent, next } = record;
      const sql = "SELECT began_at, complete_at FROM children_lists WHERE parent = ?";
      const [beganAt, completeAt] = (database.first(sql, [parent]) ?? []).map(number);
      const began = record.began ?? (next === null ? undefined : (beganAt ?? undefined));
      const since = completeAt ?? undefined;
      return began === undefined
        ? { ...record, since }
        : { ...record, since, began, pages: heldPages(database, parent, began) };
    }
    case "model-checked": {
      const sql = "SELECT fetched_at FROM models WHERE id = ?";
      return { ...record, since: number(database.value(sql, [record.id])) ?? undefined };
    }
    default:
      return record;
  }
}
