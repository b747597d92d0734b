import * as vscode from "vscode";
import type { AnalysisChoice, AnalysisReport, AnalysisRun, PublishedFile } from "../../analyses/report";
import type { AuthorAnswersPlace } from "../../protocol";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import type { SnapshotTask } from "./snapshot-task";

/** Which analyses of which snapshot to publish, and how they are run. */
export interface PublicationOrder extends AuthorAnswersPlace {
  readonly analyses: readonly Pick<AnalysisChoice, "id" | "title">[];
  readonly run: AnalysisRun;
  /** Works with the snapshot worker; aborting the signal ends it. */
  task<T>(signal: AbortSignal, work: SnapshotTask<T>): Promise<T>;
}

/** Asks for a folder and writes a report of analyses to it. If the user cancels, nothing is written. */
export async function publishReport({ analyses, run, folder, hub, task }: PublicationOrder): Promise<void> {
  const [target] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t`Write Report Here`,
      title: t`Select a Folder for the Report`,
    })) ?? [];
  if (target === undefined) return;
  const files = await withCancelableProgress(t`Writing the report`, ({ signal, report: say }) =>
    task(signal, async program => {
      const reports: AnalysisReport[] = [];
      for (const { id, title } of analyses) {
        say(title);
        reports.push(await program.call("analyze", { folder, hub, id, ...run }));
      }
      say(t`Drawing figures`);
      return program.call("publish", { folder, run, reports });
    }),
  );
  if (files === null) return;
  await writeFiles(target, files);
  void offerToOpen(vscode.Uri.joinPath(target, "report.html"));
}

async function writeFiles(target: vscode.Uri, files: readonly PublishedFile[]): Promise<void> {
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(target, "figures"));
  for (const { path, text } of files)
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(target, path), new TextEncoder().encode(text));
}

async function offerToOpen(page: vscode.Uri): Promise<void> {
  const act = t`Open Report`;
  const said = t`The report is in ${vscode.workspace.asRelativePath(page)}.`;
  if ((await vscode.window.showInformationMessage(said, act)) === act) await vscode.env.openExternal(page);
}
