import { IndexJob, type JobOptions, type JobOutcome } from "../../../../src/app/index/index-job";
import { createHubClients, type HubClients } from "../../../../src/hub/client";
import { hubDecoder } from "../../../../src/hub/decode";
import type { Limits } from "../../../../src/hub/polite-fetch";
import type { Timers } from "../../../../src/hub/timers";
import { type OpenIndex, openIndex } from "../../../../src/store/open-index";
import type { Faults } from "../../../hub/faults";
import { HubData } from "../../../hub/hub-data";
import { factsFromJson } from "../../../hub/models/facts";
import { type LoopbackHub, startHub } from "../../../hub/server";
import { type MemoryFiles, memoryFiles, wasm } from "../../store/test-index";

/** Time that runs `factor` times as fast as it does, for waits of minutes; it begins at `start`, in ms since 1970. */
export function fastTimers(factor: number, start = Date.now()): Timers {
  const began = Date.now();
  return {
    now: () => start + (Date.now() - began) * factor,
    after(ms, run) {
      const timer = setTimeout(run, ms / factor);
      return () => clearTimeout(timer);
    },
  };
}

/** A clock that a test or its timers move, in ms since 1970. */
export interface TestClock {
  now: number;
}

/**
 * Time that stands still while anything is done and jumps over each wait, so that what is told of waits is exact. A wait
 * of an hour and more is a deadline that does not come.
 */
export function jumpingTimers(clock: TestClock): Timers {
  return {
    now: () => clock.now,
    after(ms, run) {
      if (ms >= 3_600_000) return () => undefined;
      const due = clock.now + ms;
      const timer = setTimeout(() => {
        clock.now = Math.max(clock.now, due);
        run();
      }, 1);
      return () => clearTimeout(timer);
    },
  };
}

/** How to set a stage for jobs. */
export interface JobStageOptions {
  readonly models: HubData;
  readonly faults?: Faults;
  readonly timers?: Timers;
  readonly limits?: Partial<Limits>;
  readonly files?: MemoryFiles;
  readonly clock?: TestClock;
}

/** A real index and a real client before a Hub on loopback, with a clock for the index that a test moves. */
export interface JobStage {
  readonly hub: LoopbackHub;
  readonly index: OpenIndex;
  readonly clients: HubClients;
  readonly clock: TestClock;
  /** Runs a job to its end. */
  run(options: JobOptions): Promise<JobOutcome>;
  /** Paths and queries that were asked of the Hub since the last call. */
  asked(): readonly string[];
}

/** Does the work on a fresh stage and takes it down. */
export async function onJobStage(
  options: JobStageOptions,
  work: (stage: JobStage) => Promise<void>,
): Promise<void> {
  const { models, timers, faults = {}, limits = {} } = options;
  const hub = await startHub({ models, faults, ...(timers ? { now: () => timers.now() } : {}) });
  const clock = options.clock ?? { now: Date.UTC(2026, 0, 1) };
  const index = await openIndex({
    wasm: wasm(),
    files: options.files ?? memoryFiles(),
    decoder: hubDecoder,
    schedule: () => () => undefined,
    clock: () => clock.now,
  });
  const clients = createHubClients({
    endpoint: () => hub.url,
    token: async () => null,
    offline: () => false,
    fetch: globalThis.fetch,
    limits: { pauseMs: 1, ...limits },
    ...(timers ? { timers } : {}),
  });
  const parts = { hub: clients.hub, index, clock: () => clock.now, maxAgeMs: () => 24 * 3_600_000 };
  try {
    await work({
      hub,
      index,
      clients,
      clock,
      run: job => new IndexJob(parts, job).run(),
      asked: () => {
        const paths = hub.requests().map(request => decodeURIComponent(request.path + request.query));
        hub.resetRequests();
        return paths;
      },
    });
  } finally {
    await index.close();
    await hub.close();
  }
}

/** Models given as JSON; only the id is required. */
export function modelsOf(...models: readonly object[]): HubData {
  return new HubData(models.map(factsFromJson));
}

const relations = ["finetune", "finetune", "quantized", "adapter", "merge"];

/** A made-up family of so many models under `family/root`: a wide first level, narrower ones below. */
export function madeFamily(count: number): HubData {
  const name = (at: number) => (at === 0 ? "family/root" : `maker-${at % 97}/model-${at}`);
  const parent = (at: number) => name(at <= count / 4 ? 0 : Math.floor((at - count / 4) / 8));
  return new HubData(
    Array.from({ length: count }, (_, at) =>
      factsFromJson({
        id: name(at),
        parents: at === 0 ? [] : [parent(at)],
        ...(at === 0 ? {} : { relation: relations[at % relations.length] }),
        downloads: (at * 7919) % 10_007,
        createdAt: new Date(Date.UTC(2024, 0, 1) + at * 60_000).toISOString(),
        lastModified: new Date(Date.UTC(2025, 0, 1) + ((at * 7919) % 10_007) * 60_000).toISOString(),
        license: "apache-2.0",
      }),
    ),
  );
}
