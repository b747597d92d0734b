import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connectSample } from "../demo/connect-sample";
import { hubDecoder } from "../hub/decode";
import { openInMemory } from "../store/open-unsaved";
import { keepSqliteBrief } from "./brief-sqlite";
import { type Core, maxAgeMs, readerOver } from "./core";

/** The parts for a command over sample data: the sample Hub, which answers from memory, and an empty index in memory. */
export async function openSampleCore({ warn, progress }: Pick<Core, "warn" | "progress">): Promise<Core> {
  keepSqliteBrief();
  const access = connectSample();
  const index = await openInMemory({
    wasm: await readFile(join(__dirname, "sql-wasm.wasm")),
    decoder: hubDecoder,
  });
  const reader = readerOver(access, index);
  return {
    endpoint: access.endpoint(),
    offline: false,
    isSignedIn: access.isSignedIn,
    wayOnline: "",
    folder: "",
    isMissing: false,
    index,
    reader,
    hub: access.hub,
    modelFiles: access.modelFiles,
    datasets: access.datasets,
    maxAgeMs,
    warn,
    trouble: () => null,
    progress,
    close: () => index.close(),
  };
}
