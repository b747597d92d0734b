import { commit } from "@huggingface/hub";
import { HubError } from "../../app/ports/errors";
import { asObject, asText } from "../../lineage/checked-json";
import { signInPlace } from "../account";
import { type Endpoint, parseEndpoint } from "../endpoint";
import { failureOf, isWhole, type Subject } from "../outcome";
import { asHubError, PoliteFetch, type PoliteOptions } from "../polite-fetch";

const cardLimit = 2 ** 20;
const answerLimit = 2 ** 20;

/** The card of a model at one commit. */
export interface CardAtCommit {
  readonly text: string;
  /** The commit, as 40 hexadecimal digits. */
  readonly sha: string;
}

/** A change of a card, to be proposed as a pull request. */
export interface Proposal {
  readonly id: string;
  /** The commit that the change was made on. */
  readonly sha: string;
  /** The whole card as it should be. */
  readonly text: string;
  readonly title: string;
  readonly description: string;
}

/** Proposes changes of cards on the Hub. Every call throws HubError and nothing else. */
export interface Proposals {
  card(id: string): Promise<CardAtCommit>;
  /** Opens a pull request on a model with one changed file, README.md; returns its address. */
  open(proposal: Proposal): Promise<string>;
}

/**
 * Proposals over HTTP, through the library's own commit. The token goes to the Hub that it belongs to and nowhere else, only for the two
 * requests of a commit, and never over an unencrypted connection to another machine.
 */
export function proposalsOver(options: PoliteOptions): Proposals {
  const polite = new PoliteFetch(options);
  const guarded = async <T>(work: (endpoint: Endpoint) => Promise<T>): Promise<T> => {
    try {
      return await work(parseEndpoint(options.endpoint()));
    } catch (error) {
      throw asHubError(error);
    }
  };
  return {
    card: id => guarded(endpoint => cardOf(polite, endpoint, id)),
    open: proposal => guarded(() => open(options, signInPlace(options.endpoint()), proposal)),
  };
}

async function cardOf(polite: PoliteFetch, { base, host }: Endpoint, id: string): Promise<CardAtCommit> {
  const path = id.split("/").map(encodeURIComponent).join("/");
  const url = `${base}/api/models/${path}?expand[]=sha`;
  const answer = await polite.get({ etag: null, url, json: true, limit: answerLimit });
  if (!isWhole(answer)) throw failureOf(answer, { what: "model", name: id, host }, polite.retryAfter(answer));
  const body = asObject(JSON.parse(new TextDecoder().decode(answer.bytes)));
  const sha = asText(body?.sha, 40);
  if (sha === null || !/^[0-9a-f]{40}$/.test(sha) || body?.id !== id)
    throw new HubError(
      "unreadable",
      `${host} did not say which commit ${id} is at, or has it under another ID.`,
    );
  const at = `${base}/${path}/resolve/${sha}/README.md`;
  const card = await polite.get({ etag: null, url: at, json: false, limit: cardLimit });
  if (!isWhole(card)) throw failureOf(card, { what: "card", name: id, host }, polite.retryAfter(card));
  if (card.cut)
    throw new HubError("unreadable", `The card of ${id} is longer than 1 MB, so nothing is proposed.`);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(card.bytes);
    return { text, sha };
  } catch {
    throw new HubError("unreadable", `The card of ${id} is not UTF-8 text, so nothing is proposed.`);
  }
}

async function open(options: PoliteOptions, endpoint: Endpoint, proposal: Proposal): Promise<string> {
  const { base, host } = endpoint;
  const { id, sha, text, title, description } = proposal;
  const accessToken = await options.token(new URL(base).origin);
  if (accessToken === null || !accessToken.startsWith("hf_"))
    throw new HubError(
      "refused",
      `A pull request needs a token with write access to ${host}. Set HF_TOKEN, or run hf auth login.`,
    );
  const subject = { what: "model", name: id, host } as const;
  const committed = await commit({
    ...{ accessToken: accessToken as `hf_${string}`, hubUrl: base, title, description },
    ...{ branch: "main", parentCommit: sha, isPullRequest: true, useXet: false },
    repo: { type: "model", name: id },
    operations: [{ operation: "addOrUpdate", path: "README.md", content: new Blob([text]) }],
    fetch: onlyCommits(options, { base, id, subject }),
  });
  const url = asText(committed?.pullRequestUrl, 500);
  if (url === null)
    throw new HubError(
      "unreadable",
      `${host} did not say where the pull request is. Look at ${base}/${id}/discussions.`,
    );
  return url;
}

/** A `fetch` for the library that makes the two requests of a commit to a model and no other, and follows no redirect. */
function onlyCommits(
  options: PoliteOptions,
  { base, id, subject }: { readonly base: string; readonly id: string; readonly subject: Subject },
): typeof fetch {
  const allowed = new Set(
    ["preupload", "commit"].map(step => `${base}/api/models/${id}/${step}/main?create_pr=1`),
  );
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!allowed.has(url) || init?.method !== "POST")
      throw new HubError(
        "refused",
        `The library wanted to request something else than a commit to ${id}, so nothing was sent.`,
      );
    const answer = await options.fetch(url, { ...init, redirect: "manual" });
    if (isWhole(answer)) return answer;
    const bytes = new Uint8Array(await answer.arrayBuffer()).subarray(0, answerLimit);
    throw failureOf({ status: answer.status, headers: answer.headers, bytes, signedIn: true }, subject, null);
  };
}
