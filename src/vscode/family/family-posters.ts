import * as vscode from "vscode";
import { UserError } from "../../app/ports/errors";
import type { Family } from "../../lineage/family";
import { cardFigure } from "../../pictures/poster/card-figure";
import { posterSvg } from "../../pictures/poster/poster";
import type { PosterShape } from "../../pictures/poster/poster-choices";
import type { PosterLook } from "../../protocol";
import { t } from "../../words/words";
import { saveAs } from "../save-as";

/** A family of which posters and card figures are made. */
export interface PosterSource {
  /** A name for files. */
  readonly stem: string;
  /** The host of the Hub that the data comes from. */
  readonly host: string;
  family(): Promise<Family>;
  /** Draws a poster as PNG in the panel; null if no panel shows the family. */
  readonly png: ((look: PosterLook) => Promise<Uint8Array | null>) | null;
}

interface PosterItem extends vscode.QuickPickItem {
  readonly shape: PosterShape;
  readonly format: "svg" | "png";
}

/** Asks for the shape and the format of a poster, and saves it. */
export async function savePoster(source: PosterSource): Promise<void> {
  const chosen = await vscode.window.showQuickPick(posterItems(source.png !== null), {
    title: t`Export Poster`,
    placeHolder: t`Select a shape and a format`,
    matchOnDescription: true,
  });
  if (chosen === undefined) return;
  const { shape, format } = chosen;
  await saveAs(`${source.stem}-poster.${format}`, { [format.toUpperCase()]: [format] }, () =>
    posterBytes(source, shape, format),
  );
}

function posterItems(hasPanel: boolean): readonly PosterItem[] {
  const svg = t`stays sharp at any size; its colors follow the reader's system`;
  const png = t`in the colors of the editor: light or dark`;
  return [
    { label: t`16:9, SVG`, description: svg, shape: "wide", format: "svg" },
    { label: t`Square, SVG`, description: svg, shape: "square", format: "svg" },
    ...(hasPanel
      ? ([
          { label: t`16:9, PNG`, description: png, shape: "wide", format: "png" },
          { label: t`Square, PNG`, description: png, shape: "square", format: "png" },
        ] as const)
      : []),
  ];
}

async function posterBytes(
  source: PosterSource,
  shape: PosterShape,
  format: "svg" | "png",
): Promise<Uint8Array> {
  if (format === "svg") {
    const order = { family: await source.family(), shape, theme: "auto", source: source.host } as const;
    return new TextEncoder().encode(posterSvg(order));
  }
  const made = await source.png?.({ shape, theme: editorTheme(), source: source.host });
  if (!made)
    throw new UserError(
      t`The family panel is closed, so it cannot draw a PNG. Show the family, then export.`,
    );
  return made;
}

function editorTheme(): "light" | "dark" {
  const { Light, HighContrastLight } = vscode.ColorThemeKind;
  return [Light, HighContrastLight].includes(vscode.window.activeColorTheme.kind) ? "light" : "dark";
}

/** The line of Markdown that shows a saved figure in the card beside it. */
function figureLine(file: vscode.Uri): string {
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  return `![Lineage](${encodeURIComponent(name).replace(/[()]/g, sign => (sign === "(" ? "%28" : "%29"))})`;
}

/** Saves the small figure for a model card, and says how to put it there. */
export async function saveCardFigure(source: PosterSource): Promise<void> {
  const file = await saveAs("lineage.svg", { SVG: ["svg"] }, async () =>
    new TextEncoder().encode(cardFigure(await source.family(), source.host)),
  );
  if (file === null) return;
  const line = figureLine(file);
  const copy = t`Copy Markdown`;
  const chosen = await vscode.window.showInformationMessage(
    t`The figure is saved. Keep it next to README.md, and add this line to the card: ${line}`,
    copy,
  );
  if (chosen === copy) await vscode.env.clipboard.writeText(line);
}
