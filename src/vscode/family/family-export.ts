import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import { type FamilyFormat, familyFormats, formatOf } from "../../lineage/export/formats";
import { type PackedFamilyView, unpackView } from "../../lineage/packed-family";
import type { SavedFile } from "../../protocol";
import { idOf } from "../model-id";
import { saveAs } from "../save-as";
import type { Session } from "../session";
import { pickFamily } from "./model-picker";

const names: Readonly<Record<SavedFile["format"], string>> = {
  csv: "CSV",
  svg: "SVG picture",
  png: "PNG picture",
};

/** A model's file name that is valid on every file system, such as "google__gemma-2b". */
function fileStem(id: string | null): string {
  const stem = (id ?? "family").replaceAll("/", "__").replace(/[^\w.-]+/g, "-");
  return stem.slice(0, 100);
}

/** The source of a family's files and pictures. */
interface ExportSource {
  readonly root: string;
  write(format: FamilyFormat): Promise<Uint8Array>;
  /** Draws the panel's picture; null if no panel is visible. */
  readonly picture: ((format: "svg" | "png") => Promise<Uint8Array | null>) | null;
}

/** The current content of the family panel. */
export interface ShownFamily {
  /** Whether the panel is open. */
  readonly isOpen: boolean;
  readonly view: PackedFamilyView;
  /** Draws the panel's picture; null if no panel is visible. */
  readonly picture: ExportSource["picture"];
}

interface ExportItem extends vscode.QuickPickItem {
  readonly act: () => Promise<void>;
}

async function savePicture(source: ExportSource, format: "svg" | "png"): Promise<void> {
  const bytes = await source.picture?.(format);
  if (!bytes)
    throw new UserError(
      "The current tab has no picture to save. Switch to the Family or Drift tab, then export again.",
    );
  await saveFromView(source.root, { format, bytes });
}

async function copyMarkdown(source: ExportSource): Promise<void> {
  await vscode.env.clipboard.writeText(new TextDecoder().decode(await source.write("markdown")));
  vscode.window.setStatusBarMessage("Hub Lineage: copied the lineage as Markdown.", 5000);
}

function itemsFor(source: ExportSource): readonly ExportItem[] {
  const pictures: readonly ExportItem[] = [
    {
      label: "$(device-camera) SVG picture",
      description: "the current view as a scalable image",
      act: () => savePicture(source, "svg"),
    },
    {
      label: "$(device-camera) PNG picture",
      description: "the current view as a bitmap image",
      act: () => savePicture(source, "png"),
    },
  ];
  const copied: ExportItem = {
    label: "$(copy) Copy as Markdown for a model card",
    description: formatOf("markdown").purpose,
    act: () => copyMarkdown(source),
  };
  const files = familyFormats.map((key): ExportItem => {
    const { name, purpose, ending } = formatOf(key);
    const stem = fileStem(source.root);
    const act = () =>
      saveAs(`${stem}.${ending}`, { [name]: [ending.split(".").at(-1) ?? ending] }, () => source.write(key));
    return { label: `$(file) ${name}`, description: purpose, act };
  });
  return [...(source.picture ? pictures : []), copied, ...files];
}

/**
 * Saves a family or its current view in a format that the user selects. Uses the model named, then the panel's, then the
 * active card's.
 */
export async function exportFamily(session: Session, shown: ShownFamily, target: unknown): Promise<void> {
  const named = idOf(target);
  const { view, picture } = shown;
  const inPanel = named === null && shown.isOpen ? view.focus : null;
  const root =
    named ?? inPanel ?? session.cards.active?.subject.identity?.repo ?? (await pickFamily(session));
  if (root === undefined) return;
  const isDraft = root === inPanel && view.draft;
  await askAndExport({
    root,
    write: format =>
      isDraft ? writeFromView(view, format) : session.index.writtenFamily({ id: root, format }),
    picture: root === view.focus ? picture : null,
  });
}

async function askAndExport(source: ExportSource): Promise<void> {
  const chosen = await vscode.window.showQuickPick(itemsFor(source), {
    title: `Export the Family of ${source.root}`,
    placeHolder: "Select a format",
    matchOnDescription: true,
  });
  await chosen?.act();
}

/** Writes a draft's family, which is in the view but not in the index. */
async function writeFromView(view: PackedFamilyView, format: FamilyFormat): Promise<Uint8Array> {
  const { family } = unpackView(view, bytes => new TextDecoder().decode(bytes));
  if (!family) throw new UserError("There is no family to export. Show one first.");
  return new TextEncoder().encode(formatOf(format).write(family));
}

/** Saves a file that the view created; throws only VS Code's own errors. */
export async function saveFromView(focus: string | null, file: SavedFile): Promise<void> {
  const { format, bytes } = file;
  await saveAs(`${fileStem(focus)}.${format}`, { [names[format]]: [format] }, async () => bytes);
}
