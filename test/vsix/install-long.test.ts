import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before } from "node:test";
import { programPlaces } from "../harness/programs/places";
import { repoRoot } from "../harness/root";
import { type Stage, scene } from "../integration/workbench/stage";
import { mainJob } from "./main-job";
import { setPackedStage } from "./packed-stage";

let stage: Stage;

before(async () => {
  stage = await setPackedStage("install");
});
after(() => stage?.strike());

scene(
  "the package alone does its main job in a clean VS Code of the oldest version that it supports",
  () => stage,
  async each => {
    const { vscode } = each;
    const { engines } = JSON.parse(readFileSync(join(repoRoot(), "package.json"), "utf8"));
    const { version } = JSON.parse(
      readFileSync(join(dirname(programPlaces().vscodeServer), "../package.json"), "utf8"),
    );
    assert.equal(version.replace(/\d+$/, "0"), engines.vscode.slice(1));
    const installed = readdirSync(join(vscode.serverDataDir, "extensions"));
    assert.equal(installed.filter(name => name.startsWith("hub-lineage.hub-lineage-")).length, 1);
    await mainJob(each);
    assert.doesNotMatch(each.page.url(), /extensionDevelopmentPath/);
  },
);
