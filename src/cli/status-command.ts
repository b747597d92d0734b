import { publicOrigin } from "../app/ports/hub-port";
import { count } from "../lineage/in-words";
import type { Command } from "./arguments";
import { keepSqliteBrief } from "./brief-sqlite";
import type { Core } from "./core";
import { datedInWords, datedSnapshots } from "./history/history-command";
import { inLine } from "./printable";

/** Reports what the index holds: counts, families and organizations, size, and oddities in the graph. */
export async function runStatus(command: Command & { readonly name: "status" }, core: Core): Promise<string> {
  keepSqliteBrief();
  const { models, edges, bytes, updatedAt, snapshot, hub, otherHubs } = await core.index.status();
  const jobs = await core.index.jobs();
  const { counts } = await core.index.anomalies({ limit: 0 });
  const families = jobs.map(({ kind, root, models, unchecked, updatedAt, finishedAt, failed }) => ({
    root,
    kind,
    models,
    unchecked,
    updated: isoTime(updatedAt),
    finished: finishedAt === null ? null : (isoTime(finishedAt) ?? "unknown"),
    failed,
  }));
  const taken = snapshot && {
    models: snapshot.models,
    edges: snapshot.edges,
    taken: isoTime(snapshot.takenAt),
  };
  const updated = isoTime(updatedAt);
  const history = await datedSnapshots(core.folder);
  const status = {
    exists: !core.isMissing,
    hub,
    otherHubs,
    models,
    edges,
    families,
    bytes,
    updated,
    anomalies: counts,
    snapshot: taken,
    history,
  };
  if (command.format === "json") return `${JSON.stringify(status, null, 2)}\n`;
  if (core.isMissing) return `There is no index in ${inLine(core.folder)}.\n`;
  const lines = [
    `${count(models, "model")}, ${count(edges, "edge")}, ${(bytes / 2 ** 20).toFixed(1)} MB, ${updatedAt === null ? "empty" : (updated ?? "as of an unknown time")}`,
    ...(hub === null || (hub === publicOrigin && otherHubs.length === 0)
      ? []
      : [`answers of ${inLine(hub)}`]),
    ...otherHubs.map(other => `also has answers of ${inLine(other)}: choose them with --endpoint`),
    ...(taken === null
      ? []
      : [
          `snapshot: ${count(taken.models, "model")}, ${count(taken.edges, "edge")}, as of ${taken.taken ?? "an unknown time"}`,
        ]),
    ...history.map(datedInWords),
    ...families.map(
      family =>
        `${family.kind} ${inLine(family.root)}: ${count(family.models, "model")}, ${family.unchecked} unchecked, ` +
        `${family.failed.length} failed, ${family.finished === null ? "not finished" : `as of ${family.finished === "unknown" ? "an unknown time" : family.finished}`}`,
    ),
    ...Object.entries(counts)
      .filter(([, found]) => found > 0)
      .map(([kind, found]) => `${kind}: ${found}`),
  ];
  return `${lines.join("\n")}\n`;
}

function isoTime(at: number | null): string | null {
  // 0 stands for a time that is not known.
  return at === null || at === 0 ? null : new Date(at).toISOString();
}
