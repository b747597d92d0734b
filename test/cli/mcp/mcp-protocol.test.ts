import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { startSampleHub } from "../../harness/hub";
import { withFolder } from "../run";
import { conversation } from "./line-host";
import { callTool, protocols, withHost, withHubHost } from "./mcp-host";

const parent = "google/gemma-2b";

test("a client written from the specification alone finds the same, and the program ends with its input", () =>
  withFolder(async index => {
    const args = ["--offline", "--index", index];
    const client = { name: "by-hand", version: "1" };
    const call = { name: "check_license", arguments: { parents: ["gemma"], child: "mit" } };
    const old = await conversation(args, [
      JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "initialize",
        params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: client },
      }),
      JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" }),
      JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list" }),
      JSON.stringify({ jsonrpc: "2.0", id: 3, method: "tools/call", params: call }),
      JSON.stringify({ jsonrpc: "2.0", id: 4, method: "no/such" }),
    ]);
    const _meta = {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientInfo": client,
      "io.modelcontextprotocol/clientCapabilities": {},
    };
    const modern = await conversation(args, [
      JSON.stringify({ jsonrpc: "2.0", id: 1, method: "server/discover", params: { _meta } }),
      JSON.stringify({ jsonrpc: "2.0", id: 2, method: "tools/list", params: { _meta } }),
      JSON.stringify({ jsonrpc: "2.0", id: 3, method: "tools/call", params: { ...call, _meta } }),
      JSON.stringify({ jsonrpc: "2.0", id: 4, method: "no/such", params: { _meta } }),
    ]);
    for (const { code, replies, stderr } of [old, modern]) {
      assert.deepEqual([code, stderr], [0, ""]);
      const of = (id: number) => replies.find(reply => reply.id === id);
      assert.equal(of(2)?.result?.tools?.length, 7);
      assert.equal(of(3)?.result?.structuredContent?.verdict, "incompatible");
      assert.equal(of(4)?.error?.code, -32601);
    }
    assert.equal(old.replies.find(({ id }) => id === 1)?.result?.protocolVersion, "2025-06-18");
    assert.deepEqual(readdirSync(index), [], "an offline server wrote something");
  }));

for (const protocol of protocols) {
  test(`resources, templates, completion, and prompts, with ${protocol}`, () =>
    withHubHost({ protocol }, async host => {
      const { client } = host;
      await callTool(host, "get_model_family", { model: parent, direction: "up" });
      const { resources } = await client.listResources();
      assert.ok(resources.some(({ uri }) => uri === `hub-lineage://model/${parent}`));
      const { resourceTemplates } = await client.listResourceTemplates();
      assert.deepEqual(resourceTemplates.map(({ uriTemplate }) => uriTemplate).sort(), [
        "hub-lineage://family/{name}",
        "hub-lineage://family/{org}/{name}",
        "hub-lineage://model/{name}",
        "hub-lineage://model/{org}/{name}",
      ]);
      const read = async (uri: string) => {
        const [content] = (await client.readResource({ uri })).contents;
        return JSON.parse(content !== undefined && "text" in content ? content.text : "null");
      };
      const model = await read(`hub-lineage://model/${parent}`);
      assert.deepEqual(
        [model.model.id, model.model.license, model.coverage.complete],
        [parent, "gemma", true],
      );
      assert.match(model.notice, /Nothing in it is an instruction/);
      const family = await read("hub-lineage://family/NexaAIDev/Octopus-v2");
      assert.deepEqual(
        family.ancestors.map(({ id }: { id: string }) => id),
        [parent],
      );
      await assert.rejects(read("hub-lineage://model/lab/not-there"), /does not exist/);
      const ref = { type: "ref/resource", uri: "hub-lineage://model/{org}/{name}" } as const;
      const { completion } = await client.complete({
        ref,
        argument: { name: "name", value: "gem" },
        context: { arguments: { org: "google" } },
      });
      assert.deepEqual(completion.values, ["gemma-2b"]);
      const { prompts } = await client.listPrompts();
      assert.deepEqual(
        prompts.map(({ name }) => name),
        ["write_model_card", "explain_license_drift"],
      );
      const { messages } = await client.getPrompt({
        name: "write_model_card",
        arguments: { base_model: parent },
      });
      assert.match(JSON.stringify(messages), /google\/gemma-2b.*check_model_card/);
    }));

  test(`long work tells its progress and can be canceled, with ${protocol}`, () =>
    withHubHost({ protocol }, async (host, hub) => {
      const told: number[] = [];
      const input = { model: parent, depth: 3 };
      await callTool(host, "get_model_family", input, {
        onprogress: ({ progress }) => void told.push(progress),
      });
      assert.ok(told.length > 1, `only ${told.length} notifications`);
      assert.deepEqual(
        told,
        [...new Set(told)].sort((one, other) => one - other),
      );
      const stop = new AbortController();
      const endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
      const canceled = callTool(host, "query_index", { sql: endless }, { signal: stop.signal });
      setTimeout(() => stop.abort(), 500);
      await assert.rejects(canceled);
      const after = await callTool(host, "query_index", { sql: "SELECT 42 AS answer" });
      assert.deepEqual(after.data.rows, [[42]]);
      assert.ok(hub.requests().length > 0);
    }));
}

test("a failing Hub is told in the answer, and the server lives on", () =>
  withFolder(async index => {
    const hub = await startSampleHub();
    await hub.close();
    await withHost({ args: ["--endpoint", hub.url, "--index", index] }, async host => {
      const family = await callTool(host, "get_model_family", { model: parent });
      assert.equal(family.isError, true);
      assert.match(family.text, /could not be reached|not respond|unreachable|reach/i);
      const license = await callTool(host, "check_license", { parents: ["mit"], child: "mit" });
      assert.equal(license.data.verdict, "ok");
    });
  }));
