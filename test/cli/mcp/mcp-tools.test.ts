import assert from "node:assert/strict";
import { test } from "node:test";
import { toolList } from "../../../src/agents/evidence/whole-tool-list";
import { asList } from "../../../src/lineage/checked-json";
import { callTool, protocols, withHubHost } from "./mcp-host";

for (const protocol of protocols) {
  test(`the official client lists and calls every tool, with ${protocol}`, () =>
    withHubHost({ protocol }, async host => {
      const { client } = host;
      assert.equal(client.getNegotiatedProtocolVersion(), protocol);
      assert.equal(client.getServerVersion()?.name, "hub-lineage");
      await client.ping().catch(error => assert.equal(protocol, "2026-07-28", String(error)));
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name, title, inputSchema }) => ({ name, title, inputSchema })),
        toolList.map(({ name, title, input }) => ({
          name,
          title,
          inputSchema: JSON.parse(JSON.stringify(input)),
        })),
      );

      const family = await callTool(host, "get_model_family", { model: "google/gemma-2b", limit: 3 });
      assert.match(family.text, /child: \S+ · unknown · /);
      assert.equal(asList(family.data.descendants).length, 3);
      const lora = "---\nlicense: apache-2.0\nbase_model: google/gemma-2b\n---\n# A model\n";
      const checked = await callTool(host, "check_model_card", {
        text: lora,
        files: ["adapter_config.json"],
      });
      assert.match(checked.text, /license\/use-restrictions-dropped/);
      const compared = await callTool(host, "compare_traits", { text: lora });
      assert.match(compared.text, /license: gemma → apache-2\.0 · possible conflict/);
      const license = await callTool(host, "check_license", {
        parents: ["google/gemma-2b"],
        child: "apache-2.0",
      });
      assert.equal(license.data.verdict, "incompatible");
      const sql = "SELECT license FROM models WHERE id = 'google/gemma-2b'";
      const rows = await callTool(host, "query_index", { sql });
      assert.deepEqual(rows.data.rows, [["gemma"]]);

      const wrong = await callTool(host, "get_model_family", { model: "no such model" });
      assert.equal(wrong.isError, true);
      assert.match(wrong.text, /is not a model ID: .* Write it as organization\/name\.$/);
      assert.equal(host.stderr(), "");
    }));
}
