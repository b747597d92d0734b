import assert from "node:assert/strict";
import { after, before } from "node:test";
import { bringNewestVsCode } from "../harness/packed/newest-vscode";
import { type Stage, scene } from "../integration/workbench/stage";
import { mainJob } from "./main-job";
import { setPackedStage } from "./packed-stage";

let stage: Stage;

before(async () => {
  stage = await setPackedStage("newest", { program: bringNewestVsCode() });
});
after(() => stage?.strike());

scene(
  "the package does its main job in the newest VS Code of the registry",
  () => stage,
  async each => {
    await mainJob(each);
    assert.match(each.vscode.output(), /Extension host agent started/);
  },
);
