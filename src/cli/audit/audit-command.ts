import { type Audit, auditFigures, byNeed } from "../../app/audit/audit-card";
import { auditGaps, unreadInWords } from "../../app/audit/audit-gaps";
import { auditIndex, auditTable } from "../../app/audit/audit-sources";
import { IndexJob, type JobOutcome } from "../../app/index/index-job";
import { HubError, UserError } from "../../app/ports/errors";
import { columnsToAnalyze } from "../../app/snapshot/over-snapshot";
import { count } from "../../lineage/in-words";
import { type Core, jobParts } from "../core";
import type { Running } from "../index-command";
import { overSnapshotAt } from "../snapshot/snapshot-place";
import type { Style } from "../terminal/style";
import type { AuditCommand } from "./audit-arguments";
import { auditCsv, auditJson, auditText } from "./audit-formats";
import { auditPage } from "./audit-page";
import { auditSarif } from "./audit-sarif";

/** How an audit is printed. */
export interface AuditPrinter {
  readonly style: Style;
  readonly version: string;
}

/** An audit as it is printed, and whether everything that it needs was read. */
export interface AuditOutcome {
  readonly output: string;
  readonly isWhole: boolean;
}

/** Audits an organization in the imported table; makes no request. Throws UserError. */
export async function auditSnapshot(command: AuditCommand, printer: AuditPrinter): Promise<AuditOutcome> {
  const { organization } = command;
  const models = await overSnapshotAt(command.places, saved =>
    auditTable(columnsToAnalyze(saved), organization),
  );
  if (models.length === 0)
    throw new UserError(`The imported table has no model of ${organization}. Check the name; case counts.`);
  return printed(command, { organization, source: "the imported table", models }, printer);
}

/**
 * Reads all models of an organization with their cards and ancestors into the index, as `index` does, and audits them. What was read
 * stays, so that a run that was stopped goes on where it was. Offline, only the index is used. Throws UserError.
 */
export async function auditOnHub(
  command: AuditCommand,
  core: Core,
  printer: AuditPrinter,
  { signal, progress }: Pick<Running, "signal" | "progress">,
): Promise<AuditOutcome> {
  const { organization } = command;
  const read = core.offline ? null : await readAll(organization, core, { signal, progress });
  const models = await auditIndex(core.index, organization, {
    now: Date.now(),
    progress: (done, all) => progress.say(`Auditing ${organization}: ${done} of ${count(all, "model")}`),
  });
  if (models.length === 0) throw new UserError(nothing(organization, core));
  const source = core.offline ? "the index" : new URL(core.endpoint).host;
  const outcome = printed(command, { organization, source, models }, printer);
  for (const gap of auditGaps({ organization, models }, read)) core.warn(gap);
  const isRead = read === null || unreadInWords(read, organization).length === 0;
  return { ...outcome, isWhole: outcome.isWhole && isRead };
}

function nothing(organization: string, { offline, wayOnline, endpoint }: Core): string {
  return offline
    ? `The index has no model of ${organization}. To ask the Hub, ${wayOnline}, or use --snapshot for the imported table.`
    : `${endpoint} shows no model of ${organization}. Check the name, or set HF_TOKEN.`;
}

async function readAll(
  organization: string,
  core: Core,
  { signal, progress }: Pick<Running, "signal" | "progress">,
): Promise<JobOutcome> {
  const job = new IndexJob(jobParts(core), {
    ...{ kind: "organization", root: organization, cards: true, signal },
    onProgress: ({ models, left }) =>
      progress.say(`Reading ${organization}: ${count(models, "model")}, ${count(left, "request")} left`),
  });
  try {
    return await job.run();
  } catch (error) {
    if (error instanceof HubError) throw new UserError(error.message);
    throw error;
  } finally {
    await core.index.save();
  }
}

function printed({ format }: AuditCommand, audit: Audit, printer: AuditPrinter): AuditOutcome {
  const sorted = { ...audit, models: byNeed(audit.models) };
  const isWhole = auditFigures(audit).incomplete === 0;
  switch (format) {
    case "json":
      return { output: auditJson(sorted), isWhole };
    case "csv":
      return { output: auditCsv(sorted), isWhole };
    case "sarif":
      return { output: auditSarif(sorted, printer.version), isWhole };
    case "html":
      return { output: auditPage(sorted), isWhole };
    default:
      return { output: auditText(sorted, printer.style), isWhole };
  }
}
