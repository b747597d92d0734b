import * as vscode from "vscode";
import { withAncestors } from "../../app/card/laid-cards";
import { UserError } from "../../app/ports/errors";
import { type FamilyFormat, familyFormats, formatOf } from "../../lineage/export/formats";
import type { Family } from "../../lineage/family";
import { type PackedFamilyView, unpackView } from "../../lineage/packed-family";
import { layCards } from "../../lineage/traits/laid-card";
import { withoutSiblings } from "../../lineage/tree/sibling-finding";
import type { SavedFile } from "../../protocol";
import { english, phrase, t } from "../../words/words";
import { idOf } from "../model-id";
import { saveAs } from "../save-as";
import type { Session } from "../session";
import { type PosterSource, saveCardFigure, savePoster } from "./family-posters";
import { pickFamily } from "./model-picker";

const names: Readonly<Record<SavedFile["format"], string>> = {
  csv: "CSV",
  json: "JSON",
  svg: english("SVG picture"),
  png: english("PNG picture"),
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
  readonly posters: PosterSource;
}

/** The current content of the family panel. */
export interface ShownFamily {
  /** Whether the panel is open. */
  readonly isOpen: boolean;
  readonly view: PackedFamilyView;
  /** Draws the panel's picture; null if no panel is visible. */
  readonly picture: ExportSource["picture"];
  /** Draws a poster of the panel's family as PNG; null if no panel is visible. */
  readonly poster: PosterSource["png"];
}

interface ExportItem extends vscode.QuickPickItem {
  readonly act: () => Promise<void>;
}

async function savePicture(source: ExportSource, format: "svg" | "png"): Promise<void> {
  const bytes = await source.picture?.(format);
  if (!bytes)
    throw new UserError(
      t`The current tab has no picture to save. Switch to the Family or Drift tab, then export again.`,
    );
  await saveFromView(source.root, { format, bytes });
}

async function copyMarkdown(source: ExportSource): Promise<void> {
  await vscode.env.clipboard.writeText(new TextDecoder().decode(await source.write("markdown")));
  vscode.window.setStatusBarMessage(t`Hub Lineage: copied the lineage as Markdown.`, 5000);
}

function itemsFor(source: ExportSource): readonly ExportItem[] {
  const pictures: readonly ExportItem[] = [
    {
      label: t`$(device-camera) SVG picture`,
      description: t`the current view as a scalable image`,
      act: () => savePicture(source, "svg"),
    },
    {
      label: t`$(device-camera) PNG picture`,
      description: t`the current view as a bitmap image`,
      act: () => savePicture(source, "png"),
    },
  ];
  const copied: ExportItem = {
    label: t`$(copy) Copy as Markdown for a model card`,
    description: formatOf("markdown").purpose,
    act: () => copyMarkdown(source),
  };
  const files = familyFormats.map((key): ExportItem => {
    const { name, purpose, ending } = formatOf(key);
    const stem = fileStem(source.root);
    const act = async () => {
      await saveAs(`${stem}.${ending}`, { [name]: [ending.split(".").at(-1) ?? ending] }, () =>
        source.write(key),
      );
    };
    return { label: `$(file) ${name}`, description: phrase(purpose), act };
  });
  const posters: readonly ExportItem[] = [
    {
      label: t`$(preview) Poster…`,
      description: t`headline, picture, legend, and date on one page, for slides and posts`,
      act: () => savePoster(source.posters),
    },
    {
      label: t`$(file-media) Figure for a model card`,
      description: t`parents, model, and children as a small SVG for light and dark`,
      act: () => saveCardFigure(source.posters),
    },
  ];
  return [...(source.picture ? pictures : []), ...posters, copied, ...files];
}

/**
 * Saves a family or its current view in a format that the user selects. Uses the model named, then the panel's, then the
 * active card's.
 */
export async function exportFamily(session: Session, shown: ShownFamily, target: unknown): Promise<void> {
  const source = await exportSource(session, shown, target);
  if (source !== null) await askAndExport(source);
}

/** Saves the figure for a model card, of the model named, the panel's, or the active card's. */
export async function exportCardFigure(session: Session, shown: ShownFamily, target: unknown): Promise<void> {
  const source = await exportSource(session, shown, target);
  if (source !== null) await saveCardFigure(source.posters);
}

/** What to export; null if the user selects nothing. */
async function exportSource(
  session: Session,
  shown: ShownFamily,
  target: unknown,
): Promise<ExportSource | null> {
  const named = idOf(target);
  const { view, picture, poster } = shown;
  const inPanel = named === null && shown.isOpen ? view.focus : null;
  const root =
    named ?? inPanel ?? session.cards.active?.subject.identity?.repo ?? (await pickFamily(session));
  if (root === undefined) return null;
  const isDraft = root === inPanel && view.draft;
  const isShown = root === view.focus;
  return {
    root,
    write: format => (isDraft ? writeFromView(view, format) : writeFamily(session, root, format)),
    picture: isShown ? picture : null,
    posters: {
      stem: fileStem(root),
      host: new URL(session.endpoint).host,
      family: async () => (isDraft ? familyOfView(view) : laidFamily(session, root)),
      png: isShown ? poster : null,
    },
  };
}

async function askAndExport(source: ExportSource): Promise<void> {
  const chosen = await vscode.window.showQuickPick(itemsFor(source), {
    title: t`Export the Family of ${source.root}`,
    placeHolder: t`Select a format`,
    matchOnDescription: true,
  });
  await chosen?.act();
}

/** Writes a family from the index, with the open cards that differ from the Hub laid over it. */
async function writeFamily(session: Session, id: string, format: FamilyFormat): Promise<Uint8Array> {
  const { facts, index } = session;
  if (facts.cards.every(card => facts.differences(card.id).length === 0))
    return index.writtenFamily({ id, format });
  return new TextEncoder().encode(formatOf(format).write(await laidFamily(session, id)));
}

/** A family from the index with the open cards laid over it. */
async function laidFamily({ facts, index }: Session, id: string): Promise<Family> {
  const [family, cards] = await Promise.all([index.family({ id }), withAncestors(facts, index)]);
  return layCards(family, cards).family;
}

/** Writes a draft's family, which is in the view but not in the index. */
async function writeFromView(view: PackedFamilyView, format: FamilyFormat): Promise<Uint8Array> {
  return new TextEncoder().encode(formatOf(format).write(familyOfView(view)));
}

function familyOfView(view: PackedFamilyView): Family {
  const { family } = unpackView(view, bytes => new TextDecoder().decode(bytes));
  if (!family) throw new UserError(t`There is no family to export. Show one first.`);
  return withoutSiblings(family);
}

/** Saves a file that the view created; throws only VS Code's own errors. */
export async function saveFromView(focus: string | null, file: SavedFile): Promise<void> {
  const { format, bytes } = file;
  await saveAs(`${fileStem(focus)}.${format}`, { [phrase(names[format])]: [format] }, async () => bytes);
}
