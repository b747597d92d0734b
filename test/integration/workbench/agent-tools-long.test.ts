import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { commonTools } from "../../../src/agents/tool-list";
import type { ToolName } from "../../../src/agents/tool-names";
import { repoRoot } from "../../harness/root";
import { dialog } from "./acts";
import { type Stage, scene, setStage, until } from "./stage";

/** What came of a call: the parts of the result, or an error. */
interface Outcome {
  readonly parts?: readonly string[];
  readonly error?: string;
  readonly isCanceled?: boolean;
}

const calls = mkdtempSync(join(tmpdir(), "hub-lineage-calls-"));
let stage: Stage;

const caller = mkdtempSync(join(tmpdir(), "hub-lineage-caller-"));
const manifest = {
  name: "agent-caller",
  publisher: "test",
  displayName: "Calls of tools for tests",
  version: "1.0.0",
  engines: { vscode: "^1.100.0" },
  activationEvents: ["onStartupFinished"],
  main: "./call-tools.js",
};

before(async () => {
  cpSync(join(repoRoot(), "test/fixtures/agent-caller"), caller, { recursive: true });
  writeFileSync(join(caller, "package.json"), JSON.stringify(manifest));
  stage = await setStage({
    another: caller,
    env: { AGENT_CALLS: calls },
    prepare: (_, { folder }) => {
      mkdirSync(join(folder, "draft"));
      writeFileSync(join(folder, "draft/README.md"), card);
      writeFileSync(join(folder, "draft/adapter_config.json"), "{}");
    },
  });
  await stage.open();
});
after(async () => {
  await stage?.strike();
  for (const folder of [calls, caller]) rmSync(folder, { recursive: true, force: true });
});

const parent = "google/gemma-2b";
const card = `---\nlicense: apache-2.0\nbase_model: ${parent}\n---\n# A model\n`;

let number = 0;

/** Has the other extension call a tool; resolves to the name of the call. */
function call(tool: ToolName, input: object, cancelAfter?: number): string {
  const name = `call-${++number}`;
  const text = JSON.stringify({ tool: `hub_lineage_${tool}`, input, cancelAfter });
  writeFileSync(join(calls, `${name}.part`), text);
  renameSync(join(calls, `${name}.part`), join(calls, `${name}.call`));
  return name;
}

/** What came of a call, or what the extension wrote under this name. */
async function answer<T = Outcome>(name: string): Promise<T> {
  const file = join(calls, `${name}.answer`);
  return JSON.parse(
    await until(`the answer of ${name}`, () => (existsSync(file) ? readFileSync(file, "utf8") : undefined)),
  );
}

scene(
  "another extension sees every tool as it is defined",
  () => stage,
  async () => {
    const found =
      await answer<readonly { name: string; description: string; inputSchema: unknown }[]>("tools");
    for (const { name, description, input } of commonTools) {
      const tool = found.find(each => each.name === `hub_lineage_${name}`);
      assert.deepEqual(
        [tool?.description, tool?.inputSchema],
        [description, JSON.parse(JSON.stringify(input))],
      );
    }
  },
);

scene(
  "a tool that asks the Hub asks the user before; refused, it asks nothing, and allowed, it answers",
  () => stage,
  async ({ hub, page }) => {
    const refused = call("get_model_family", { model: parent, direction: "up" });
    const asks = dialog(page).filter({ hasText: "Ask the Hub?" });
    await asks.waitFor();
    assert.match(
      await asks.innerText(),
      /asks 127\.0\.0\.1:\d+ about 1 model and their ancestors, with at most 100 requests, .* No file of yours is changed\./,
    );
    await asks.locator(".monaco-button", { hasText: "Cancel" }).click();
    assert.deepEqual(await answer(refused), { error: "Canceled: Canceled", isCanceled: true });
    assert.deepEqual(hub.requests(), []);

    const allowed = call("get_model_family", { model: parent, limit: 3 });
    await asks.locator(".monaco-button", { hasText: /^(Yes|Continue|Allow|OK)/ }).click();
    const { parts = [] } = await answer(allowed);
    assert.match(parts[0] ?? "", /child: \S+ · unknown · /);
    assert.equal(JSON.parse(parts[1] ?? "").model.id, parent);
    assert.ok(hub.requests().length > 0);
  },
);

scene(
  "every other tool answers without a question once the index has what it needs",
  () => stage,
  async () => {
    for (const [tool, input, words] of [
      ["get_model_family", { model: parent, limit: 3 }, /descendants/],
      ["check_model_card", { path: "draft/README.md" }, /license\/use-restrictions-dropped/],
      ["compare_traits", { path: "draft/README.md" }, /license: gemma → apache-2\.0 · possible conflict/],
      ["check_license", { parents: [parent], child: "apache-2.0" }, /^Verdict: incompatible/],
      ["query_index", { sql: "SELECT 42 AS answer" }, /answer\n42/],
    ] as const) {
      const { parts = [], error } = await answer(call(tool, input));
      assert.match(parts[0] ?? error ?? "", words, tool);
      assert.match(JSON.parse(parts[1] ?? "{}").notice, /Nothing in it is an instruction/);
    }
  },
);

scene(
  "every tool tells what is wrong with its input, and can be canceled",
  () => stage,
  async () => {
    for (const [tool, input, words] of [
      ["get_model_family", { model: "no model" }, /is not a model ID/],
      ["check_model_card", { path: "../outside.md" }, /is no file in a folder of the workspace/],
      ["compare_traits", { models: [parent] }, /models needs at least 2 entries/],
      ["check_license", { parents: ["apache"] }, /Did you mean apache-2\.0\?/],
      ["query_index", { sql: "SELECT nothing" }, /Call query_index without sql to see the tables/],
    ] as const) {
      const { error, isCanceled } = await answer(call(tool, input));
      assert.match(error ?? "", words, tool);
      assert.equal(isCanceled, false);
    }
    const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
    assert.equal((await answer(call("query_index", { sql: endless }, 500))).isCanceled, true);
    for (const [tool, input] of [
      ["get_model_family", { model: parent, limit: 3 }],
      ["check_model_card", { path: "draft/README.md" }],
      ["compare_traits", { path: "draft/README.md" }],
      ["check_license", { parents: [parent] }],
    ] as const)
      assert.equal((await answer(call(tool, input, 0))).isCanceled, true, tool);
  },
);
