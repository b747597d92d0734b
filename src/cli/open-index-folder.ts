import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { snapshotFiles } from "#platform";
import type { HubIndexFiles } from "../app/ports/file-ports";
import { hubDecoder } from "../hub/decode";
import { makeFolder } from "../platform/make-folder";
import { type OpenIndex, openIndex } from "../store/open-index";
import { openInMemory } from "../store/open-unsaved";

/** Opens the index in a folder, which is made; null for an empty one in memory. */
export async function openIndexFolder(
  place: { readonly folder: string; readonly hub: HubIndexFiles } | null,
): Promise<OpenIndex> {
  const parts = { wasm: await readFile(join(__dirname, "sql-wasm.wasm")), decoder: hubDecoder };
  if (place === null) return openInMemory(parts);
  const { folder, hub } = place;
  await makeFolder(folder);
  return openIndex({ ...parts, snapshot: snapshotFiles(folder), files: hub.files, hub });
}
