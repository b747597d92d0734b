import * as vscode from "vscode";
import type { TextEdit } from "../../card/finding";
import { lineStarts, type Range, toPosition } from "../../card/position";

/** Converts a range of offsets to a VS Code range. */
export function rangeIn(document: vscode.TextDocument, { start, end }: Range): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

/** Adds edits of a text, which need not be open, to a workspace edit. */
export function addEdits(
  edit: vscode.WorkspaceEdit,
  uri: vscode.Uri,
  text: string,
  edits: readonly TextEdit[],
): void {
  const starts = lineStarts(text);
  const at = (offset: number): vscode.Position => {
    const { line, character } = toPosition(text, offset, starts);
    return new vscode.Position(line, character);
  };
  for (const { range, newText } of edits)
    edit.replace(uri, new vscode.Range(at(range.start), at(range.end)), newText);
}
