import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { after, before } from "node:test";
import { runCommand } from "../../../harness/workbench";
import { factsFromJson } from "../../../hub/models/facts";
import { parquetOf } from "../../../unit/snapshot/import/parquet-rows";
import { violations } from "../../../webview/kit/axe";
import { chooseTheme, importFromPort, lookedAt, picture, quickInput, quickRow, saveAs } from "../acts";
import { type Stage, scene, setStage, until } from "../stage";
import { resultFrame } from "./query-acts";

/** A table in which another organization is, which the Hub does not show. */
const table = parquetOf([
  { id: "lab/base", tags: ["license:cc-by-nc-4.0"] },
  { id: "other/one", tags: ["license:mit", "base_model:lab/base", "base_model:finetune:lab/base"] },
  {
    id: "other/two",
    tags: ["license:other", "base_model:lab/base", "base_model:adapter:lab/base"],
    cardData: JSON.stringify({ license: "other", license_link: "https://ai.google.dev/gemma/terms" }),
  },
]);

let stage: Stage;
let server: Server;

before(async () => {
  server = createServer((request, response) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    const end = Math.min(table.length, Number(to) + 1);
    response.writeHead(206, { ETag: '"x"', "Content-Range": `bytes ${from}-${end - 1}/${table.length}` });
    response.end(table.slice(Number(from), end));
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  stage = await setStage({
    prepare: hub => {
      hub.data.put([
        factsFromJson({ id: "lab/base", license: "cc-by-nc-4.0", task: "text-generation" }),
        factsFromJson({
          ...{ id: "acme/one", parents: ["lab/base"], relation: "finetune", license: "mit" },
        }),
        factsFromJson({ id: "acme/two", license: "mit", task: "text-generation" }),
        factsFromJson({ id: "acme/lost", parents: ["lab/gone"], relation: "finetune", license: "mit" }),
      ]);
    },
  });
  await stage.open();
});

after(async () => {
  await stage?.strike();
  server.closeAllConnections();
  server.close();
});

scene(
  "An audit lists what needs a look, and rows can be filtered and saved",
  () => stage,
  async ({ page, workspace }) => {
    await runCommand(page, "Hub Lineage: Audit Organization");
    await quickInput(page).fill("acme");
    await page.keyboard.press("Enter");
    const frame = await resultFrame(page, "ready");
    await frame.locator("h1", { hasText: "Audit of acme" }).waitFor();
    const summary = () => frame.locator("#query-summary").innerText();
    assert.match(await summary(), /^3 models · 3 cards read · \d+ errors? · /);
    assert.match(
      await frame.locator("#query-message").innerText(),
      /Not all ancestors of 1 model are known: lab\/gone\./,
    );
    assert.match(await frame.locator("#query-note").innerText(), /not legal advice/);
    const shown = () => frame.locator("[role=gridcell][aria-colindex='1']").allInnerTexts();
    assert.deepEqual(new Set(await shown()).has("acme/one"), true);
    await frame.locator(".text-field input").fill("acme/one kind:finding");
    await until("rows are filtered", async () =>
      (await shown()).every(id => id === "acme/one") ? true : undefined,
    );
    assert.match(await summary(), /\d+ of \d+ rows/);
    assert.deepEqual(await violations(frame), []);
    await frame.locator(".button", { hasText: "Export CSV" }).click();
    const path = join(workspace.folder, "audit-acme.csv");
    const csv = await saveAs(page, path);
    assert.equal(csv, readFileSync(path, "latin1"));
    const lines = csv.trim().split("\n");
    assert.match(lines[0] ?? "", /^model,license,kind,what,level,message/);
    assert.ok(
      lines.length > 1 && lines.slice(1).every(line => line.startsWith("acme/one,mit,finding,")),
      csv,
    );
  },
);

scene(
  "An audit over the imported snapshot says what the table tells, in every theme",
  () => stage,
  async ({ page }) => {
    await importFromPort(page, (server.address() as AddressInfo).port);
    await page.locator(".statusbar-item", { hasText: "3 models and 2 edges imported" }).waitFor();
    for (const [theme, kind] of lookedAt) {
      await chooseTheme(page, theme);
      await runCommand(page, "Hub Lineage: Audit Organization");
      await quickInput(page).fill("other");
      await page.keyboard.press("Enter");
      await quickRow(page, "The imported snapshot").waitFor();
      await picture(page, `audit-choice-${kind}`);
      await quickRow(page, "The imported snapshot").click();
      const frame = await resultFrame(page, "ready");
      await frame.locator(`body.${kind}`).waitFor();
      await frame.locator("h1", { hasText: "Audit of other" }).waitFor();
      assert.match(await frame.locator("#query-summary").innerText(), /^2 models · 0 cards read · /);
      await frame.locator("[role=gridcell]", { hasText: "license/nc-dropped" }).first().waitFor();
      await frame.locator("[role=gridcell]", { hasText: "gemma" }).first().waitFor();
      assert.deepEqual(await violations(frame), []);
      await picture(page, `audit-snapshot-${kind}`);
    }
  },
);
