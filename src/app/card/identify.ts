import { isRepoId } from "../../lineage/repo-id";
import { publicOrigin } from "../ports/hub-port";

/** The parts of a card's surroundings that can identify its model. */
export interface CardSurroundings {
  /** The card's path or URI path, with forward slashes. */
  readonly path: string;
  /** The folder's `hubLineage.repo` setting, or the user's pick; empty if there is neither. */
  readonly chosen: string;
  /** The text of the git configuration of the card's own folder, or null; a card is always at the top of its repo. */
  readonly gitConfig: string | null;
  /** The Hub's address. */
  readonly endpoint: string;
}

/** Where the answer came from. */
export type IdentitySource = "chosen" | "git" | "cache";

/** The model that a card belongs to. */
export interface CardIdentity {
  readonly repo: string;
  readonly source: IdentitySource;
}

/** Identifies a card's model from the user's choice, the git remote, or the Hub cache path, in that order; null for a draft. */
export function identifyCard(surroundings: CardSurroundings): CardIdentity | null {
  const chosen = surroundings.chosen.trim();
  if (chosen !== "" && isRepoId(chosen)) return { repo: chosen, source: "chosen" };
  const remote =
    surroundings.gitConfig === null ? null : repoOfGitConfig(surroundings.gitConfig, surroundings.endpoint);
  if (remote !== null) return { repo: remote, source: "git" };
  const cached = repoOfCachePath(surroundings.path);
  return cached === null ? null : { repo: cached, source: "cache" };
}

/** Whether a folder is a clone from a Hub, be it the public one while another is asked. */
export function isCloneOfHub({
  gitConfig,
  endpoint,
}: Pick<CardSurroundings, "gitConfig" | "endpoint">): boolean {
  return (
    gitConfig !== null && [endpoint, publicOrigin].some(each => repoOfGitConfig(gitConfig, each) !== null)
  );
}

/** The model repo in a git config's remote on the endpoint's host, `origin` first; null if there is none. */
export function repoOfGitConfig(config: string, endpoint: string): string | null {
  const remotes = [...config.matchAll(/\[remote "([^"\n]{1,200})"\]([^[]*)/gi)];
  remotes.sort((a, b) => Number(b[1] === "origin") - Number(a[1] === "origin"));
  for (const [, , body = ""] of remotes) {
    const url = /^[ \t]*url[ \t]*=[ \t]*"?([^\s"]+)"?[ \t]*(?:[#;].*)?$/im.exec(body)?.[1];
    const repo = url === undefined ? null : repoOfRemote(url, endpoint);
    if (repo !== null) return repo;
  }
  return null;
}

/** The repo id in a remote's address (https, ssh:// or `git@host:org/name`) if its host is the endpoint's; null for datasets and Spaces. */
function repoOfRemote(remote: string, endpoint: string): string | null {
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(remote);
  const url = parseUrl(scp ? `ssh://${scp[1]}/${scp[2]}` : remote);
  const hub = parseUrl(endpoint);
  if (url === null || hub === null) return null;
  if (!sameHost(url, hub)) return null;
  const base = hub.pathname.replace(/\/$/, "");
  if (url.protocol !== "ssh:" && !url.pathname.startsWith(`${base}/`)) return null;
  const path = url.protocol === "ssh:" ? url.pathname : url.pathname.slice(base.length);
  const id = decodePath(path)
    .replace(/^\/+|\/+$/g, "")
    .replace(/\.git$/, "");
  return !/^(datasets|spaces)\//.test(id) && isRepoId(id) ? id : null;
}

function sameHost(remote: URL, hub: URL): boolean {
  if (remote.protocol !== "ssh:") return fullHost(remote.host) === fullHost(hub.host);
  return fullHost(remote.hostname) === fullHost(hub.hostname) || remote.hostname === `hf.${hub.hostname}`;
}

/** A host of the public Hub by its usual name; `hf.co` is its short one, and `hf-mirror.com` answers as it does. */
function fullHost(host: string): string {
  return /^(?:(?:www\.)?hf\.co|www\.huggingface\.co|hf-mirror\.com)$/.test(host) ? "huggingface.co" : host;
}

/**
 * The address at which readers of a card find the Hub: the public one for a mirror of it and for a server on this computer, else the
 * endpoint itself, a Hub of one's own.
 */
export function publicEndpoint(endpoint: string): string {
  const url = parseUrl(endpoint);
  const isLocal = url !== null && /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  return url === null || isLocal || fullHost(url.host) === "huggingface.co"
    ? "https://huggingface.co"
    : endpoint.replace(/\/$/, "");
}

/** The repo id in a Hub cache path (`models--ORG--NAME/snapshots/REVISION/…`), or null. */
export function repoOfCachePath(path: string): string | null {
  const found = /(?:^|\/)models--([^/]+)\/snapshots\/[^/]+\//.exec(path)?.[1];
  if (found === undefined) return null;
  const cut = found.indexOf("--");
  const id = cut < 0 ? found : `${found.slice(0, cut)}/${found.slice(cut + 2)}`;
  return isRepoId(id) ? id : null;
}

/** The commit in a Hub cache path (`models--ORG--NAME/snapshots/COMMIT/…`), or null. */
export function commitOfCachePath(path: string): string | null {
  return /(?:^|\/)models--[^/]+\/snapshots\/([\da-f]{40})\//.exec(path)?.[1] ?? null;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
