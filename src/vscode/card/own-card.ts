import * as vscode from "vscode";

/**
 * Whether a card is the user's to change, and so worth linting: a new document, or a file in a file system that takes
 * changes. The old side of a diff, a card read from the Hub, and other documents that are only shown are not.
 */
export function isOwnCard({ scheme }: vscode.Uri): boolean {
  if (scheme === "untitled") return true;
  const isWritable = vscode.workspace.fs.isWritableFileSystem(scheme);
  // A scheme without a file system, such as that of a content provider, cannot be written either.
  return isWritable ?? scheme === "file";
}
