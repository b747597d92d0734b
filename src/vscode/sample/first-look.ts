import * as vscode from "vscode";
import { firstCard, firstModel } from "../../demo/sample-cards";
import { t } from "../../words/words";
import type { Session } from "../session";
import { sampleFile } from "./sample-window";

/** What a first look at the sample workspace needs. */
export interface FirstLook {
  readonly session: Session;
  showFamily(id: string): Promise<void>;
}

/** Opens the first card of the sample workspace, and the family of its parent beside it. */
export async function showSample({ session, showFamily }: FirstLook): Promise<void> {
  const document = await vscode.workspace.openTextDocument(sampleFile(firstCard));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, preview: false });
  await session.cards.settled();
  await showFamily(firstModel);
}

/** Begins the sample window with a first look, unless it has editors, as after a reload; says in the status bar what it shows. */
export async function beginSample(look: FirstLook): Promise<void> {
  look.session.context.subscriptions.push(sampleItem());
  if (!hasEditors()) await showSample(look);
}

function hasEditors(): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.some(
    ({ input }) =>
      input instanceof vscode.TabInputText || (input instanceof vscode.TabInputWebview && isOurs(input)),
  );
}

/** The Welcome page and its like are webviews, too. */
function isOurs({ viewType }: vscode.TabInputWebview): boolean {
  return viewType.includes("hubLineage");
}

function sampleItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem("hubLineage.sample", vscode.StatusBarAlignment.Left, 0);
  item.name = t`Hub Lineage: Sample Data`;
  item.text = `$(beaker) ${t`Sample data`}`;
  item.tooltip = t`The models in this window are made up, and no requests are sent. Nothing is kept when it closes. Click to close it.`;
  item.command = "hubLineage.closeSample";
  item.show();
  return item;
}
