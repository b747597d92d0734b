import type * as vscode from "vscode";
import { environment, homeFolder, readTextFile } from "#platform";
import { connectHub } from "./hub/connect";
import type { ModelFamilyTree } from "./vscode/family/model-family";
import { hubChoice } from "./vscode/hub-choice";
import { type Started, start } from "./vscode/start-extension";

/** Composes everything the first card, command, or view needs. On the desktop it is a separate bundle to keep activation fast. */
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
