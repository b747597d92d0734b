import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { toolList } from "../../src/agents/evidence/whole-tool-list";
import { runIn, withFolder } from "../cli/run";
import { startSampleHub } from "../harness/hub";
import { repoRoot } from "../harness/root";
import { installedPackages, runInstalled } from "./installed-packages";

const cli = join(repoRoot(), "dist/cli.js");
const parent = "google/gemma-2b";
const card = `---\nlicense: apache-2.0\nbase_model: ${parent}\n---\n# A model\n`;

async function withServer(work: (args: readonly string[]) => Promise<void>): Promise<void> {
  const hub = await startSampleHub();
  try {
    await withFolder(index => work(["mcp", "--endpoint", hub.url, "--index", index]));
  } finally {
    await hub.close();
  }
}

for (const era of ["legacy", "modern"] as const)
  test(`the inspector's command line lists tools with sound schemas, calls one, and reads a resource and a prompt, in the ${era} era`, async () => {
    await installedPackages();
    await withServer(async args => {
      const inspect = async (...more: readonly string[]) => {
        const { code, stdout, stderr } = await runInstalled(
          ["@modelcontextprotocol/inspector/clients/launcher/build/index.js"],
          ["--cli", "--protocol-era", era, process.execPath, cli, ...args, ...more],
        );
        assert.equal(code, 0, stderr);
        return { stderr, answer: JSON.parse(stdout) };
      };
      const { answer, stderr } = await inspect("--method", "tools/list", "--strict");
      assert.deepEqual(
        answer.tools.map(({ name }: { name: string }) => name),
        toolList.map(({ name }) => name),
      );
      assert.match(stderr, /(^|\n)0 errors/);
      const called = await inspect(
        ...["--method", "tools/call", "--tool-name", "check_model_card", "--tool-arg", `text=${card}`],
      );
      assert.match(JSON.stringify(called.answer), /license\/use-restrictions-dropped/);
      const read = await inspect("--method", "resources/read", "--uri", `hub-lineage://model/${parent}`);
      assert.equal(JSON.parse(read.answer.contents[0].text).model.license, "gemma");
      const prompt = await inspect(
        ...["--method", "prompts/get", "--prompt-name", "write_model_card"],
        ...["--prompt-args", `base_model=${parent}`],
      );
      assert.match(prompt.answer.messages[0].content.text, /made from google\/gemma-2b/);
    });
  });

test("a client of others, without code of the SDK, finds the same", async () => {
  const folder = await installedPackages();
  await withServer(async args => {
    const program = join(repoRoot(), "test/agents/packages/other-client.mjs");
    const { code, stdout, stderr } = await runIn(repoRoot(), process.execPath, [
      program,
      folder,
      card,
      cli,
      ...args,
    ]);
    assert.equal(code, 0, stderr);
    const { tools, checked, wrong, resources } = JSON.parse(stdout);
    assert.deepEqual(
      tools,
      toolList.map(({ name }) => name),
    );
    assert.match(JSON.stringify(checked), /license\/use-restrictions-dropped/);
    assert.match(JSON.stringify(wrong), /is not a model ID/);
    assert.ok(resources.includes(`hub-lineage://model/${parent}`));
  });
});
