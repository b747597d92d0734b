import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { runCommand } from "../../../harness/workbench";
import { factsFromJson } from "../../../hub/models/facts";
import { violations } from "../../../webview/kit/axe";
import { quickInput, saveAs } from "../acts";
import { type Stage, scene, setStage, until } from "../stage";
import { resultFrame } from "./query-acts";

let stage: Stage;

before(async () => {
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

after(() => stage.strike());

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
