import * as vscode from "vscode";
import type { AnalysisChoice } from "../../analyses/report";
import { UserError } from "../../app/ports/errors";
import type { ImportedSnapshot, ImportProgress, SnapshotSource } from "../../app/ports/snapshot-ports";
import { badCardsInWords, skippedInWords, skippedRows, unmarkedInWords } from "../../app/snapshot/lost-rows";
import { count, grouped } from "../../lineage/in-words";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import type { Session } from "../session";
import { requiredSnapshotProgram } from "../worker-program";
import { ReportRunner, seed } from "./report-runner";
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
      this.#run(t`Importing the Hub's models`, program, parts =>
        snapshotTask(parts, channel => channel.call("importSnapshot", { folder, source, force })),
      );
    let outcome = await run(false);
    if (outcome !== null && "refused" in outcome && (await isToBeForced(outcome.refused)))
      outcome = await run(true);
    if (outcome !== null && !("refused" in outcome)) await this.#imported(outcome);
  }

  /** Writes a report of the analyses that the user selects to a folder. */
  async writeReport(): Promise<void> {
    if (!(await this.#hasSnapshot())) return;
    const analyses = await askForAnalyses(await this.#reports.choices());
    if (analyses === undefined || analyses.length === 0) return;
    const mode = await askForMode(t`Write Report`);
    if (mode !== undefined) await this.#reports.publishNow({ analyses, run: { mode, seed, scope: {} } });
  }

  /** Whether there is a snapshot; offers to import one if there is none. */
  async #hasSnapshot(): Promise<boolean> {
    this.#program();
    const { snapshot } = await this.#session.index.status();
    if (snapshot !== null) return true;
    const act = t`Import Hub Snapshot`;
    const choice = await vscode.window.showInformationMessage(
      t`No Hub snapshot has been imported yet. Import one to run analyses.`,
      act,
    );
    if (choice === act) await this.importSnapshot();
    return false;
  }

  /** Runs an analysis that the user selects and shows the results in a panel. */
  async runAnalysis(): Promise<void> {
    if (!(await this.#hasSnapshot())) return;
    const choices = await this.#reports.choices();
    const request = await askForAnalysis(choices);
    if (request !== undefined) await this.#reports.run(request, choices);
  }

  /** Asks the Hub about authors of unknown kind in the snapshot. */
  async lookUpAuthors(): Promise<void> {
    if (await this.#hasSnapshot()) await this.#reports.lookUpAuthors();
  }

  /** Fills a report panel restored by VS Code. */
  restoreReport(panel: vscode.WebviewPanel, state: unknown): void {
    this.#reports.restore(panel, state);
  }

  #program(): string {
    if (this.#session.isSample)
      throw new UserError(
        t`Sample data is one family, not a snapshot of the Hub. To import one, run Close Sample Data first.`,
      );
    return requiredSnapshotProgram(this.#session.context.extensionUri);
  }

  /** Runs a task with a notification; null if the user canceled it. */
  async #run<T>(
    title: string,
    scriptPath: string,
    task: (parts: SnapshotParts) => Promise<T>,
  ): Promise<T | null> {
    if (this.#running !== null)
      throw new UserError(
        t`${this.#running} is already in progress. Wait for it to finish, or cancel it from its notification.`,
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

  async #imported({
    models,
    edges,
    skipped,
    badCards,
    losses,
    unmarkedHost,
  }: ImportedSnapshot): Promise<void> {
    const rows = skippedRows(skipped) === 0 ? "" : `; ${skippedInWords(skipped)}`;
    this.#session.log.info(`snapshot imported models=${models} edges=${edges}${rows}`);
    const bad = badCardsInWords(badCards);
    if (bad !== null) this.#session.log.warn(bad);
    const unmarked = unmarkedInWords(unmarkedHost);
    if (unmarked !== null) this.#session.log.warn(unmarked);
    for (const { id, missing } of losses)
      this.#session.log.warn(
        `analysis ${id} is limited because these columns are missing from the table, empty, or not in a known format: ${missing.join(", ")}`,
      );
    this.#session.facts.clear();
    await this.#session.reopenCards();
    this.#changed();
    vscode.window.setStatusBarMessage(
      t`Hub Lineage: ${count(models, "model", "models")} and ${count(edges, "edge", "edges")} imported${rows}`,
      10_000,
    );
  }
}

/** Asks whether a table that lost many rows is to replace the snapshot all the same. */
async function isToBeForced(refused: string): Promise<boolean> {
  const act = t`Import Anyway`;
  const detail = t`Check the file, or download it again. If you import it anyway, it replaces the snapshot that you have, even if rows or models are missing.`;
  return (await vscode.window.showWarningMessage(refused, { modal: true, detail }, act)) === act;
}

function progressText({ models, rows }: ImportProgress): string {
  return rows === null ? count(models, "model") : t`${grouped(models)} of ${count(rows, "model")}`;
}

async function askForAnalysis(choices: readonly AnalysisChoice[]) {
  const analysis = await vscode.window.showQuickPick(
    choices.map(({ id, title, definition }) => ({ label: title, detail: definition, id })),
    { title: t`Select an Analysis of All Models on the Hub`, matchOnDetail: true },
  );
  if (analysis === undefined) return undefined;
  const mode = await askForMode(analysis.label);
  return mode && { id: analysis.id, mode, scope: {} };
}

async function askForAnalyses(
  choices: readonly AnalysisChoice[],
): Promise<readonly AnalysisChoice[] | undefined> {
  const chosen = await vscode.window.showQuickPick(
    choices.map(choice => ({ label: choice.title, detail: choice.definition, picked: true, choice })),
    { title: t`Select the Analyses for the Report`, matchOnDetail: true, canPickMany: true },
  );
  return chosen?.map(({ choice }) => choice);
}

async function askForMode(subject: string): Promise<"corrected" | "paper" | undefined> {
  const counting = await vscode.window.showQuickPick(
    [
      {
        label: t`Corrected`,
        detail: t`A replacement counts as one change, and an unchanged value is not a change`,
        mode: "corrected" as const,
      },
      { label: t`As Published`, detail: t`Counts exactly as the paper does`, mode: "paper" as const },
    ],
    { title: t`${subject}: Select How to Count` },
  );
  return counting?.mode;
}

async function askForSource(): Promise<SnapshotSource | undefined> {
  const fromFile = {
    label: t`$(file) From a File`,
    detail: t`models.parquet from hub-stats, or the paper's CSV file`,
  };
  const fromHub = {
    label: t`$(cloud-download) From a URL`,
    detail: t`Reads only the required columns and resumes an interrupted import`,
  };
  const choice = await vscode.window.showQuickPick([fromFile, fromHub], {
    title: t`Import a Table of All Models on the Hub`,
  });
  if (choice === fromFile) return askForFile();
  return choice === fromHub ? askForAddress() : undefined;
}

async function askForFile(): Promise<SnapshotSource | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      filters: { "Model tables": ["parquet", "csv"] },
      openLabel: t`Import`,
    })) ?? [];
  return file && { path: file.fsPath };
}

async function askForAddress(): Promise<SnapshotSource | undefined> {
  const url = await vscode.window.showInputBox({
    title: t`Enter the URL of the Table`,
    value: publicTable,
    ignoreFocusOut: true,
    validateInput: text =>
      URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol)
        ? null
        : t`Enter a URL that begins with https:// or http://.`,
  });
  return url === undefined ? undefined : { url: url.trim() };
}
