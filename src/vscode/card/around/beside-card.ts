import * as vscode from "vscode";
import { openSnapshotFile } from "#platform";
import { counts, mayTell } from "../../../app/evidence/compared-files";
import { gatherEvidence } from "../../../app/evidence/gather-evidence";
import { decodedText, type FileText, longFile } from "../../../app/ports/file-text";
import type { ModelFile, ModelFiles } from "../../../app/ports/model-files-port";
import type { CardContext } from "../../../card/finding";
import { t } from "../../../words/words";

/** Files in a folder that are looked at; real models have at most some hundreds. */
const mostFiles = 400;

/**
 * What the files next to a card tell of its parents; null if none of them can. Reads configurations and pointers through
 * VS Code, and of weights at most the header of a GGUF file on disk: the header of a safetensors file can take megabytes.
 */
export async function factsNextTo(
  card: vscode.Uri,
  names: readonly string[] | null,
): Promise<CardContext["told"]> {
  return mayTell(names)
    ? gatherEvidence(
        filesIn(vscode.Uri.joinPath(card, ".."), (names ?? []).filter(counts).slice(0, mostFiles), counts),
      )
    : null;
}

/** The files in a folder by their names, null if they are not known; of those that are looked at, the sizes are asked for. */
export function filesIn(
  folder: vscode.Uri,
  names: readonly string[] | null,
  isLookedAt: (name: string) => boolean,
): ModelFiles {
  const at = (name: string) => vscode.Uri.joinPath(folder, name);
  const sized = new Set(names?.filter(isLookedAt).slice(0, mostFiles));
  return {
    place: folder.path,
    list: async () =>
      names &&
      Promise.all(
        names.map(async name =>
          sized.has(name) ? fileAt(name, at(name)) : { name, size: null, sha256: null },
        ),
      ),
    inside: name => namesIn(at(name)),
    text: (name, most) => textOf(at(name), most),
    head: (name, bytes) => headOf(at(name), bytes),
  };
}

async function fileAt(name: string, uri: vscode.Uri): Promise<ModelFile> {
  const size = await sizeOf(uri);
  const isFolder = size === null && !name.includes(".") && (await isFolderAt(uri));
  return { name, size, sha256: null, ...(isFolder ? { isFolder } : {}) };
}

async function isFolderAt(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    return false;
  }
}

async function namesIn(folder: vscode.Uri): Promise<readonly string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  } catch {
    return [];
  }
}

/** In bytes; null for what is no file, such as a pipe, which reading would wait for. */
async function sizeOf(uri: vscode.Uri): Promise<number | null> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) === 0 ? null : size;
  } catch {
    return null;
  }
}

async function textOf(uri: vscode.Uri, most: number): Promise<FileText> {
  const size = await sizeOf(uri);
  if (size === null) return { problem: t`cannot be read` };
  if (size > most) return longFile(most);
  try {
    return decodedText(await vscode.workspace.fs.readFile(uri));
  } catch {
    return { problem: t`cannot be read` };
  }
}

async function headOf(uri: vscode.Uri, most: number): Promise<Uint8Array | null> {
  if (uri.scheme !== "file" || !/\.gguf$/i.test(uri.path) || (await sizeOf(uri)) === null) return null;
  try {
    const file = await openSnapshotFile(uri.fsPath);
    try {
      return new Uint8Array(await file.slice(0, Math.min(most, file.byteLength)));
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
