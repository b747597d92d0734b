import * as vscode from "vscode";
import { type NotebookCell, notebookOfBytes, writeNotebook } from "../../app/notebook/notebook-text";

/** Notebooks as VS Code has them; what it does not know about the file is in the metadata. */
export const notebookSerializer: vscode.NotebookSerializer = {
  deserializeNotebook: bytes => {
    const { cells, ...metadata } = notebookOfBytes(bytes);
    const data = new vscode.NotebookData(cells.map(cellData));
    data.metadata = metadata;
    return data;
  },
  serializeNotebook: ({ cells, metadata }) => {
    const { start, end, eol } = metadata ?? {};
    const text = writeNotebook({
      cells: cells.map(({ kind, value, metadata: kept }) => cellOf(kind, value, kept)),
      ...textsOf({ start, end }),
      ...(eol === "\r\n" ? { eol } : {}),
    });
    return new TextEncoder().encode(text);
  },
};

/** A cell of an open notebook. */
export function cellOfDocument({ kind, document, metadata }: vscode.NotebookCell): NotebookCell {
  return cellOf(kind, document.getText(), metadata);
}

/** A cell as VS Code has it. */
export function cellData({ kind, text, ...metadata }: NotebookCell): vscode.NotebookCellData {
  const [code, language] =
    kind === "code"
      ? ([vscode.NotebookCellKind.Code, "sql"] as const)
      : ([vscode.NotebookCellKind.Markup, "markdown"] as const);
  const data = new vscode.NotebookCellData(code, text, language);
  data.metadata = metadata;
  return data;
}

function cellOf(
  kind: vscode.NotebookCellKind,
  text: string,
  metadata: Readonly<Record<string, unknown>> | undefined,
): NotebookCell {
  const { written, above } = metadata ?? {};
  const isCode = kind === vscode.NotebookCellKind.Code;
  return { kind: isCode ? "code" : "markdown", text, ...textsOf({ written, above }) };
}

/** The entries that are texts: others may write the metadata as well. */
function textsOf<K extends string>(
  values: Readonly<Record<K, unknown>>,
): Readonly<Partial<Record<K, string>>> {
  const texts = Object.entries(values).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts) as Partial<Record<K, string>>;
}
