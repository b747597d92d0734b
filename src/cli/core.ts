import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { readTextFile } from "#platform";
import { FamilyReader } from "../app/family/read-family";
import type { JobParts } from "../app/index/index-job";
import type { DatasetPort } from "../app/ports/dataset-port";
import { UserError } from "../app/ports/errors";
import type { Hub, HubAccess, WithheldToken } from "../app/ports/hub-port";
import type { Index } from "../app/ports/index-port";
import type { ModelFilesPort } from "../app/ports/model-files-port";
import { type ConnectOptions, connectHub, requestOptions } from "../hub/connect";
import type { Environment } from "../hub/environment";
import type { HubWait } from "../hub/polite-fetch";
import { count, listed } from "../lineage/in-words";
import { DeferredIndex } from "./deferred-index";
import { snapshotFolderOf } from "./history/dated-place";
import { cliFetch } from "./network/cli-fetch";
import type { Places } from "./options";
import type { ProgressLine } from "./terminal/progress-line";

/** The parts of the program that a command uses. */
export interface Core {
  readonly endpoint: string;
  readonly offline: boolean;
  /** Whether requests carry a token. */
  readonly isSignedIn: () => Promise<boolean>;
  /** What to do to work online, as a part of a sentence. */
  readonly wayOnline: string;
  /** The index folder. */
  readonly folder: string;
  /** Whether there is no such folder: a command that only reads makes none, and finds an empty index. */
  readonly isMissing: boolean;
  readonly index: Index;
  readonly reader: FamilyReader;
  readonly hub: Hub;
  readonly modelFiles: ModelFilesPort;
  readonly datasets: DatasetPort;
  /** Age at which stored data is read again, in ms. */
  readonly maxAgeMs: number;
  readonly warn: (line: string) => void;
  /** What keeps the index from being complete or saved; null if nothing does. The user was told. */
  trouble(): string | null;
  readonly progress: ProgressLine;
  /** Saves and closes the index; `error` is what the command failed with, which is told anyway. Never throws for a UserError. */
  close(error?: unknown): Promise<void>;
}

/** Age at which stored data is read again, in ms. */
export const maxAgeMs = 24 * 3_600_000;

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
  return connectHub(connection(places, environment, warn));
}

/** How a command makes requests that no client makes, in the same way. */
export function politeOptions(places: Places, environment: Environment, warn: (line: string) => void) {
  return requestOptions(connection(places, environment, warn));
}

function connection(places: Places, environment: Environment, warn: (line: string) => void): ConnectOptions {
  return {
    endpoint: () => places.endpoint,
    storedToken: async () => null,
    withheld: token => warn(withheldInWords(token)),
    waiting: waitTeller(warn),
    offline: () => places.offline,
    environment,
    home: homedir(),
    readText: readTextFile,
    fetch: cliFetch(environment),
  };
}

function withheldInWords({ from, owner, origin }: WithheldToken): string {
  const source = from === "file" ? "`hf auth login`" : from;
  const why = owner === null ? "HF_ENDPOINT is not an address" : `it belongs to ${owner}`;
  return `The token from ${source} is not sent to ${origin}, because ${why}. To use it there, set HF_ENDPOINT=${origin}.`;
}

/** A reader of models and families, for one run. */
export function readerOver({ hub, isSignedIn }: HubAccess, index: Index): FamilyReader {
  return new FamilyReader({ hub, index, isSignedIn, clock: Date.now, maxAgeMs: () => maxAgeMs });
}

/** What a job that reads whole families or organizations needs of a command's parts. */
export function jobParts({ hub, index, isSignedIn }: Core): JobParts {
  return { hub, index, isSignedIn, clock: Date.now, maxAgeMs: () => maxAgeMs };
}

/** Connects a command to the Hub and to the index, which is opened when it is needed; throws UserError if the Hub has no usable address. */
export async function openCore(
  places: Places,
  environment: Environment,
  { warn, progress }: Pick<Core, "warn" | "progress">,
): Promise<Core> {
  const access = connect(places, environment, warn);
  const folder = await snapshotFolderOf(places);
  const offline = places.offline || access.offlineByEnvironment();
  const onlyIndex = places.onlyIndex || offline;
  const isMissing = onlyIndex && !(await holdsIndex(folder));
  // A dated snapshot has no answers of any Hub beside it.
  const hub = places.at === undefined ? hubOf(isHubNamed(places, environment), onlyIndex, access) : null;
  const opening = new DeferredIndex({ folder: isMissing ? null : folder, hub, onlyReads: onlyIndex, warn });
  const { index } = opening;
  const reader = readerOver(access, index);
  return {
    endpoint: access.endpoint(),
    offline,
    isSignedIn: access.isSignedIn,
    wayOnline: wayOnline(places, access.offlineByEnvironment()),
    folder,
    isMissing,
    index,
    reader,
    hub: access.hub,
    modelFiles: access.modelFiles,
    datasets: access.datasets,
    maxAgeMs,
    warn,
    trouble: () => opening.trouble(),
    progress,
    close: error => opening.close(error),
  };
}

function wayOnline({ offline, at }: Places, byEnvironment: boolean): string {
  const option = at === undefined ? "--offline" : "--at";
  const ways = [offline ? [`remove ${option}`] : [], byEnvironment ? ["unset HF_HUB_OFFLINE"] : []].flat();
  return listed(ways, 2, "and");
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

/** Whether there is anything of an index in a folder; true if that cannot be told, so that opening it says why. */
async function holdsIndex(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: unknown) =>
    error instanceof Error && "code" in error && error.code === "ENOENT" ? [] : null,
  );
  return names === null || names.some(name => /^(?:index\b|snapshot|segments$|hubs$|history$)/.test(name));
}

/** Throws UserError for a command that needs what is in an index, if there is none. */
export function needIndex({ isMissing, folder }: Core): void {
  if (isMissing)
    throw new UserError(
      `There is no index in ${folder}. Check the path, or read a family or organization into it with hub-lineage index.`,
    );
}
