import type { HubAccess } from "../app/ports/hub-port";
import { whoAmI } from "./account";
import { createHubClients } from "./client";
import { chosenEndpoint, type Environment, isOfflineByEnvironment } from "./environment";
import type { PoliteOptions } from "./polite-fetch";
import { systemTimers } from "./timers";
import { findToken } from "./token";

/** What a way to the Hub is made of. */
export interface ConnectOptions {
  /** The endpoint that was set or named, empty for none; asked for anew with every request. */
  readonly endpoint: () => string | undefined;
  /** The token that *Sign In* stored, or null. */
  readonly storedToken: () => Promise<string | null>;
  /** Whether requests are forbidden by a person. */
  readonly offline: () => boolean;
  readonly environment: Environment;
  /** The person's home folder, or null on the web. */
  readonly home: string | null;
  /** The text of a file, or null when there is none. */
  readonly readText: (path: string) => Promise<string | null>;
  readonly fetch: PoliteOptions["fetch"];
  readonly log?: (line: string) => void;
}

/** How long the text of the token file is remembered, in ms: a family is thousands of requests. */
const tokenFileMs = 5_000;

function rememberedText(readText: ConnectOptions["readText"]): ConnectOptions["readText"] {
  const known = new Map<string, { readonly text: Promise<string | null>; readonly until: number }>();
  return path => {
    const now = systemTimers.now();
    const found = known.get(path);
    if (found !== undefined && now < found.until) return found.text;
    const text = readText(path);
    known.set(path, { text, until: now + tokenFileMs });
    text.catch(() => known.delete(path));
    return text;
  };
}

/** Makes the way to the Hub: settings before environment, a stored token before the environment's and the token file's. */
export function connectHub(options: ConnectOptions): HubAccess {
  const { environment, home } = options;
  const readText = rememberedText(options.readText);
  const polite: PoliteOptions = {
    endpoint: () => chosenEndpoint(options.endpoint(), environment),
    token: async () => {
      const stored = await options.storedToken();
      return (await findToken({ stored, environment, home, readText }))?.token ?? null;
    },
    fetch: options.fetch,
    ...(options.log === undefined ? {} : { log: options.log }),
  };
  const offlineByEnvironment = (): boolean => isOfflineByEnvironment(environment);
  return {
    ...createHubClients({ ...polite, offline: () => options.offline() || offlineByEnvironment() }),
    endpoint: polite.endpoint,
    offlineByEnvironment,
    whoAmI: token => whoAmI(polite, token),
  };
}
