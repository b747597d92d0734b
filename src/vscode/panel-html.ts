import * as vscode from "vscode";

/** What a panel shows. */
export type PanelView = "family" | "query" | "report";

const titles: Readonly<Record<PanelView, string>> = {
  family: "Family",
  query: "Query Result",
  report: "Ecosystem Analysis",
};

/** Charts come with a library that the other views have no use for. */
const scripts: Readonly<Record<PanelView, readonly string[]>> = {
  family: ["webview.js"],
  query: ["webview.js"],
  report: ["pictures.js", "report.js"],
};

/** The icon of a panel's tab: VS Code draws it as it is, so each kind of theme has its own. */
export function panelIcon(extensionUri: vscode.Uri): {
  readonly light: vscode.Uri;
  readonly dark: vscode.Uri;
} {
  const at = (name: string) => vscode.Uri.joinPath(extensionUri, "media", name);
  return { light: at("tab-light.svg"), dark: at("tab-dark.svg") };
}

/** The page of a panel: no resource but our script and style, no inline code, a fresh nonce each time. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, view: PanelView): string {
  const nonce = freshNonce();
  const built = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", name)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    // A chart becomes a PNG by way of an image.
    ...(view === "report" ? ["img-src data:"] : []),
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" nonce="${nonce}" href="${built("webview.css")}">
<title>${titles[view]}</title>
</head>
<body data-view="${view}">
${scripts[view].map(name => `<script nonce="${nonce}" src="${built(name)}"></script>`).join("\n")}
</body>
</html>`;
}

function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes));
}
