import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Frame, Page } from "playwright-core";
import { familyPage } from "../../../src/cli/mcp/app/family-app";
import { asObject, type JsonObject } from "../../../src/lineage/checked-json";
import { withHubHost } from "../../cli/mcp/mcp-host";
import { launchBrowser } from "../../harness/browser";
import { longOnly } from "../../harness/suites/long-runs";
import { violations } from "../kit/axe";

const extensions = { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html;profile=mcp-app"] } };
const order = "</td><script>document.title='taken'</script>";

let browser: Browser;
let html = "";
let family: JsonObject = {};

before(async () => {
  browser = await launchBrowser();
  await withHubHost({ extensions }, async ({ client }) => {
    const { contents } = await client.readResource({ uri: "ui://hub-lineage/family.html" });
    const [content] = contents;
    html = content !== undefined && "text" in content ? content.text : "";
    const given = { model: "google/gemma-2b", limit: 5 };
    family = { ...(await client.callTool({ name: "get_model_family", arguments: given })) };
  });
});
after(() => browser.close());

/** A host that shows the page in a frame of no origin, as hosts do, and writes down what the page says to it. */
const hostPage = `<!DOCTYPE html><html lang="en"><title>Host</title><body><iframe title="App" sandbox="allow-scripts" style="width:100%;height:760px;border:0"></iframe><script>
window.said = [];
const frame = document.querySelector("iframe");
const send = message => frame.contentWindow.postMessage({ jsonrpc: "2.0", ...message }, "*");
addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  said.push(data);
  if (data.method === "ui/notifications/size-changed") frame.style.height = data.params.height + "px";
  if (data.method === "ui/initialize")
    send({ id: data.id, result: { protocolVersion: "2026-01-26", hostInfo: { name: "host", version: "1" }, hostCapabilities: {}, hostContext: window.context } });
});
</script></body></html>`;

interface Shown {
  readonly page: Page;
  readonly app: Frame;
  readonly acts: string[];
  send(message: object): Promise<void>;
  said(): Promise<readonly JsonObject[]>;
}

async function opened(context: object): Promise<Shown> {
  const page = await browser.newPage({ colorScheme: "light", viewport: { width: 1000, height: 800 } });
  const acts: string[] = [];
  page.on("request", request => void (request.url().startsWith("data:") || acts.push(request.url())));
  page.on("console", message => void acts.push(message.text()));
  page.on("pageerror", error => void acts.push(error.message));
  await page.setContent(hostPage);
  await page.evaluate(
    ({ context, html }) => {
      Object.assign(window, { context });
      const frame = document.querySelector("iframe");
      if (frame !== null) frame.srcdoc = html;
    },
    { context, html },
  );
  const said = async () => (await page.evaluate("said")) as readonly JsonObject[];
  await page.waitForFunction('said.some(({ method }) => method === "ui/notifications/initialized")');
  const app = page.frames()[1];
  if (app === undefined) throw new Error("the frame is missing");
  return { page, app, acts, said, send: message => page.evaluate(`send(${JSON.stringify(message)})`) };
}

test("the page draws the family that the tool returned, in the theme of the host, and lists it", {
  skip: longOnly,
}, async () => {
  assert.equal(html, familyPage().contents[0]?.text);
  const { page, app, acts, send, said } = await opened({ theme: "dark" });
  assert.match(await app.locator("#said").innerText(), /Waiting/);
  await send({ method: "ui/notifications/tool-result", params: family });
  await app.locator("#poster").waitFor();
  const pictured = () =>
    app.evaluate(() => {
      const image = document.querySelector("img");
      return [image?.naturalWidth, decodeURIComponent(image?.src ?? "").includes("@media all")];
    });
  await app.waitForFunction(() => (document.querySelector("img")?.naturalWidth ?? 0) > 0);
  assert.deepEqual(await pictured(), [1200, true]);
  assert.match((await app.locator("#poster").getAttribute("alt")) ?? "", /^The family of google\/gemma-2b\./);
  await app.locator("summary").click();
  assert.equal(await app.locator("tbody tr").count(), 6);
  assert.match(await app.locator("tbody").innerText(), /google\/gemma-2b\s+this model\s+gemma/);
  assert.match(await app.locator("summary").innerText(), /^6 models as a table; \d+ more descendants/);
  if (process.env.HUB_LINEAGE_LOOK !== undefined)
    await page.screenshot({ path: process.env.HUB_LINEAGE_LOOK, fullPage: true });
  assert.deepEqual(await violations(app), []);
  await send({ method: "ui/notifications/host-context-changed", params: { theme: "light" } });
  await app.waitForFunction(() =>
    decodeURIComponent(document.querySelector("img")?.src ?? "").includes("@media not all"),
  );
  await send({ id: 7, method: "ui/resource-teardown", params: {} });
  await page.waitForFunction("said.some(({ id, result }) => id === 7 && result)");
  const sizes = (await said()).filter(({ method }) => method === "ui/notifications/size-changed");
  assert.ok(
    Number(asObject(sizes.at(-1)?.params)?.height) > 700,
    "the host does not learn how high the page is",
  );
  assert.deepEqual(acts, []);
  await page.close();
});

test("the page shows as text what others wrote, and says what is missing", async () => {
  const { page, app, acts, send } = await opened({});
  const facts = asObject(family.structuredContent) ?? {};
  const model = { ...asObject(facts.model), id: order, license: order };
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="parent.document.title='taken'"><script>parent.title='taken'</script></svg>`;
  const picture = { svg, description: `"><script>document.title='taken'</script>` };
  const params = {
    ...family,
    structuredContent: { ...facts, model },
    _meta: { "hub-lineage/picture": picture },
  };
  await send({ method: "ui/notifications/tool-result", params });
  await app.locator("summary").click();
  assert.ok((await app.locator("tbody").innerText()).includes(order));
  await send({ method: "ui/notifications/tool-result", params: { ...params, _meta: {} } });
  assert.match(
    await app.locator("#said").innerText(),
    /There is no picture of this family here\. Run hub-lineage family/,
  );
  await send({
    method: "ui/notifications/tool-result",
    params: { isError: true, content: [{ type: "text", text: "No such model." }] },
  });
  assert.equal(await app.locator("#said").innerText(), "No such model.");
  assert.equal(await app.locator("table").isVisible(), false);
  await send({ method: "ui/notifications/tool-cancelled", params: {} });
  assert.equal(await app.locator("#said").innerText(), "The call was canceled.");
  assert.equal(await app.title(), "Family of a model");
  assert.deepEqual(acts, []);
  await page.close();
});
