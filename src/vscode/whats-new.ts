import * as vscode from "vscode";
import { newsSince } from "../app/news";
import { t } from "../words/words";

/** Key of the global state that stores the version which ran last. */
const versionKey = "hubLineage.version";

/** One sentence for each version that has something to say; the changelog has the rest. */
const news = (): ReadonlyMap<string, string> =>
  new Map([
    [
      "0.2.0",
      t`SQL files can be opened as notebooks, reports can be published, and sample data is there to try everything without a request.`,
    ],
  ]);

/** After an update that has something to say, says it once and offers the changelog. */
export async function tellNews({ extension, globalState }: vscode.ExtensionContext): Promise<void> {
  const now = String(extension.packageJSON.version);
  const before = globalState.get<string>(versionKey);
  if (before === now) return;
  await globalState.update(versionKey, now);
  const sentence = newsSince(before, now, news());
  if (sentence === null) return;
  const act = t`What's New`;
  const choice = await vscode.window.showInformationMessage(`Hub Lineage ${now}: ${sentence}`, act);
  if (choice === act) await vscode.commands.executeCommand("extension.open", extension.id, "changelog");
}
