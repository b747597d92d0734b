import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import * as vscode from "vscode";

/** How long this extension host's event loop was held, ms. */
export interface HostLoop {
  /** The longest while VS Code made its first request for any extension. */
  readonly firstRequestMs: number;
  /** The longest while a family was read and shown. */
  readonly longestMs: number;
  /** The longest while nothing of ours ran, over the same time. */
  readonly idleMs: number;
  /** What parsing the largest page in the host itself would have held it. */
  readonly parseMs: number;
  readonly seconds: number;
}

/** Called by the extension host: shows the family named in HUB_LINEAGE_MODEL and writes how long the loop was held. */
export async function run(): Promise<void> {
  const model = process.env.HUB_LINEAGE_MODEL ?? "";
  await vscode.extensions.getExtension("hub-lineage.hub-lineage")?.activate();
  // VS Code reads the system's certificates at the first request of any extension; that is its own work.
  const firstRequestMs = await longestHold(async () => {
    await (await fetch(`${process.env.HUB_LINEAGE_HUB}/api/models?limit=1`)).text();
  });
  const began = performance.now();
  const longestMs = await longestHold(async () => {
    await vscode.commands.executeCommand("hubLineage.showFamily", model);
  });
  const seconds = (performance.now() - began) / 1000;
  const idleMs = await longestHold(
    () => new Promise(resolve => setTimeout(resolve, Math.min(10, seconds) * 1000)),
  );
  const parseMs = await parseOnePage(model);
  const result: HostLoop = { firstRequestMs, longestMs, idleMs, parseMs, seconds };
  writeFileSync(process.env.HUB_LINEAGE_TEST_RESULT ?? "", JSON.stringify(result));
}

async function longestHold(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  // The histogram counts the timer's own 5 ms as well.
  return Math.max(0, delay.max / 1e6 - 5);
}

async function parseOnePage(model: string): Promise<number> {
  const url = `${process.env.HUB_LINEAGE_HUB}/api/models?filter=base_model:${model}&limit=1000&full=true`;
  const body = await (await fetch(url)).text();
  const began = performance.now();
  structuredClone(JSON.parse(body));
  return performance.now() - began;
}
