import { authorAnswersFile, openSnapshotFile, snapshotFiles, snapshotUnpackers, workerWire } from "#platform";
import { version } from "../package.json";
import { indexFigures } from "./analyses/family/index-figures";
import type { AnalysisReport, PagePicture } from "./analyses/report";
import { UserError } from "./app/ports/errors";
import type { KeptTextFile, SnapshotFiles } from "./app/ports/file-ports";
import { authorsToAsk } from "./app/report/ask-authors";
import { answersIn, authorSources, keepAnswers } from "./app/report/author-answers";
import { analysisChoices, chosenAnalysis, runChosen } from "./app/report/chosen-analysis";
import { modelsBehindRow } from "./app/report/models-behind-row";
import { publishedFiles } from "./app/report/publication-files";
import { reportToHtml } from "./app/report/report-page";
import { importSnapshot } from "./app/snapshot/import-snapshot";
import { columnsToAnalyze, overSnapshot } from "./app/snapshot/over-snapshot";
import { Channel, remote } from "./channel";
import { writeQueryTables } from "./cli/snapshot/write-query-tables";
import type { LineageColumns } from "./columns/columns";
import { repairedColumns } from "./columns/repaired-links";
import type { AnalysisOrder, AuthorAnswersPlace, SnapshotHostCalls, SnapshotWorkerCalls } from "./protocol";
import { snapshotFormats } from "./snapshot/import/snapshot-formats";
import { openSnapshot } from "./snapshot/open-snapshot";

function filesIn(folder: string): SnapshotFiles {
  const files = snapshotFiles(folder);
  if (files === null) throw new UserError("Hub snapshots are only available in VS Code on the desktop.");
  return files;
}

const missing = "No Hub snapshot has been imported. Run Hub Lineage: Import Hub Snapshot first.";

function withColumns<T>(folder: string, work: (columns: LineageColumns) => T): Promise<T> {
  return overSnapshot(openSnapshot(filesIn(folder)), missing, columns => work(columnsToAnalyze(columns)));
}

/** Loads the chart library only for the first pictures. */
async function pictures(report: AnalysisReport): Promise<readonly PagePicture[]> {
  const { reportPictures } = await import("./pictures/report-pictures");
  return reportPictures(report);
}

async function answersFile({ folder, hub }: AuthorAnswersPlace): Promise<KeptTextFile> {
  const file = await authorAnswersFile(folder, hub);
  if (file === null)
    throw new UserError("The Hub can only be asked about authors in VS Code on the desktop.");
  return file;
}

/** An order with the answers of its Hub that are kept in its folder. */
async function withAnswers<Order extends AnalysisOrder>(order: Order): Promise<Order> {
  const own = order.authors?.own;
  return { ...order, authors: await authorSources(await answersFile(order), own && { entries: own }) };
}

const handlers: SnapshotWorkerCalls = {
  importSnapshot: async ({ folder, source, force }) =>
    importSnapshot({
      source,
      force: force === true,
      files: filesIn(folder),
      formats: snapshotFormats,
      unpackers: snapshotUnpackers,
      openFile: openSnapshotFile,
      hub: () => ({ part: request => host.part(request) }),
      onProgress: progress => void host.progress(progress).catch(() => undefined),
    }),
  writeQueryTables: ({ folder, mark }) => writeQueryTables(folder, mark),
  driftFigures: folder =>
    overSnapshot(openSnapshot(filesIn(folder)), missing, (columns, { takenAt }) =>
      indexFigures(repairedColumns(columnsToAnalyze(columns)), { kind: "snapshot", takenAt }),
    ),
  listAnalyses: async () => analysisChoices(),
  analyze: async asked => {
    // An unknown analysis is told before the snapshot is read.
    chosenAnalysis(asked.id);
    const order = await withAnswers(asked);
    return withColumns(order.folder, columns => ({ ...runChosen(order.id, columns, order), result: null }));
  },
  reportPage: async report => reportToHtml(report, await pictures(report)),
  reportPictures: pictures,
  publish: async ({ folder, run, reports }) => {
    const { reportFigures } = await import("./pictures/report-pictures");
    const parts = reports.map(report => ({ report, figures: reportFigures(report) }));
    return overSnapshot(openSnapshot(filesIn(folder)), missing, (_, facts) =>
      publishedFiles({ version, facts, run, parts }),
    );
  },
  modelsOfRow: async asked => {
    const analysis = chosenAnalysis(asked.id);
    const order = await withAnswers(asked);
    return withColumns(order.folder, columns => modelsBehindRow(analysis, columns, order));
  },
  authorsToAsk: async ({ own, most, ...place }) => {
    const kept = await answersIn(await answersFile(place));
    return withColumns(place.folder, columns =>
      authorsToAsk(columns, { scope: {}, own, kept, most, now: Date.now() }),
    );
  },
  keepAnswers: async ({ told, ...place }) => keepAnswers(await answersFile(place), told),
};
const channel = new Channel<SnapshotHostCalls>(workerWire(), handlers);
const host = remote(channel, { part: true, progress: true });
