import { type Anomalies, type Anomaly, type AnomalyKind, anomalyKinds } from "../lineage/anomalies";
import { cyclesOf } from "../lineage/cycles";
import type { Database } from "./database";
import { edgesFromRows } from "./queries";
import { number, text } from "./rows";

const isKind = (word: string | null): word is AnomalyKind =>
  word !== null && (anomalyKinds as readonly string[]).includes(word);

/** Cycles of several models; a model that names itself is a self-reference instead. */
function cycles(database: Database): Anomaly[] {
  const rows = database.all(
    `SELECT e.child, coalesce(a.id, e.parent), e.relation
     FROM edges AS e LEFT JOIN aliases AS a ON a.old = e.parent`,
  );
  return cyclesOf(edgesFromRows(rows))
    .filter(group => group.length > 1)
    .map(group => ({ kind: "cycle", model: group[0] ?? "", detail: group.join(" ") }));
}

/** Oddities in the complete graph, with at most `limit` items of each kind; a cycle is listed once, under its first model. */
export function anomalies(database: Database, limit: number): Anomalies {
  const counts = Object.fromEntries(anomalyKinds.map(kind => [kind, 0])) as Record<AnomalyKind, number>;
  const found = cycles(database);
  counts.cycle = found.length;
  for (const [kind, count] of database.all("SELECT kind, count(*) FROM anomalies GROUP BY kind")) {
    const name = text(kind);
    if (isKind(name)) counts[name] = number(count) ?? 0;
  }
  const items = anomalyKinds.flatMap(kind =>
    kind === "cycle"
      ? found.slice(0, limit)
      : database
          .all("SELECT model, detail FROM anomalies WHERE kind = ? ORDER BY model, detail LIMIT ?", [
            kind,
            limit,
          ])
          .map(row => ({ kind, model: text(row[0]) ?? "", detail: text(row[1]) ?? "" })),
  );
  return { counts, items };
}
