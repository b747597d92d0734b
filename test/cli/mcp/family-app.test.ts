import assert from "node:assert/strict";
import { test } from "node:test";
import { asObject } from "../../../src/lineage/checked-json";
import { callTool, protocols, withHubHost } from "./mcp-host";

const uri = "ui://hub-lineage/family.html";
const mimeType = "text/html;profile=mcp-app";
const extensions = { "io.modelcontextprotocol/ui": { mimeTypes: [mimeType] } };
const call = { name: "get_model_family", arguments: { model: "google/gemma-2b", limit: 3 } };

for (const protocol of protocols) {
  test(`the picture of a family goes to a host that shows pages of servers, with ${protocol}`, () =>
    withHubHost({ protocol, extensions }, async ({ client, stderr }) => {
      const { tools } = await client.listTools();
      const linked = tools.filter(({ _meta }) => _meta !== undefined);
      assert.deepEqual(
        linked.map(({ name, _meta }) => [name, _meta]),
        [["get_model_family", { ui: { resourceUri: uri } }]],
      );
      const { resources } = await client.listResources();
      const page = resources.find(each => each.uri === uri);
      assert.equal(page?.mimeType, mimeType);
      const { contents } = await client.readResource({ uri });
      const [content] = contents;
      assert.deepEqual([content?.uri, content?.mimeType], [uri, mimeType]);
      assert.match(content !== undefined && "text" in content ? content.text : "", /^<!DOCTYPE html>/);

      const { _meta, structuredContent } = await client.callTool(call);
      const { svg, description } = asObject(_meta?.["hub-lineage/picture"]) ?? {};
      assert.match(String(svg), /^<\?xml[\s\S]*google\/gemma-2b[\s\S]*<\/svg>\s*$/);
      assert.match(String(description), /^The family of google\/gemma-2b\. \S/);
      assert.doesNotMatch(JSON.stringify(structuredContent), /<svg/, "the model reads the picture");
      const wrong = await client.callTool({ ...call, arguments: { model: "no such model" } });
      assert.deepEqual([wrong.isError, wrong._meta?.["hub-lineage/picture"]], [true, undefined]);
      assert.equal(stderr(), "");
    }));

  test(`hosts that do not show pages, or pages of another kind, hear of none, with ${protocol}`, async () => {
    const others = [
      {},
      { extensions: { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html"] } } },
      { extensions: { "io.modelcontextprotocol/other": { mimeTypes: [mimeType] } } },
    ];
    for (const setup of others)
      await withHubHost({ protocol, ...setup }, async host => {
        const { tools } = await host.client.listTools();
        assert.ok(tools.every(({ _meta }) => _meta === undefined));
        assert.equal((await callTool(host, call.name, call.arguments)).isError, false);
        const { resources } = await host.client.listResources();
        assert.ok(resources.length > 0 && resources.every(each => !each.uri.startsWith("ui:")));
        const { _meta } = await host.client.callTool(call);
        assert.equal(_meta?.["hub-lineage/picture"], undefined);
      });
  });
}
