import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { type RunningProxy, startProxy } from "../../../cli/network/forward-proxy";
import { type SecureFront, startSecureFront } from "../../../cli/network/secure-front";
import { startSampleHub } from "../../../harness/hub";
import { editorOf } from "../../../harness/workbench";
import { statusItem } from "../../../harness/workbench-views";
import type { LoopbackHub } from "../../../hub/server";
import { lens } from "../acts";
import { addCard, type Stage, type StageOptions, scene, setStage, until } from "../stage";

/** No network has this host: only the proxy leads to it. */
const endpoint = "https://hub.test";
const bloom = "bigscience/bloom-560m";
const folder = mkdtempSync(join(tmpdir(), "hub-lineage-editor-proxy-"));
let hub: LoopbackHub;
let front: SecureFront;
let proxy: RunningProxy;

before(async () => {
  hub = await startSampleHub();
  const plain = Number(new URL(hub.url).port);
  front = await startSecureFront(folder, plain);
  proxy = await startProxy({ plain, secure: front.port });
});
after(async () => {
  await proxy?.close();
  await front?.close();
  await hub?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a VS Code in which a card of a model on that Hub is open, and looks at it. */
function behindProxy(
  title: string,
  options: () => StageOptions,
  look: (stage: Stage, card: string) => Promise<void>,
): void {
  describe(title, () => {
    let stage: Stage;
    before(async () => {
      hub.resetRequests();
      const { settings, ...others } = options();
      stage = await setStage({
        ...others,
        settings: { ...settings, "hubLineage.endpoint": endpoint },
        prepare: (_, workspace) =>
          addCard(workspace, {
            folder: "behind-a-proxy",
            text: "---\nlicense: bigscience-bloom-rail-1.0\npipeline_tag: text-generation\n---\n\n# Bloom\n",
            remote: `${endpoint}/${bloom}`,
          }),
      });
      await stage.open({ openFile: stage.workspace.card("behind-a-proxy") });
    });
    after(() => stage?.strike());
    scene(
      title,
      () => stage,
      each => look(each, each.workspace.card("behind-a-proxy")),
    );
  });
}

async function childrenAreRead({ page }: Stage, card: string): Promise<void> {
  await lens(editorOf(page, card), "74 children").waitFor();
  assert.ok(hub.requests().length > 0);
}

/** What makes VS Code's `fetch` trust the certificate of that Hub, beside those of the operating system. */
const trusting = () => ({
  settings: { "http.systemCertificates": false },
  env: { NODE_EXTRA_CA_CERTS: front.certificate },
});

behindProxy(
  "the setting http.proxy leads to the Hub",
  () => ({ ...trusting(), settings: { ...trusting().settings, "http.proxy": proxy.url } }),
  childrenAreRead,
);

behindProxy(
  "the variable HTTPS_PROXY leads to the Hub",
  () => ({ ...trusting(), env: { ...trusting().env, HTTPS_PROXY: proxy.url } }),
  childrenAreRead,
);

behindProxy(
  "a certificate that is not trusted is refused through a proxy, whatever http.proxyStrictSSL says, and the status bar tells what to do",
  () => ({ settings: { "http.proxy": proxy.url, "http.proxyStrictSSL": false } }),
  async ({ page }) => {
    const said = page.locator(".monaco-hover:visible", { hasText: "hub.test cannot be reached" });
    await until("the failure is told", async () => {
      await page.mouse.move(0, 0);
      await statusItem(page).hover();
      return await said.waitFor({ timeout: 2_000 }).then(
        () => true,
        () => undefined,
      );
    });
    assert.match(await said.innerText(), /CERT\)\. .*add its certificate to those of your operating system/);
    assert.deepEqual(hub.requests(), []);
  },
);
