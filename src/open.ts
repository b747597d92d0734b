import type * as vscode from "vscode";
import { environment, homeFolder, readTextFile } from "#platform";
import { connectSample } from "./demo/connect-sample";
import { type SampleFile, sampleFiles } from "./demo/sample-cards";
import { connectHub } from "./hub/connect";
import type { ModelFamilyTree } from "./vscode/family/model-family";
import { hubChoice } from "./vscode/hub-choice";
import { registerNotebookControllers } from "./vscode/notebook/notebook-controllers";
import { notebookSerializer } from "./vscode/notebook/notebook-data";
import { isSampleWindow } from "./vscode/sample/sample-window";
import { speakLikeEditor } from "./vscode/speech";
import { type Start, type Started, start } from "./vscode/start-extension";

/** Composes everything the first card, command, or view needs. On the desktop it is a separate bundle to keep activation fast. */
export function open(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  tree: ModelFamilyTree,
): Started {
  // On the desktop this is a program of its own.
  speakLikeEditor();
  if (isSampleWindow())
    return start(
      context,
      log,
      tree,
      connectSample(line => log.info(line)),
    );
  const access = connectHub({
    ...hubChoice(context, log),
    environment: environment(),
    home: homeFolder(),
    readText: readTextFile,
    fetch: (input, init) => globalThis.fetch(input, init),
  });
  return start(context, log, tree, access);
}

/** The files of the sample workspace. */
export function openSampleFiles(): readonly SampleFile[] {
  return sampleFiles;
}

/** Offers to run notebooks, and returns what reads and writes them; does not start the rest until a cell is run. */
export function openNotebooks(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  load: Start,
): vscode.NotebookSerializer {
  speakLikeEditor();
  context.subscriptions.push(registerNotebookControllers(load, log));
  return notebookSerializer;
}
