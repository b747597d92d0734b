import { mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { indexFiles, readTextFile } from "#platform";
import { type Hub, type Index, UserError } from "../app/ports";
import { FamilyReader } from "../app/read-family";
import { createHubClient } from "../hub/client";
import { hubDecoder } from "../hub/decode";
import { chosenEndpoint, type Environment, isOfflineByEnvironment } from "../hub/environment";
import { findToken } from "../hub/token";
import { openIndex } from "../store/open-index";
import type { Places } from "./arguments";
import { defaultIndexFolder } from "./places";

/** The parts of the program that a command works with. */
export interface Core {
  readonly endpoint: string;
  readonly offline: boolean;
  readonly hub: Hub;
  readonly index: Index;
  readonly reader: FamilyReader;
  readonly warn: (line: string) => void;
  close(): Promise<void>;
}

/** Age from which the command line reads a stored answer again, in ms. */
const maxAgeMs = 24 * 3_600_000;

/** Opens the index and a Hub client for a command; throws UserError when the index cannot be used. */
export async function openCore(
  places: Places,
  environment: Environment,
  warn: (line: string) => void,
): Promise<Core> {
  const endpoint = chosenEndpoint(places.endpoint, environment);
  const offline = places.offline || isOfflineByEnvironment(environment);
  const hub = createHubClient({
    endpoint: () => endpoint,
    token: () => storedToken(environment),
    offline: () => offline,
    fetch: globalThis.fetch,
  });
  const index = await openIndexFolder(resolve(places.index ?? defaultIndexFolder(environment)));
  const { notice } = await index.status();
  if (notice !== null) warn(notice);
  const reader = new FamilyReader({ hub, index, clock: Date.now, maxAgeMs: () => maxAgeMs });
  return { endpoint, offline, hub, index, reader, warn, close: () => index.close() };
}

async function storedToken(environment: Environment): Promise<string | null> {
  const found = await findToken({ stored: null, environment, home: homedir(), readText: readTextFile });
  return found?.token ?? null;
}

/** Opens the index in a folder, which is made when absent. */
export async function openIndexFolder(folder: string): Promise<Awaited<ReturnType<typeof openIndex>>> {
  const wasm = await readFile(join(__dirname, "sql-wasm.wasm"));
  try {
    await mkdir(folder, { recursive: true });
    return await openIndex({ wasm, files: indexFiles(folder, null), decoder: hubDecoder });
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The index in ${folder} cannot be opened: ${reason}. Check the folder, or name another with --index.`,
    );
  }
}
