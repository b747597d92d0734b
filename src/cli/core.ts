import { lstat, mkdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { indexFiles, readTextFile, snapshotFiles } from "#platform";
import { FamilyReader } from "../app/family/read-family";
import { UserError } from "../app/ports/errors";
import type { HubIndexFiles } from "../app/ports/file-ports";
import type { Hub, HubAccess, WithheldToken } from "../app/ports/hub-port";
import type { Index } from "../app/ports/index-port";
import type { ModelFilesPort } from "../app/ports/model-files-port";
import { connectSample } from "../demo/connect-sample";
import { connectHub } from "../hub/connect";
import { hubDecoder } from "../hub/decode";
import type { Environment } from "../hub/environment";
import type { HubWait } from "../hub/polite-fetch";
import { count, listed } from "../lineage/in-words";
import { asDiskError } from "../platform/disk-errors";
import { type OpenIndex, openIndex } from "../store/open-index";
import { openInMemory } from "../store/open-unsaved";
import { defaultIndexFolder } from "./index-folder-default";
import { cliFetch } from "./network/cli-fetch";
import type { Places } from "./options";
import type { ProgressLine } from "./terminal/progress-line";

/** The parts of the program that a command uses. */
export interface Core {
  readonly endpoint: string;
  readonly offline: boolean;
  /** The index folder. */
  readonly folder: string;
  /** Whether there is no such folder: a command that only reads makes none, and finds an empty index. */
  readonly isMissing: boolean;
  readonly index: Index;
  readonly reader: FamilyReader;
  readonly hub: Hub;
  readonly modelFiles: ModelFilesPort;
  /** Age at which stored data is read again, in ms. */
  readonly maxAgeMs: number;
  readonly warn: (line: string) => void;
  /** What keeps the index from being complete or saved; null if nothing does. The user was told. */
  trouble(): string | null;
  readonly progress: ProgressLine;
  /** Saves and closes the index; `error` is what the command failed with, which is told anyway. Never throws for a UserError. */
  close(error?: unknown): Promise<void>;
}

const maxAgeMs = 24 * 3_600_000;

const reasons: Readonly<Record<HubWait["why"], string>> = {
  limit: "because of its rate limit",
  asked: "because it asks to",
  failure: "after a failed request",
};

/** Tells of waits, one for all requests that wait at the same time. */
function waitTeller(warn: (line: string) => void): (wait: HubWait) => void {
  let toldUntil = Number.NEGATIVE_INFINITY;
  return ({ ms, host, why }) => {
    const until = performance.now() + ms;
    if (until < toldUntil + ms / 10) return;
    toldUntil = until;
    const seconds = Math.ceil(ms / 1000);
    const time = seconds < 120 ? count(seconds, "second") : count(Math.ceil(seconds / 60), "minute");
    warn(`Waiting ${time} for ${host}, ${reasons[why]}.`);
  };
}

/** Connects a command to the Hub; `warn` is told of a token that the Hub does not get. */
export function connect(places: Places, environment: Environment, warn: (line: string) => void): HubAccess {
  return connectHub({
    endpoint: () => places.endpoint,
    storedToken: async () => null,
    withheld: token => warn(withheldInWords(token)),
    waiting: waitTeller(warn),
    offline: () => places.offline,
    environment,
    home: homedir(),
    readText: readTextFile,
    fetch: cliFetch(environment),
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
  { warn, progress }: Pick<Core, "warn" | "progress">,
): Promise<Core> {
  const access = connect(places, environment, warn);
  const folder = resolve(places.index ?? defaultIndexFolder(environment));
  const offline = places.offline || access.offlineByEnvironment();
  const onlyIndex = places.onlyIndex || offline;
  const isMissing = onlyIndex && (await lstat(folder).catch(nothingThere)) === null;
  const hub = hubOf(isHubNamed(places, environment), onlyIndex, access);
  const index = await openIndexFolder(isMissing ? null : folder, hub, warn);
  const { notice } = await index.status();
  if (notice !== null) warn(notice);
  const reader = new FamilyReader({ hub: access.hub, index, clock: Date.now, maxAgeMs: () => maxAgeMs });
  return {
    endpoint: access.endpoint(),
    offline,
    folder,
    isMissing,
    index,
    reader,
    hub: access.hub,
    modelFiles: access.modelFiles,
    maxAgeMs,
    warn,
    trouble: () => index.notice() ?? notice,
    progress,
    close: error => closeIndex(index, [notice, messageOf(error)], warn),
  };
}

/** Closes an index, and says once what keeps it from being complete or saved, unless that was said before. */
async function closeIndex(
  index: OpenIndex,
  said: readonly (string | null)[],
  warn: (line: string) => void,
): Promise<void> {
  const unsaved = await index.close().then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      return error.message;
    },
  );
  let known = said.filter(Boolean).join(" ");
  for (const sentence of [index.notice(), unsaved]) {
    if (sentence === null || known.includes(sentence)) continue;
    warn(sentence);
    known += sentence;
  }
}

function messageOf(error: unknown): string | null {
  return error instanceof Error ? error.message : null;
}

/** The parts for a command over sample data: the sample Hub, which answers from memory, and an empty index in memory. */
export async function openSampleCore({ warn, progress }: Pick<Core, "warn" | "progress">): Promise<Core> {
  const access = connectSample();
  const index = await openIndexFolder(null, null, warn);
  const reader = new FamilyReader({ hub: access.hub, index, clock: Date.now, maxAgeMs: () => maxAgeMs });
  return {
    endpoint: access.endpoint(),
    offline: false,
    folder: "",
    isMissing: false,
    index,
    reader,
    hub: access.hub,
    modelFiles: access.modelFiles,
    maxAgeMs,
    warn,
    trouble: () => null,
    progress,
    close: () => index.close(),
  };
}

/** Whether the user names a Hub: with an option, or in the environment. */
export function isHubNamed(places: Places, { HF_ENDPOINT }: Environment): boolean {
  return Boolean(places.endpoint?.trim() || HF_ENDPOINT?.trim());
}

/**
 * The base of the Hub whose answers a command uses; null for those of the folder itself, which a command takes that only
 * reads the index, or works offline, unless a Hub is named.
 */
function hubOf(isNamed: boolean, onlyIndex: boolean, access: HubAccess): string | null {
  if (onlyIndex && !isNamed) return null;
  const base = access.base();
  if (base === null)
    throw new UserError(
      "The Hub's endpoint is not an http or https address without a password. Check --endpoint (or HF_ENDPOINT).",
    );
  return base;
}

/** Null if nothing is at a path; what else keeps it from being read is told when the index is opened. */
function nothingThere(error: unknown): null | undefined {
  return error instanceof Error && "code" in error && error.code === "ENOENT" ? null : undefined;
}

/** Throws UserError for a command that needs what is in an index, if there is none. */
export function needIndex({ isMissing, folder }: Core): void {
  if (isMissing)
    throw new UserError(
      `There is no index in ${folder}. Check the path, or read a family or organization into it with hub-lineage index.`,
    );
}

/** Opens the index in a folder, which is made; null for an empty one in memory. */
async function openIndexFolder(
  folder: string | null,
  wanted: string | null,
  warn: (line: string) => void,
): Promise<OpenIndex> {
  const wasm = await readFile(join(__dirname, "sql-wasm.wasm"));
  if (folder === null) return openInMemory({ wasm, decoder: hubDecoder });
  try {
    await mkdir(folder, { recursive: true });
    const parts = { wasm, snapshot: snapshotFiles(folder), decoder: hubDecoder };
    const hub = await indexFiles(folder, wanted, null);
    await tellOthers(folder, wanted, hub, warn);
    return await openIndex({ ...parts, files: hub.files, hub });
  } catch (error) {
    const told = asDiskError(error, folder, "Name an index folder with --index.");
    if (told instanceof UserError) throw told;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `The index in ${folder} cannot be opened: ${reason}. Check the folder, or choose another with --index.`,
    );
  }
}

/** Says which answers are used where the folder has those of several Hubs and the user may expect others. */
async function tellOthers(
  folder: string,
  wanted: string | null,
  { hub, place, isStored, others }: HubIndexFiles,
  warn: (line: string) => void,
): Promise<void> {
  if (wanted !== null && isStored) return;
  const theirs = await others();
  if (theirs.length === 0) return;
  const named = listed(theirs, 3, "and");
  if (wanted === null)
    warn(
      `Only the answers of ${hub} are used. ${folder} also has those of ${named}: choose them with --endpoint.`,
    );
  else
    warn(`${folder} has answers of ${named}, which are not used for ${hub}. Its own are kept in ${place}.`);
}
