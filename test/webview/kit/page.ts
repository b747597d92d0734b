import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { packFamily } from "../../../src/lineage/packed-family";
import type { FamilyView } from "../../../src/lineage/shown-family";
import type { QueryView, ReportView } from "../../../src/protocol";
import { keyedTexts } from "../../../src/words/text-key";
import { launchBrowser } from "../../harness/browser";
import { repoRoot } from "../../harness/root";
import { type Theme, themeSheet } from "./themes";

/** A call that the view made to its panel. */
export interface PanelCall {
  readonly call: string;
  readonly params: unknown;
}

/** A view in a page of its own, with a host that the test plays. */
export interface OpenView<View = FamilyView> {
  readonly page: Page;
  /** Sends an update, and waits until the view has answered it. */
  update(view: View): Promise<void>;
  /** Makes another call to the view and answers its result; bytes come as numbers. */
  ask(call: string, params: unknown): Promise<unknown>;
  /** Every call since the page was opened. */
  calls(): Promise<readonly PanelCall[]>;
  /** What the view asked to keep. */
  kept(): Promise<unknown>;
  /** Breaches of the content security policy, page errors and dialogs: what must not be. */
  breaches(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** How a page is opened. */
export interface OpenOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** State from an earlier life of the view. */
  readonly kept?: unknown;
  /** What the panel answers to calls by name; the others are answered with nothing. */
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly reducedMotion?: boolean;
  /** The language of the view (de, zh-cn); English if left out. */
  readonly language?: string;
}

/** A browser and a server on loopback that opens views until it is closed. */
export interface Pages {
  open(view: FamilyView, options?: OpenOptions): Promise<OpenView>;
  openQuery(view: QueryView, options?: OpenOptions): Promise<OpenView<QueryView>>;
  openReport(view: ReportView, options?: OpenOptions): Promise<OpenView<ReportView>>;
  close(): Promise<void>;
}

interface PlayedHost {
  readonly calls: PanelCall[];
  readonly breaches: string[];
  kept: unknown;
  update(view: unknown): Promise<void>;
  ask(call: string, params: unknown): Promise<unknown>;
}

interface PlayedWindow {
  readonly playedHost: PlayedHost;
}

/** Runs in the page, before the bundle: what VS Code and the panel would be. */
function playHost(view: unknown, kept: unknown, answers: Readonly<Record<string, unknown>>): void {
  const waiting = new Map<number, (result: unknown) => void>();
  // A test hands over text; on the wire a family is bytes.
  const packed = (shown: unknown) => {
    const { family } = (shown ?? {}) as { family?: { text: string } | null };
    return family
      ? { ...(shown as object), family: { ...family, json: new TextEncoder().encode(family.text) } }
      : shown;
  };
  let lastId = 0;
  const host: PlayedHost = {
    calls: [],
    breaches: [],
    kept,
    update: async next => void (await host.ask("update", packed(next))),
    ask: (call, params) =>
      new Promise(done => {
        lastId += 1;
        waiting.set(lastId, done);
        send({ call, id: lastId, params });
      }),
  };
  const send = (data: unknown) => window.postMessage(data, location.origin);
  const receive = (message: {
    call?: string;
    id?: number;
    params?: unknown;
    reply?: number;
    result?: unknown;
  }) => {
    if (message.reply !== undefined) waiting.get(message.reply)?.(message.result);
    if (message.call === undefined) return;
    host.calls.push({ call: message.call, params: message.params ?? null });
    send({ reply: message.id, result: message.call === "ready" ? packed(view) : answers[message.call] });
  };
  document.addEventListener("securitypolicyviolation", event => {
    host.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample} ${event.sourceFile}`);
  });
  addEventListener("error", event => host.breaches.push(`error: ${event.message}`));
  addEventListener("unhandledrejection", event => host.breaches.push(`rejection: ${String(event.reason)}`));
  const api = {
    postMessage: (message: object) => queueMicrotask(() => receive(structuredClone(message))),
    getState: () => host.kept,
    setState: (state: unknown) => {
      host.kept = structuredClone(state);
    },
  };
  Object.assign(window, { acquireVsCodeApi: () => api, playedHost: host });
}

/** A view with its family packed as the extension packs it, and as text, which alone can be handed to a page. */
function handedOver(view: unknown): unknown {
  const { family } = (view ?? {}) as { family?: FamilyView["family"] };
  if (!family) return view;
  const { json, ...counts } = packFamily(family, text => new TextEncoder().encode(text));
  return { ...(view as object), family: { ...counts, text: new TextDecoder().decode(json) } };
}

// A script element ends at "</script", wherever it stands in the data.
function asScript(value: unknown): string {
  return JSON.stringify(value ?? null).replaceAll("<", "\\u003c");
}

/** What the panel puts into the page for another language than English. */
function speechMeta(language: string | undefined): string {
  if (language === undefined) return "";
  const texts = JSON.parse(
    readFileSync(join(repoRoot(), `l10n/bundle.l10n.${language}.json`), "utf8"),
  ) as Readonly<Record<string, string>>;
  const dictionary = keyedTexts(texts);
  const text = JSON.stringify({ language, dictionary }).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<meta name="speech" content="${text}">\n`;
}

type Kind = "family" | "query" | "report";

function pageOf(kind: Kind, view: unknown, options: OpenOptions, nonce: string): string {
  const theme = options.theme ?? "dark";
  return `<!DOCTYPE html>
<html lang="${options.language ?? "en"}">
<head>
<meta charset="utf-8">
${speechMeta(options.language)}<meta property="csp-nonce" content="${nonce}">
<title>${kind}</title>
<link rel="stylesheet" href="/theme/${theme}.css">
<link rel="stylesheet" href="/dist/webview.css">
</head>
<body class="${theme.startsWith("high-contrast-") ? "vscode-high-contrast " : ""}vscode-${theme}" data-vscode-theme-kind="vscode-${theme}" data-view="${kind}">
<script nonce="${nonce}">(${playHost.toString()})(${asScript(handedOver(view))}, ${asScript(options.kept)}, ${asScript(options.answers ?? {})});</script>
${(kind === "report" ? ["pictures", "report"] : ["webview"]).map(name => `<script nonce="${nonce}" src="/dist/${name}.js"></script>`).join("\n")}
</body>
</html>`;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

function answerWith(
  pages: ReadonlyMap<string, { kind: Kind; html: string; nonce: string }>,
  origin: () => string,
): Answer {
  const file = (name: string) => readFileSync(join(repoRoot(), "dist", name));
  return (request, response) => {
    const path = request.url ?? "/";
    const page = pages.get(path);
    const theme = /^\/theme\/(dark|light|high-contrast|high-contrast-light)\.css$/.exec(path)?.[1] as
      | Theme
      | undefined;
    if (page) {
      const policy = `default-src 'none'; img-src ${page.kind === "report" ? "data:" : "'none'"}; style-src ${origin()} 'nonce-${page.nonce}'; script-src 'nonce-${page.nonce}'`;
      response.writeHead(200, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
      });
      response.end(page.html);
    } else if (theme) response.writeHead(200, { "content-type": "text/css" }).end(themeSheet(theme));
    else if (/^\/dist\/(webview|report|pictures)\.js$/.test(path))
      response.writeHead(200, { "content-type": "text/javascript" }).end(file(path.slice("/dist/".length)));
    else if (path === "/dist/webview.css")
      response.writeHead(200, { "content-type": "text/css" }).end(file("webview.css"));
    else response.writeHead(path === "/favicon.ico" ? 204 : 404).end();
  };
}

async function openIn<View>(
  browser: Browser,
  address: string,
  options: OpenOptions,
): Promise<OpenView<View>> {
  const { width = 1200, height = 760, reducedMotion = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
  });
  const page = await context.newPage();
  const dialogs: string[] = [];
  page.on("dialog", dialog => {
    dialogs.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(address);
  await page.locator(".family, .query, .report").waitFor({ state: "attached" });
  return {
    page,
    update: view =>
      page.evaluate(next => (window as unknown as PlayedWindow).playedHost.update(next), handedOver(view)),
    ask: (call, params) =>
      page.evaluate(
        async ([name, given]) => {
          const result = await (window as unknown as PlayedWindow).playedHost.ask(String(name), given);
          return result instanceof Uint8Array ? [...result] : result;
        },
        [call, params],
      ),
    calls: () => page.evaluate(() => (window as unknown as PlayedWindow).playedHost.calls),
    kept: () => page.evaluate(() => (window as unknown as PlayedWindow).playedHost.kept),
    breaches: async () => [
      ...(await page.evaluate(() => (window as unknown as PlayedWindow).playedHost.breaches)),
      ...dialogs,
    ],
    close: () => context.close(),
  };
}

/** Starts the browser and the server; needs the built dist/webview.js and .css (`npm run build`). */
export async function startPages(): Promise<Pages> {
  const pages = new Map<string, { kind: Kind; html: string; nonce: string }>();
  let origin = "";
  const server = createServer(answerWith(pages, () => origin));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  const openKind = <View>(kind: Kind, view: View, options: OpenOptions): Promise<OpenView<View>> => {
    const nonce = randomBytes(16).toString("base64url");
    const path = `/page/${pages.size + 1}`;
    pages.set(path, { kind, html: pageOf(kind, view, options, nonce), nonce });
    return openIn<View>(browser, `${origin}${path}`, options);
  };
  return {
    open: async (view, options = {}) => {
      const opened = await openKind("family", view, options);
      const focus = view.focus;
      if (view.family && focus !== null)
        await opened.page.locator('[role="treeitem"]').first().waitFor({ state: "attached" });
      return opened;
    },
    openQuery: (view, options = {}) => openKind("query", view, options),
    openReport: (view, options = {}) => openKind("report", view, options),
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
