import assert from "node:assert/strict";
import { after, before } from "node:test";
import { openFile, runCommand } from "../../../harness/workbench";
import { openSidebar, sidebarRows } from "../../../harness/workbench-views";
import { factsFromJson } from "../../../hub/models/facts";
import { lens, quickInput } from "../acts";
import { addCard, type Stage, scene, setStage, until } from "../stage";
import { resultFrame } from "./query-acts";

let stage: Stage;

before(async () => {
  stage = await setStage({
    prepare: (hub, workspace) => {
      hub.data.put([
        factsFromJson({ id: "lab/base", license: "mit" }),
        factsFromJson({ id: "acme/one", parents: ["lab/base"], relation: "finetune", license: "mit" }),
      ]);
      addCard(workspace, {
        folder: "acme-one",
        text: "---\nlicense: mit\nbase_model: lab/base\n---\n\n# One\n",
        remote: `${hub.url}/acme/one`,
      });
    },
  });
  await stage.open();
});

after(() => stage.strike());

scene(
  "What changed since the last read is shown as rows, in the Index view, and above the card",
  () => stage,
  async ({ hub, page, workspace }) => {
    const look = async (words: RegExp): Promise<void> => {
      await runCommand(page, "Hub Lineage: What Changed");
      await quickInput(page).fill("acme");
      await page.keyboard.press("Enter");
      const frame = await resultFrame(page, "ready");
      await until(`the panel says ${words}`, async () =>
        words.test(await frame.locator(".query").innerText()) ? true : undefined,
      );
    };
    await look(/first read/);
    hub.data.put([factsFromJson({ id: "lab/base", license: "cc-by-nc-4.0" })]);
    await look(/lab\/base[\s\S]*ancestor-relicensed[\s\S]*warning[\s\S]*mit[\s\S]*cc-by-nc-4\.0/);
    await openSidebar(page, "Hub Lineage");
    await until("the Index view has the watch", async () =>
      (await sidebarRows(page, "Index")).some(({ label, description }) =>
        /^acme 1 change since \d{4}-\d\d-\d\d/.test(`${label} ${description}`),
      )
        ? true
        : undefined,
    );
    const card = workspace.card("acme-one");
    await openFile(page, card);
    await lens(page.locator(".monaco-editor"), "1 change since").waitFor();
    await look(/0 rows/);
    assert.equal(await page.locator(".notification-toast").count(), 0, "nobody is interrupted");
  },
);
