import { FamilyReader } from "../../../src/app/family/read-family";
import { createHubClient } from "../../../src/hub/client";
import { hubDecoder } from "../../../src/hub/decode";
import { type OpenIndex, openIndex } from "../../../src/store/open-index";
import { startSampleHub } from "../../harness/hub";
import type { LoopbackHub } from "../../hub/server";
import { memoryFiles, wasm } from "../store/test-index";

/** A reader over a real index and a real client, with a Hub on loopback behind it and a clock that a test moves. */
export interface Stage {
  readonly hub: LoopbackHub;
  readonly index: OpenIndex;
  readonly reader: FamilyReader;
  readonly clock: { now: number };
  /** Paths and queries that were asked of the Hub since the last call. */
  asked(): readonly string[];
}

/** Does the work on a fresh stage and takes it down. */
export async function onStage(work: (stage: Stage) => Promise<void>): Promise<void> {
  const hub = await startSampleHub();
  const index = await openIndex({ wasm: wasm(), files: memoryFiles(), decoder: hubDecoder });
  const clock = { now: Date.UTC(2026, 0, 1) };
  const client = createHubClient({
    endpoint: () => hub.url,
    token: async () => null,
    offline: () => false,
    fetch: globalThis.fetch,
    limits: { pauseMs: 1 },
  });
  const reader = new FamilyReader({
    hub: client,
    index,
    clock: () => clock.now,
    maxAgeMs: () => 24 * 3_600_000,
  });
  const asked = (): readonly string[] => {
    const paths = hub.requests().map(request => decodeURIComponent(request.path + request.query));
    hub.resetRequests();
    return paths;
  };
  try {
    await work({ hub, index, reader, clock, asked });
  } finally {
    await index.close();
    await hub.close();
  }
}
