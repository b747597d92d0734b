import { mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { indexFiles, readTextFile, snapshotFiles } from "#platform";
import { FamilyReader } from "../app/family/read-family";
import { UserError } from "../app/ports/errors";
import type { Hub, HubAccess, WithheldToken } from "../app/ports/hub-port";
import type { Index } from "../app/ports/index-port";
import { connectHub } from "../hub/connect";
import { hubDecoder } from "../hub/decode";
import type { Environment } from "../hub/environment";
import { openIndex } from "../store/open-index";
import { defaultIndexFolder } from "./index-folder-default";
import type { Places } from "./options";

/** The parts of the program that a command uses. */
export interface Core {
  readonly endpoint: string;
  readonly offline: boolean;
  /** The index folder. */
  readonly folder: string;
  readonly index: Index;
  readonly reader: FamilyReader;
  readonly hub: Hub;
  /** Age at which stored data is read again, in ms. */
  readonly maxAgeMs: number;
  readonly warn: (line: string) => void;
  close(): Promise<void>;
}

const maxAgeMs = 24 * 3_600_000;

/** Connects a command to the Hub; `warn` is told of a token that the Hub does not get. */
export function connect(places: Places, environment: Environment, warn: (line: string) => void): HubAccess {
  return connectHub({
    endpoint: () => places.endpoint,
    storedToken: async () => null,
    withheld: token => warn(withheldInWords(token)),
    offline: () => places.offline,
    environment,
    home: homedir(),
    readText: readTextFile,
    fetch: globalThis.fetch,
  });
}

function withheldInWords({ from, owner, origin }: WithheldToken): string {
  const source = from === "file" ? "`hf auth login`" : from;
  const why = owner === null ? "HF_ENDPOINT is not an address" : `it belongs to ${owner}`;
  return `The token from ${source} is not sent to ${origin}, because ${why}. To use it there, set HF_ENDPOINT=${origin}.`;
}

/** Opens the index and a Hub client for a command; throws UserError if the index cannot be used. */
export async function openCore(
  places: Places,
  environment: Environment,
  warn: (line: string) => void,
): Promise<Core> {
  const access = connect(places, environment, warn);
  const folder = resolve(places.index ?? defaultIndexFolder(environment));
  const index = await openIndexFolder(folder);
  const { notice } = await index.status();
  if (notice !== null) warn(notice);
  const reader = new FamilyReader({ hub: access.hub, index, clock: Date.now, maxAgeMs: () => maxAgeMs });
  const offline = places.offline || access.offlineByEnvironment();
  return {
    endpoint: access.endpoint(),
    offline,
    folder,
    index,
    reader,
    hub: access.hub,
    maxAgeMs,
    warn,
    close: async () => {
      const later = index.notice();
      if (later !== null && later !== notice) warn(later);
      await index.close();
    },
  };
}

/** Opens the index in a folder, creating the folder if needed. */
export async function openIndexFolder(folder: string): Promise<Awaited<ReturnType<typeof openIndex>>> {
  const wasm = await readFile(join(__dirname, "sql-wasm.wasm"));
  try {
    await mkdir(folder, { recursive: true });
    return await openIndex({
      wasm,
      files: indexFiles(folder, null),
      snapshot: snapshotFiles(folder),
      decoder: hubDecoder,
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The index in ${folder} cannot be opened: ${reason}. Check the folder, or choose another with --index.`,
    );
  }
}
