import * as vscode from "vscode";
import { currentSpeech, english, pageLanguage, phrase } from "../words/words";

/** The kind of view in a panel. */
export type PanelView = "family" | "query" | "report";

const titles: Readonly<Record<PanelView, string>> = english({
  family: "Family",
  query: "Query Result",
  report: "Ecosystem Analysis",
});

/** Only the report view needs the chart library. */
const scripts: Readonly<Record<PanelView, readonly string[]>> = {
  family: ["webview.js"],
  query: ["webview.js"],
  report: ["pictures.js", "report.js"],
};

/** The icons of a panel's tab. VS Code does not recolor them, so light and dark themes each need one. */
export function panelIcon(extensionUri: vscode.Uri): {
  readonly light: vscode.Uri;
  readonly dark: vscode.Uri;
} {
  const at = (name: string) => vscode.Uri.joinPath(extensionUri, "media", name);
  return { light: at("tab-light.svg"), dark: at("tab-dark.svg") };
}

/** The HTML page of a panel. It allows only our scripts and styles, no inline code, and uses a new nonce each time. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, view: PanelView): string {
  const nonce = freshNonce();
  const built = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", name)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    // Exporting a chart as PNG draws it through an image.
    ...(view === "report" ? ["img-src data:"] : []),
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${pageLanguage()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" nonce="${nonce}" href="${built("webview.css")}">
${speechMeta()}<title>${phrase(titles[view])}</title>
</head>
<body data-view="${view}">
${scripts[view].map(name => `<script nonce="${nonce}" src="${built(name)}"></script>`).join("\n")}
</body>
</html>`;
}

/** What the page says instead of English; nothing for English. */
function speechMeta(): string {
  const speech = currentSpeech();
  if (speech === null) return "";
  const text = JSON.stringify(speech)
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;");
  return `<meta name="speech" content="${text}">\n`;
}

/** A value that nobody can guess, for the styles and scripts of one page. */
export function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes));
}
