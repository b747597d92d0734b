import type { HubAccess } from "../app/ports/hub-port";
import { whoAmI } from "./account";
import { createHubClients } from "./client";
import { chosenEndpoint, type Environment, isOfflineByEnvironment } from "./environment";
import type { PoliteOptions } from "./polite-fetch";
import { systemTimers } from "./timers";
import { findToken } from "./token";

/** What a connection to the Hub needs. */
export interface ConnectOptions {
  /** The endpoint from the settings or the command line, empty for none; called again for every request. */
  readonly endpoint: () => string | undefined;
  /** The token that *Sign In* stored, or null. */
  readonly storedToken: () => Promise<string | null>;
  /** Whether the user has turned requests off. */
  readonly offline: () => boolean;
  readonly environment: Environment;
  /** The user's home folder, or null on the web. */
  readonly home: string | null;
  /** The text of a file, or null if there is none. */
  readonly readText: (path: string) => Promise<string | null>;
  readonly fetch: PoliteOptions["fetch"];
  readonly log?: (line: string) => void;
}

/** How long the text of the token file is cached, in ms: a family can take thousands of requests. */
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

/** Connects to the Hub: settings come before the environment, a stored token before the environment and the token file. */
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
