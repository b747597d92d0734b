import * as vscode from "vscode";
import type { AnalysisChoice } from "../../analyses/report";
import { count } from "../../app/card/fact-sheet";
import { UserError } from "../../app/ports/errors";
import type { ImportedSnapshot, ImportProgress, SnapshotSource } from "../../app/ports/snapshot-ports";
import { skippedInWords, skippedRows } from "../../app/snapshot/lost-rows";
import { withCancelableProgress } from "../cancelable-progress";
import type { Session } from "../session";
import { snapshotProgram } from "../worker-program";
import { ReportRunner } from "./report-runner";
import { type SnapshotParts, snapshotTask } from "./snapshot-task";

/** The default public table. */
const publicTable = "https://huggingface.co/datasets/cfahlgren1/hub-stats/resolve/main/models.parquet";

/** Imports tables of the entire Hub and analyzes them. Imports run one at a time and can be canceled in a notification. */
export class SnapshotActions implements vscode.Disposable {
  readonly #session: Session;
  readonly #reports: ReportRunner;
  #running: string | null = null;

  readonly #changed: () => void;

  /** `changed` is called after a snapshot is imported; `showFamily` shows a model's family in a column. */
  constructor(
    session: Session,
    changed: () => void,
    showFamily: (id: string, column: vscode.ViewColumn | undefined) => Promise<void>,
  ) {
    this.#session = session;
    this.#changed = changed;
    const program = () => this.#program();
    this.#reports = new ReportRunner({ session, program, showFamily });
  }

  /** Imports a table from a file or URL that the user selects. */
  async importSnapshot(): Promise<void> {
    const program = this.#program();
    const source = await askForSource();
    if (source === undefined) return;
    if ("url" in source) this.#session.requireOnline();
    const folder = this.#session.indexFolder.fsPath;
    const run = (force: boolean) =>
      this.#run("Importing the Hub's models", program, parts =>
        snapshotTask(parts, channel => channel.call("importSnapshot", { folder, source, force })),
      );
    let outcome = await run(false);
    if (outcome !== null && "refused" in outcome && (await isToBeForced(outcome.refused)))
      outcome = await run(true);
    if (outcome !== null && !("refused" in outcome)) await this.#imported(outcome);
  }

  /** Runs an analysis that the user selects and shows the results in a panel. */
  async runAnalysis(): Promise<void> {
    this.#program();
    const { snapshot } = await this.#session.index.status();
    if (snapshot === null) {
      const act = "Import Hub Snapshot";
      const choice = await vscode.window.showInformationMessage(
        "No Hub snapshot has been imported yet. Import one to run analyses.",
        act,
      );
      if (choice === act) await this.importSnapshot();
      return;
    }
    const choices = await this.#reports.choices();
    const request = await askForAnalysis(choices);
    if (request !== undefined) await this.#reports.run(request, choices);
  }

  /** Fills a report panel restored by VS Code. */
  restoreReport(panel: vscode.WebviewPanel, state: unknown): void {
    this.#reports.restore(panel, state);
  }

  #program(): string {
    const program = snapshotProgram(this.#session.context.extensionUri);
    if (program === null)
      throw new UserError(
        "Hub snapshots require disk access, which is not available in a browser. Use VS Code on the desktop or the hub-lineage import command.",
      );
    return program;
  }

  /** Runs a task with a notification; null if the user canceled it. */
  async #run<T>(
    title: string,
    scriptPath: string,
    task: (parts: SnapshotParts) => Promise<T>,
  ): Promise<T | null> {
    if (this.#running !== null)
      throw new UserError(
        `${this.#running} is already in progress. Wait for it to finish, or cancel it from its notification.`,
      );
    this.#running = title;
    try {
      return await withCancelableProgress(title, ({ signal, report }) => {
        const { files } = this.#session.access;
        return task({ scriptPath, files, signal, onProgress: progress => report(progressText(progress)) });
      });
    } finally {
      this.#running = null;
    }
  }

  dispose(): void {
    this.#reports.dispose();
  }

  async #imported({ models, edges, skipped, losses }: ImportedSnapshot): Promise<void> {
    const rows = skippedRows(skipped) === 0 ? "" : `; ${skippedInWords(skipped)}`;
    this.#session.log.info(`snapshot imported models=${models} edges=${edges}${rows}`);
    for (const { id, missing } of losses)
      this.#session.log.warn(
        `analysis ${id} is limited because the table lacks these columns: ${missing.join(", ")}`,
      );
    this.#session.facts.clear();
    await this.#session.reopenCards();
    this.#changed();
    vscode.window.setStatusBarMessage(
      `Hub Lineage: ${count(models, "model", "models")} and ${count(edges, "edge", "edges")} imported${rows}`,
      10_000,
    );
  }
}

/** Asks whether a table that lost many rows is to replace the snapshot all the same. */
async function isToBeForced(refused: string): Promise<boolean> {
  const act = "Import Anyway";
  const detail =
    "Check the file, or download it again. If you import it anyway, it replaces the snapshot that you have, and the rows that cannot be used are missing.";
  return (await vscode.window.showWarningMessage(refused, { modal: true, detail }, act)) === act;
}

function progressText({ models, rows }: ImportProgress): string {
  const done = models.toLocaleString("en-US");
  return rows === null ? `${done} models` : `${done} of ${rows.toLocaleString("en-US")} models`;
}

async function askForAnalysis(choices: readonly AnalysisChoice[]) {
  const analysis = await vscode.window.showQuickPick(
    choices.map(({ id, title, definition }) => ({ label: title, detail: definition, id })),
    { title: "Select an Analysis of All Models on the Hub", matchOnDetail: true },
  );
  if (analysis === undefined) return undefined;
  const counting = await vscode.window.showQuickPick(
    [
      {
        label: "Corrected",
        detail: "A replacement counts as one change, and an unchanged value is not a change",
        mode: "corrected" as const,
      },
      { label: "As Published", detail: "Counts exactly as the paper does", mode: "paper" as const },
    ],
    { title: `${analysis.label}: Select How to Count` },
  );
  return counting && { id: analysis.id, mode: counting.mode, scope: {} };
}

async function askForSource(): Promise<SnapshotSource | undefined> {
  const fromFile = {
    label: "$(file) From a File",
    detail: "models.parquet from hub-stats, or the paper's CSV file",
  };
  const fromHub = {
    label: "$(cloud-download) From a URL",
    detail: "Reads only the required columns and resumes an interrupted import",
  };
  const choice = await vscode.window.showQuickPick([fromFile, fromHub], {
    title: "Import a Table of All Models on the Hub",
  });
  if (choice === fromFile) return askForFile();
  return choice === fromHub ? askForAddress() : undefined;
}

async function askForFile(): Promise<SnapshotSource | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      filters: { "Model tables": ["parquet", "csv"] },
      openLabel: "Import",
    })) ?? [];
  return file && { path: file.fsPath };
}

async function askForAddress(): Promise<SnapshotSource | undefined> {
  const url = await vscode.window.showInputBox({
    title: "Enter the URL of the Table",
    value: publicTable,
    ignoreFocusOut: true,
    validateInput: text =>
      URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol)
        ? null
        : "Enter a URL that begins with https:// or http://.",
  });
  return url === undefined ? undefined : { url: url.trim() };
}
