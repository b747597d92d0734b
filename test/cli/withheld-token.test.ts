import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startSampleHub } from "../harness/hub";
import type { LoopbackHub } from "../hub/server";
import { type Ran, runCli, withFolder } from "./run";

let hub: LoopbackHub;
before(async () => {
  hub = await startSampleHub();
});
after(() => hub.close());

/** What the Hub saw of a token, and the run. */
function family(args: readonly string[], env: Readonly<Record<string, string>>) {
  return withFolder(async index => {
    hub.resetRequests();
    const command = ["family", "google/gemma-2b", "--down", "0", "--index", index, ...args];
    const ran: Ran = await runCli(command, { HF_TOKEN: "hf_loopback", ...env });
    assert.equal(ran.code, 0, ran.stderr);
    return { ran, tokens: new Set(hub.requests().map(({ token }) => token)) };
  });
}

test("--endpoint alone gets no token and explains how to send one", async () => {
  const { ran, tokens } = await family(["--endpoint", hub.url], {});
  assert.deepEqual(tokens, new Set(["none"]));
  assert.equal(
    ran.stderr,
    `hub-lineage: The token from HF_TOKEN is not sent to ${hub.url}, because it belongs to https://huggingface.co. To use it there, set HF_ENDPOINT=${hub.url}.\n`,
  );
});

test("HF_ENDPOINT gets the token with or without --endpoint", async () => {
  for (const args of [[], ["--endpoint", `${hub.url}/`]]) {
    const { ran, tokens } = await family(args, { HF_ENDPOINT: hub.url });
    assert.deepEqual([tokens, ran.stderr], [new Set(["valid"]), ""]);
  }
});
