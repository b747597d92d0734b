import { writeFileSync } from "node:fs";
import * as vscode from "vscode";

/** What activating one extension cost this extension host. */
export interface Activation {
  readonly id: string;
  /** From the call to the settled promise, ms. */
  readonly wallMs: number;
  /** Time that the host's process worked meanwhile, ms. */
  readonly cpuMs: number;
}

/** Called by the extension host: activates the extensions named in HUB_LINEAGE_ACTIVATE one after another and writes what each cost. */
export async function run(): Promise<void> {
  const ids = (process.env.HUB_LINEAGE_ACTIVATE ?? "").split(" ");
  const results: Activation[] = [];
  for (const id of ids) {
    const extension = vscode.extensions.getExtension(id);
    if (extension === undefined || extension.isActive)
      throw new Error(`${id} is not there or active already.`);
    const cpu = process.cpuUsage();
    const began = performance.now();
    await extension.activate();
    const wallMs = performance.now() - began;
    const { user, system } = process.cpuUsage(cpu);
    results.push({ id, wallMs, cpuMs: (user + system) / 1000 });
  }
  writeFileSync(process.env.HUB_LINEAGE_TEST_RESULT ?? "", JSON.stringify(results));
}
