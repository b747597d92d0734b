import type { AgentEngine, CardAtPath } from "../../../src/agents/agent-engine";
import type { ToolAnswer } from "../../../src/agents/answer";
import { runTool } from "../../../src/agents/run-tool";
import type { CommonToolName } from "../../../src/agents/tool-names";
import { FamilyReader } from "../../../src/app/family/read-family";
import { UserError } from "../../../src/app/ports/errors";
import { parseFrontMatter } from "../../../src/card/front-matter/parse-front-matter";
import { createHubClient } from "../../../src/hub/client";
import { hubDecoder } from "../../../src/hub/decode";
import { openIndex } from "../../../src/store/open-index";
import type { LoopbackHub } from "../../hub/server";
import { memoryFiles, wasm } from "../store/test-index";

/** The tools over a real index and a real client, with a Hub on loopback behind it. */
export interface AgentStage {
  readonly hub: LoopbackHub;
  readonly engine: AgentEngine;
  call(name: CommonToolName, input: unknown, signal?: AbortSignal): Promise<ToolAnswer>;
}

/** How a stage differs from the usual one. */
export interface StageOptions {
  readonly offline?: string;
  readonly cards?: Readonly<Record<string, CardAtPath>>;
  readonly token?: string;
}

/** Does the work on a stage with this Hub, and takes it down. */
export async function withAgents(
  start: () => Promise<LoopbackHub>,
  work: (stage: AgentStage) => Promise<void>,
  { offline, cards = {}, token }: StageOptions = {},
): Promise<void> {
  const hub = await start();
  const index = await openIndex({ wasm: wasm(), files: memoryFiles(), decoder: hubDecoder });
  const now = Date.UTC(2026, 10, 30);
  const client = createHubClient({
    endpoint: () => hub.url,
    token: async () => token ?? null,
    offline: () => false,
    fetch: globalThis.fetch,
    limits: { pauseMs: 1 },
  });
  const reader = new FamilyReader({ hub: client, index, clock: () => now, maxAgeMs: () => 24 * 3_600_000 });
  const engine: AgentEngine = {
    endpoint: hub.url,
    index,
    hub: client,
    reader: limited => reader.over(limited),
    whyOffline: offline ?? null,
    parse: async text => parseFrontMatter(text),
    now: () => now,
    readCard: async path => {
      const card = cards[path];
      if (card === undefined) throw new UserError(`${path} is no file that may be read.`);
      return card;
    },
    query: (sql, limit) => index.query({ sql, limit }),
  };
  const call: AgentStage["call"] = (name, input, signal = new AbortController().signal) =>
    runTool(name, input, engine, { signal, progress: () => undefined });
  try {
    await work({ hub, engine, call });
  } finally {
    await index.close();
    await hub.close();
  }
}
