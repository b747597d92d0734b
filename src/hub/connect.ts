import { AnotherHub } from "../app/ports/errors";
import type { HubAccess, WithheldToken } from "../app/ports/hub-port";
import { signInPlace, whoAmI } from "./account";
import { createHubClients, type HubClients } from "./client";
import { parseEndpoint } from "./endpoint";
import { chosenEndpoint, type Environment, isOfflineByEnvironment } from "./environment";
import type { PoliteOptions } from "./polite-fetch";
import { proposalsOver } from "./repos/proposals";
import { systemTimers } from "./timers";
import { findToken } from "./token";

/** What a connection to the Hub needs. */
export interface ConnectOptions {
  /** The endpoint from the settings or the command line, empty for none; called again for every request. */
  readonly endpoint: () => string | undefined;
  /** The token that *Sign In* stored for the Hub at an origin, or null. */
  readonly storedToken: (origin: string) => Promise<string | null>;
  /** Called once for each origin that a token from the environment is not sent to, because it belongs to another. */
  readonly withheld?: (token: WithheldToken) => void;
  /** Whether the user has turned requests off. */
  readonly offline: () => boolean;
  readonly environment: Environment;
  /** The user's home folder, or null on the web. */
  readonly home: string | null;
  /** The text of a file, or null if there is none. */
  readonly readText: (path: string) => Promise<string | null>;
  readonly fetch: PoliteOptions["fetch"];
  readonly log?: (line: string) => void;
  readonly waiting?: PoliteOptions["waiting"];
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

/** The token for an origin: one that belongs to it, else null. */
function tokenChooser(options: ConnectOptions): PoliteOptions["token"] {
  const { environment, home, storedToken } = options;
  const sources = { stored: storedToken, environment, home, readText: rememberedText(options.readText) };
  const told = new Set<string>();
  return async origin => {
    const found = await findToken(sources, origin);
    if (found === null || found.owner === origin) return found?.token ?? null;
    const { from, owner } = found;
    if (from !== "sign-in" && !told.has(origin)) options.withheld?.({ from, owner, origin });
    told.add(origin);
    return null;
  };
}

/** How requests are made: settings come before the environment, a stored token before the environment and the token file. */
export function requestOptions(options: ConnectOptions): PoliteOptions {
  return {
    endpoint: () => chosenEndpoint(options.endpoint(), options.environment),
    token: tokenChooser(options),
    fetch: options.fetch,
    ...(options.log === undefined ? {} : { log: options.log }),
    ...(options.waiting === undefined ? {} : { waiting: options.waiting }),
  };
}

/** Connects to the Hub. */
export function connectHub(options: ConnectOptions): HubAccess {
  const { environment } = options;
  const polite = requestOptions(options);
  const offlineByEnvironment = (): boolean => isOfflineByEnvironment(environment);
  const offline = () => options.offline() || offlineByEnvironment();
  const base = (): string | null => {
    try {
      return parseEndpoint(polite.endpoint()).base;
    } catch {
      return null;
    }
  };
  const clients = new Map<string, HubClients>();
  const only = (wanted: string) => () => {
    if (base() !== wanted) throw new AnotherHub();
    return wanted;
  };
  const at = (wanted: string): HubClients => {
    const found = clients.get(wanted) ?? createHubClients({ ...polite, endpoint: only(wanted), offline });
    clients.set(wanted, found);
    return found;
  };
  return {
    ...createHubClients({ ...polite, offline }),
    endpoint: polite.endpoint,
    base,
    at: wanted => at(wanted).hub,
    overviewsAt: wanted => at(wanted).overviews,
    proposalsAt: wanted => proposalsOver({ ...polite, endpoint: only(wanted) }),
    isSignedIn: async () => {
      const address = base();
      return address !== null && (await polite.token(new URL(address).origin)) !== null;
    },
    offlineByEnvironment,
    signInPlace: () => signInPlace(polite.endpoint()),
    whoAmI: (token, { base }) => whoAmI({ ...polite, endpoint: () => base }, token),
  };
}
