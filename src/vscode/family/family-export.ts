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

/** A name for a model's file that no file system takes amiss: "google__gemma-2b". */
function fileStem(id: string | null): string {
  const stem = (id ?? "family").replaceAll("/", "__").replace(/[^\w.-]+/g, "-");
  return stem.slice(0, 100);
}

/** Where a family's files and pictures come from. */
interface ExportSource {
  readonly root: string;
  write(format: FamilyFormat): Promise<Uint8Array>;
  /** The picture that the panel shows; null where no panel is seen. */
  readonly picture: ((format: "svg" | "png") => Promise<Uint8Array | null>) | null;
}

/** What the family panel shows at this moment. */
export interface ShownFamily {
  /** Whether the panel is there. */
  readonly isOpen: boolean;
  readonly view: PackedFamilyView;
  /** The picture that a person sees; null where no panel is seen. */
  readonly picture: ExportSource["picture"];
}

interface ExportItem extends vscode.QuickPickItem {
  readonly act: () => Promise<void>;
}

async function savePicture(source: ExportSource, format: "svg" | "png"): Promise<void> {
  const bytes = await source.picture?.(format);
  if (!bytes)
    throw new UserError(
      "The tab in front has no picture to save. Show the tab Family or Drift, and export again.",
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
      description: "what is seen, as lines that stay sharp",
      act: () => savePicture(source, "svg"),
    },
    {
      label: "$(device-camera) PNG picture",
      description: "what is seen, as an image",
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
 * Saves a family, or what is seen of it, in a format of the person's choice: the one named, else the panel's, else that
 * of the card in front.
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
    placeHolder: "In which format?",
    matchOnDescription: true,
  });
  await chosen?.act();
}

/** Writes a family that is in a view and not in the index: a draft's. */
async function writeFromView(view: PackedFamilyView, format: FamilyFormat): Promise<Uint8Array> {
  const { family } = unpackView(view, bytes => new TextDecoder().decode(bytes));
  if (!family) throw new UserError("There is no family to export. Show one first.");
  return new TextEncoder().encode(formatOf(format).write(family));
}

/** Saves a file that the view made; throws nothing but what VS Code says. */
export async function saveFromView(focus: string | null, file: SavedFile): Promise<void> {
  const { format, bytes } = file;
  await saveAs(`${fileStem(focus)}.${format}`, { [names[format]]: [format] }, async () => bytes);
}
