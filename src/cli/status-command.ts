import type { Command } from "./arguments";
import type { Core } from "./core";
import { inLine } from "./printable";

/** Reports what the index holds: counts, families and organizations, size, and oddities in the graph. */
export async function runStatus(command: Command & { readonly name: "status" }, core: Core): Promise<string> {
  const { models, edges, bytes, updatedAt, snapshot } = await core.index.status();
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
  const status = { models, edges, families, bytes, updated, anomalies: counts, snapshot: taken };
  if (command.format === "json") return `${JSON.stringify(status, null, 2)}\n`;
  const lines = [
    `${models} models, ${edges} edges, ${(bytes / 2 ** 20).toFixed(1)} MB, ${updatedAt === null ? "empty" : (updated ?? "as of an unknown time")}`,
    ...(taken === null
      ? []
      : [
          `snapshot: ${taken.models} models, ${taken.edges} edges, as of ${taken.taken ?? "an unknown time"}`,
        ]),
    ...families.map(
      family =>
        `${family.kind} ${inLine(family.root)}: ${family.models} models, ${family.unchecked} unchecked, ` +
        `${family.failed.length} failed, ${family.finished === null ? "not finished" : `as of ${family.finished === "unknown" ? "an unknown time" : family.finished}`}`,
    ),
    ...Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => `${kind}: ${count}`),
  ];
  return `${lines.join("\n")}\n`;
}

function isoTime(at: number | null): string | null {
  // 0 stands for a time that is not known.
  return at === null || at === 0 ? null : new Date(at).toISOString();
}
