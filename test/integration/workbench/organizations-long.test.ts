import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before } from "node:test";
import type { Frame, Page } from "playwright-core";
import { madeRows } from "../../cli/snapshot/made-organizations";
import { runCommand, screenshot, webviewFrame } from "../../harness/workbench";
import { parquetOf, usedStorageColumn } from "../../unit/snapshot/import/parquet-rows";
import { violations } from "../../webview/kit/axe";
import { chooseTheme, importFromPort, lookedAt, quickInput, quickRow } from "./acts";
import { type Stage, scene, setStage, until } from "./stage";

const file = parquetOf(madeRows(4_000), { replaced: usedStorageColumn, groupRows: 1_000 });
const titles = [
  "Uploads and sizes",
  "Kinds of authors",
  "Leading authors and models",
  "Sizes of language models",
  "Reported emissions",
];

let stage: Stage;
let server: Server;

before(async () => {
  server = createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const end = Math.min(file.length, Number(to) + 1);
    response.writeHead(206, { ETag: '"x"', "Content-Range": `bytes ${from}-${end - 1}/${file.length}` });
    response.end(file.slice(Number(from), end));
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  stage = await setStage({
    settings: { "hubLineage.organizations": "own.csv" },
    prepare: (hub, workspace) => {
      writeFileSync(
        join(workspace.folder, "own.csv"),
        "name,kind\nnobody-1,classroom\nnobody-2,university\n",
      );
      for (let at = 3; at < 60; at++)
        hub.data.authors.set(`nobody-${at}`, at % 2 === 0 ? "organization" : "person");
    },
  });
  await stage.open();
});
after(async () => {
  await stage?.strike();
  server.closeAllConnections();
  server.close();
});

/** Takes a screenshot for manual review if HUB_LINEAGE_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.HUB_LINEAGE_PICTURES;
  if (folder) await screenshot(page, join(folder, `${name}.png`));
}

async function analyze(page: Page, title: string): Promise<Frame> {
  await runCommand(page, "Hub Lineage: Run Ecosystem Analysis");
  // Rows below the visible part of the list are not drawn.
  await quickRow(page, "Mutation rates").waitFor();
  await page.keyboard.type(title);
  await quickRow(page, title).click();
  await quickRow(page, "Corrected").click();
  const frame = await webviewFrame(page);
  await frame.locator(".report h1", { hasText: title }).waitFor();
  await frame.locator('#report-status[data-state="ready"]').waitFor();
  return frame;
}

scene(
  "a table with sizes and emissions is imported",
  () => stage,
  async ({ page }) => {
    await importFromPort(page, (server.address() as AddressInfo).port);
    await page.locator(".statusbar-item", { hasText: "4,000 models" }).waitFor();
  },
);

scene(
  "the Hub is asked about authors, and the panel counts again, by the own table and its answers",
  () => stage,
  async ({ page }) => {
    await analyze(page, "Kinds of authors");
    await runCommand(page, "Hub Lineage: Look Up Authors on the Hub");
    const input = quickInput(page);
    await until("the number is asked for", async () =>
      (await input.inputValue()) === "100" ? true : undefined,
    );
    await page.keyboard.press("Enter");
    await page.locator(".notification-list-item", { hasText: /organizations, \d+ persons/ }).waitFor();
    const frame = await webviewFrame(page);
    await frame
      .locator("body", { hasText: /your own table \(2 authors\), .* answers about \d+ authors/ })
      .waitFor();
    const row = frame.locator("tr", { hasText: "organizations of unknown kind" });
    assert.match((await row.textContent()) ?? "", /organizations of unknown kind *28/);
    assert.match(
      (await frame.locator("tr", { hasText: "classroom" }).first().textContent()) ?? "",
      /classroom *\d+/,
    );
  },
);

for (const [theme, kind] of lookedAt)
  scene(
    `the organizations study is drawn in ${theme}, each analysis with its finding, and axe finds nothing`,
    () => stage,
    async ({ page }) => {
      await chooseTheme(page, theme);
      for (const title of titles) {
        const frame = await analyze(page, title);
        await frame.locator(`body.${kind}`).waitFor();
        await frame.locator(".main-finding").waitFor();
        await frame.locator("section.figure svg").first().waitFor();
        const names = await frame.locator("thead th").allTextContents();
        assert.deepEqual(
          names.filter(name => /[a-z][A-Z]/.test(name)),
          [],
          "names of programs",
        );
        assert.deepEqual(await violations(frame), []);
        await picture(page, `${title.replaceAll(" ", "-")}-${kind}`);
      }
    },
  );
