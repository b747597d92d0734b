import { existsSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import * as vscode from "vscode";

/** What the extension host tells of the bench: times in ms. */
export interface KeystrokeHost {
  /** Warm hovers over the card's parent, by our extension and whoever else answers. */
  readonly hoverMs: readonly number[];
  /** Hovers in a file where only a provider answers that does nothing. */
  readonly trivialHoverMs: readonly number[];
  /** The longest that the event loop was held, by the name of the file in which a person typed meanwhile. */
  readonly heldMs: Readonly<Record<string, number>>;
}

const hovers = 40;

/** Changes of a file after which what is loaded once is loaded. */
const warmUp = 8;

/**
 * Called by the extension host: answers every change of a plain text at once with a diagnostic, as the least that any
 * extension can do, says that it is ready (HUB_LINEAGE_READY), and goes on until the bench has typed enough (HUB_LINEAGE_DONE appears); then writes what it saw.
 */
export async function run(): Promise<void> {
  const trivial = trivialProvider();
  const held: Record<string, number> = {};
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const changes: Record<string, number> = {};
  const note = (name: string): void => {
    changes[name] = (changes[name] ?? 0) + 1;
    // The histogram counts the timer's own 5 ms as well.
    if (changes[name] > warmUp) held[name] = Math.max(held[name] ?? 0, delay.max / 1e6 - 5);
    delay.reset();
  };
  const opened = vscode.window.onDidChangeActiveTextEditor(() => delay.reset());
  const typed = vscode.workspace.onDidChangeTextDocument(({ document }) =>
    setTimeout(() => note(document.uri.path.split("/").at(-2) ?? ""), 200),
  );
  delay.enable();
  writeFileSync(process.env.HUB_LINEAGE_READY ?? "", "");
  while (!existsSync(process.env.HUB_LINEAGE_DONE ?? ""))
    await new Promise(resolve => setTimeout(resolve, 50));
  const hoverMs = await timesOf("card-of-50", "google/gemma-2b");
  const trivialHoverMs = await timesOf("plain", "word");
  vscode.Disposable.from(trivial, opened, typed).dispose();
  const result: KeystrokeHost = { hoverMs, trivialHoverMs, heldMs: held };
  writeFileSync(process.env.HUB_LINEAGE_TEST_RESULT ?? "", JSON.stringify(result));
}

function trivialProvider(): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("trivial");
  const selector = { language: "plaintext" };
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.languageId !== "plaintext") return;
      const line = document.lineAt(1);
      const found = line.text.endsWith("x");
      const diagnostic = new vscode.Diagnostic(line.range, "x", vscode.DiagnosticSeverity.Error);
      collection.set(document.uri, found ? [diagnostic] : []);
    }),
    vscode.languages.registerHoverProvider(selector, { provideHover: () => new vscode.Hover("a word") }),
  );
}

async function timesOf(folder: string, text: string): Promise<readonly number[]> {
  const document = vscode.workspace.textDocuments.find(({ uri }) => uri.path.split("/").at(-2) === folder);
  if (document === undefined) throw new Error(`The file in ${folder} is not open any more.`);
  const position = document.positionAt(document.getText().indexOf(text) + 2);
  const times: number[] = [];
  for (let n = 0; n < hovers; n++) {
    const began = performance.now();
    await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, position);
    times.push(performance.now() - began);
  }
  return times;
}
