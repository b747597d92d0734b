import * as vscode from "vscode";
import { type FamilyFormat, familyFormats, formatOf } from "../lineage/export/formats";
import type { Family } from "../lineage/family";
import { type PackedFamilyView, unpackView } from "../lineage/packed-family";
import type { SavedFile } from "../protocol";
import { saveAs } from "./save-as";

const names: Readonly<Record<SavedFile["format"], string>> = {
  csv: "CSV",
  svg: "SVG picture",
  png: "PNG picture",
};

/** A name for a model's file that no file system takes amiss: "google__gemma-2b". */
function fileStem(id: string | null): string {
  const stem = (id ?? "family").replaceAll("/", "__").replace(/[^\w.-]+/g, "-");
  return stem.slice(0, 100);
}

/** Asks for a format and saves the family of `root` in it; `write` makes the bytes. */
export async function exportFamily(
  root: string,
  write: (format: FamilyFormat) => Promise<Uint8Array>,
): Promise<void> {
  const items = familyFormats.map(key => {
    const { name, purpose } = formatOf(key);
    return { label: name, description: purpose, key };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: `Export the Family of ${root}`,
    placeHolder: "In which format?",
    matchOnDescription: true,
  });
  if (chosen === undefined) return;
  const { name, ending } = formatOf(chosen.key);
  await saveAs(`${fileStem(root)}.${ending}`, { [name]: [ending] }, () => write(chosen.key));
}

/** The same for a draft, which is in the view and not in the index. */
export async function exportDraft(view: PackedFamilyView): Promise<void> {
  const { family } = unpackView(view, bytes => new TextDecoder().decode(bytes));
  if (family) await exportFamily(family.root, async format => written(family, format));
}

function written(family: Family, format: FamilyFormat): Uint8Array {
  return new TextEncoder().encode(formatOf(format).write(family));
}

/** Saves a file that the view made; throws nothing but what VS Code says. */
export async function saveFromView(focus: string | null, file: SavedFile): Promise<void> {
  const { format, bytes } = file;
  await saveAs(`${fileStem(focus)}.${format}`, { [names[format]]: [format] }, async () => bytes);
}
