import type * as vscode from "vscode";
import { environment, homeFolder, readTextFile } from "#platform";
import { connectHub } from "./hub/connect";
import type { ModelFamilyTree } from "./vscode/family/model-family";
import { hubChoice } from "./vscode/hub-choice";
import { type Started, start } from "./vscode/start-extension";

/** Composes the extension proper: everything that the first card, command or view asks for. A program of its own on the desktop, so that activation does not read it. */
export function open(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  tree: ModelFamilyTree,
): Started {
  const access = connectHub({
    ...hubChoice(context, log),
    environment: environment(),
    home: homeFolder(),
    readText: readTextFile,
    fetch: (input, init) => globalThis.fetch(input, init),
  });
  return start(context, log, tree, access);
}
