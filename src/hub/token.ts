import type { WithheldToken } from "../app/ports/hub-port";
import { type Environment, environmentOrigin } from "./environment";

/** Where a token may be. */
export interface TokenSources {
  /** The token that *Sign In* has stored for a Hub, by its origin, or null. */
  stored(origin: string): Promise<string | null>;
  readonly environment: Environment;
  /** The user's home folder, or null if there is none (the web). */
  readonly home: string | null;
  /** The text of a file, or null if it cannot be read. */
  readText(path: string): Promise<string | null>;
}

/** A token and where it came from, for a sentence such as "from HF_TOKEN". */
export interface FoundToken {
  readonly token: string;
  readonly from: "sign-in" | WithheldToken["from"];
  /** The only origin that it may be sent to; null if there is none. */
  readonly owner: string | null;
}

/**
 * The token to use at an origin, in this order: signed in there, `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`, the file that
 * `hf auth login` writes (`HF_TOKEN_PATH`, else `token` in `HF_HOME`, else in `~/.cache/huggingface`), else null. It may
 * belong to another origin: send it to its owner only.
 */
export async function findToken(sources: TokenSources, origin: string): Promise<FoundToken | null> {
  const stored = cleaned(await sources.stored(origin));
  if (stored !== null) return { token: stored, from: "sign-in", owner: origin };
  const owner = environmentOrigin(sources.environment);
  for (const name of ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"] as const) {
    const token = cleaned(sources.environment[name]);
    if (token !== null) return { token, from: name, owner };
  }
  const path = tokenPath(sources);
  const token = path === null ? null : cleaned(await sources.readText(path));
  return token === null ? null : { token, from: "file", owner };
}

/** The file in which `hf auth login` keeps the token, or null if there is no home folder. */
export function tokenPath(sources: Pick<TokenSources, "environment" | "home">): string | null {
  const { HF_TOKEN_PATH, HF_HOME, XDG_CACHE_HOME } = sources.environment;
  const expanded = (path: string) =>
    sources.home === null ? path : path.replace(/^~(?=$|[\\/])/, sources.home);
  if (HF_TOKEN_PATH) return expanded(HF_TOKEN_PATH);
  if (HF_HOME) return `${expanded(HF_HOME)}/token`;
  if (XDG_CACHE_HOME) return `${expanded(XDG_CACHE_HOME)}/huggingface/token`;
  return sources.home === null ? null : `${sources.home}/.cache/huggingface/token`;
}

/** Trims a token: a pasted or stored one often ends with a newline. */
function cleaned(text: string | null | undefined): string | null {
  return text?.trim() || null;
}
