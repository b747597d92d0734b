import * as vscode from "vscode";
import type { AnalysisChoice } from "../../analyses/report";
import { count } from "../../app/card/fact-sheet";
import { UserError } from "../../app/ports/errors";
import type { ImportedSnapshot, ImportProgress, SnapshotSource } from "../../app/ports/snapshot-ports";
import { withCancelableProgress } from "../cancelable-progress";
import type { Session } from "../session";
import { snapshotProgram } from "../worker-program";
import { ReportRunner } from "./report-runner";
import { type SnapshotParts, snapshotTask } from "./snapshot-task";

/** The public table that most people mean. */
const publicTable = "https://huggingface.co/datasets/cfahlgren1/hub-stats/resolve/main/models.parquet";

/** Imports tables of the whole Hub and analyzes them, one at a time, with a notification that can be canceled. */
export class SnapshotActions implements vscode.Disposable {
  readonly #session: Session;
  readonly #reports: ReportRunner;
  #running: string | null = null;

  readonly #changed: () => void;

  /** `changed` is called when another snapshot is there; `showFamily` shows a model's family in a column. */
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

  /** Imports a file or an address that the person names. */
  async importSnapshot(): Promise<void> {
    const program = this.#program();
    const source = await askForSource();
    if (source === undefined) return;
    if ("url" in source) this.#session.requireOnline();
    const folder = this.#session.indexFolder.fsPath;
    const facts = await this.#run("Importing the Hub's models", program, parts =>
      snapshotTask(parts, channel => channel.call("importSnapshot", { folder, source })),
    );
    if (facts === null) return;
    await this.#tell(facts);
  }

  /** Runs an analysis that the person chooses, and shows what it found in a panel. */
  async runAnalysis(): Promise<void> {
    this.#program();
    const { snapshot } = await this.#session.index.status();
    if (snapshot === null) {
      const act = "Import Hub Snapshot";
      const choice = await vscode.window.showInformationMessage(
        "No snapshot of the Hub is imported yet, and analyses run over one.",
        act,
      );
      if (choice === act) await this.importSnapshot();
      return;
    }
    const choices = await this.#reports.choices();
    const request = await askForAnalysis(choices);
    if (request !== undefined) await this.#reports.run(request, choices);
  }

  /** Fills a report panel that VS Code restored. */
  restoreReport(panel: vscode.WebviewPanel, state: unknown): void {
    this.#reports.restore(panel, state);
  }

  #program(): string {
    const program = snapshotProgram(this.#session.context.extensionUri);
    if (program === null)
      throw new UserError(
        "Snapshots of the whole Hub need the disk, which a browser does not give. Use VS Code on the desktop, or hub-lineage import.",
      );
    return program;
  }

  /** Runs a task with a notification; null when the person canceled it. */
  async #run<T>(
    title: string,
    scriptPath: string,
    task: (parts: SnapshotParts) => Promise<T>,
  ): Promise<T | null> {
    if (this.#running !== null)
      throw new UserError(`${this.#running} is under way. Wait for it, or cancel it in its notification.`);
    this.#running = title;
    try {
      return await withCancelableProgress(title, ({ signal, report }) => {
        const { files } = this.#session.access;
        return task({ scriptPath, files, signal, onProgress: progress => report(inWords(progress)) });
      });
    } finally {
      this.#running = null;
    }
  }

  dispose(): void {
    this.#reports.dispose();
  }

  async #tell({ models, edges, losses }: ImportedSnapshot): Promise<void> {
    this.#session.log.info(`snapshot imported models=${models} edges=${edges}`);
    for (const { id, missing } of losses)
      this.#session.log.warn(`analysis ${id} says less: the table has no column ${missing.join(", ")}`);
    this.#session.facts.clear();
    await this.#session.reopenCards();
    this.#changed();
    vscode.window.setStatusBarMessage(
      `Hub Lineage: ${count(models, "model", "models")} and ${count(edges, "edge", "edges")} imported`,
      10_000,
    );
  }
}

function inWords({ models, rows }: ImportProgress): string {
  const done = models.toLocaleString("en-US");
  return rows === null ? `${done} models` : `${done} of ${rows.toLocaleString("en-US")} models`;
}

async function askForAnalysis(choices: readonly AnalysisChoice[]) {
  const analysis = await vscode.window.showQuickPick(
    choices.map(({ id, title, definition }) => ({ label: title, detail: definition, id })),
    { title: "Run which analysis over all models of the Hub?", matchOnDetail: true },
  );
  if (analysis === undefined) return undefined;
  const counting = await vscode.window.showQuickPick(
    [
      {
        label: "Corrected",
        detail: "a swap counts once, what is kept is no change",
        mode: "corrected" as const,
      },
      { label: "As Published", detail: "counts exactly as the paper does", mode: "paper" as const },
    ],
    { title: `${analysis.label}: count how?` },
  );
  return counting && { id: analysis.id, mode: counting.mode, scope: {} };
}

async function askForSource(): Promise<SnapshotSource | undefined> {
  const fromFile = {
    label: "$(file) From a File",
    detail: "models.parquet of hub-stats, or the paper's CSV",
  };
  const fromHub = {
    label: "$(cloud-download) From an Address",
    detail: "reads only the columns that are needed, and goes on where it was interrupted",
  };
  const choice = await vscode.window.showQuickPick([fromFile, fromHub], {
    title: "Import a table of all models of the Hub",
  });
  if (choice === fromFile) return askForFile();
  return choice === fromHub ? askForAddress() : undefined;
}

async function askForFile(): Promise<SnapshotSource | undefined> {
  const [file] =
    (await vscode.window.showOpenDialog({
      filters: { "Tables of models": ["parquet", "csv"] },
      openLabel: "Import",
    })) ?? [];
  return file && { path: file.fsPath };
}

async function askForAddress(): Promise<SnapshotSource | undefined> {
  const url = await vscode.window.showInputBox({
    title: "Import the table at which address?",
    value: publicTable,
    ignoreFocusOut: true,
    validateInput: text =>
      URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol)
        ? null
        : "Write an address that begins with https://.",
  });
  return url === undefined ? undefined : { url: url.trim() };
}
