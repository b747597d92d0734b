import { HubError } from "../../app/ports/errors";
import {
  type AlikeRequests,
  type CardAtCommit,
  type Proposal,
  type ProposalPort,
  Unconfirmed,
} from "../../app/ports/proposal-port";
import { asCount, asList, asObject, asText, type JsonObject } from "../../lineage/checked-json";
import { t } from "../../words/words";
import { signInPlace } from "../account";
import { type Endpoint, parseEndpoint } from "../endpoint";
import { type Subject, tooLarge } from "../outcome";
import { asHubError, PoliteFetch, type PoliteOptions } from "../polite-fetch";
import { type CommitStep, commitFetch } from "./commit-fetch";
import { commitWithLibrary } from "./library-commit";
import { wholeAnswer } from "./proposal-outcome";

const cardLimit = 2 ** 20;
const answerLimit = 2 ** 20;
/** The most pages of open pull requests that are looked through. */
const mostPages = 10;

/** How requests for proposals are made. */
interface Via {
  readonly polite: PoliteFetch;
  readonly endpoint: Endpoint;
}

/**
 * Proposals over HTTP, through the library's own commit. The token goes to the Hub that it belongs to and nowhere else, and never
 * over an unencrypted connection to another machine.
 */
export function proposalsOver(options: PoliteOptions): ProposalPort {
  const polite = new PoliteFetch(options);
  const ask = async <T>(work: (via: Via) => Promise<T>): Promise<T> => {
    try {
      return await work({ polite, endpoint: parseEndpoint(options.endpoint()) });
    } catch (error) {
      throw asHubError(error);
    }
  };
  const needToken = async (): Promise<void> => {
    const { origin, host } = signInPlace(options.endpoint());
    if ((await options.token(origin)) === null)
      throw new HubError(
        "bad-token",
        t`A pull request needs a token with write access to ${host}. ${tokenAdvice()}`,
      );
  };
  return {
    card: id => ask(via => cardOf(via, id)),
    revision: id => ask(via => revisionOf(via, id)),
    alike: (id, title) => ask(via => alike(via, id, title)),
    needToken: () => ask(needToken),
    open: (proposal, signal) =>
      ask(async via => {
        await needToken();
        return open(via, proposal, signal);
      }),
  };
}

const tokenAdvice = (): string => t`Run Hub Lineage: Sign In, or set HF_TOKEN.`;

/** The path of a model at the Hub. */
function pathOf(id: string): string {
  return id.split("/").map(encodeURIComponent).join("/");
}

async function objectAt({ polite }: Via, url: string, subject: Subject): Promise<JsonObject> {
  const answer = wholeAnswer(polite, await polite.get({ url, json: true, limit: answerLimit }), subject);
  if (answer.cut) throw tooLarge(subject.host, answerLimit);
  return asObject(JSON.parse(new TextDecoder().decode(answer.bytes))) ?? {};
}

async function revisionOf(via: Via, id: string): Promise<string> {
  const { base, host } = via.endpoint;
  const url = `${base}/api/models/${pathOf(id)}?expand[]=sha`;
  const body = await objectAt(via, url, { what: "model", name: id, host });
  const sha = asText(body.sha, 40);
  if (sha === null || !/^[0-9a-f]{40}$/.test(sha) || body.id !== id)
    throw new HubError(
      "unreadable",
      t`${host} did not say which commit ${id} is at, or has it under another ID. Check the ID on its page.`,
    );
  return sha;
}

async function cardOf(via: Via, id: string): Promise<CardAtCommit> {
  const { base, host } = via.endpoint;
  const sha = await revisionOf(via, id);
  const url = `${base}/${pathOf(id)}/resolve/${sha}/README.md`;
  const got = await via.polite.get({ url, json: false, limit: cardLimit });
  const card = wholeAnswer(via.polite, got, { what: "card", name: id, host });
  if (card.cut)
    throw new HubError("unreadable", t`The card of ${id} is longer than 1 MB. Change it on its page.`);
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(card.bytes), sha };
  } catch {
    throw new HubError("unreadable", t`The card of ${id} is not UTF-8 text. Change it on its page.`);
  }
}

/** Looks through the open pull requests of a model, as the Hub documents their list: pages from 0, with the number of all. */
async function alike(via: Via, id: string, title: string): Promise<AlikeRequests> {
  const { base, host } = via.endpoint;
  const addresses: string[] = [];
  let seen = 0;
  for (let page = 0; page < mostPages; page++) {
    const url = `${base}/api/models/${pathOf(id)}/discussions?type=pull_request&status=open&p=${page}`;
    const body = await objectAt(via, url, { what: "model", name: id, host });
    const all = asCount(body.count);
    if (!Array.isArray(body.discussions) || all === null)
      throw new HubError("unreadable", t`${host} did not list the pull requests of ${id}. Look at its page.`);
    const listed = asList(body.discussions).map(asObject);
    for (const each of listed) {
      const number = asCount(each?.num);
      const isOpen = each?.isPullRequest === true && (each.status === "open" || each.status === "draft");
      if (isOpen && number !== null && asText(each.title, 1000) === title.trim())
        addresses.push(`${base}/${id}/discussions/${number}`);
    }
    seen += listed.length;
    if (seen >= all) return { addresses, isWhole: true };
    if (listed.length === 0) break;
  }
  return { addresses, isWhole: false };
}

async function open({ polite, endpoint }: Via, proposal: Proposal, signal: AbortSignal): Promise<string> {
  const { base, host } = endpoint;
  const { id } = proposal;
  let step: CommitStep = "preupload";
  const discussions = `${base}/${id}/discussions`;
  try {
    const fetch = commitFetch({ polite, endpoint, id, signal, discussions, begun: next => (step = next) });
    const url = addressIn(await commitWithLibrary(proposal, base, fetch), { base, id });
    if (url !== null) return url;
  } catch (error) {
    if (error instanceof HubError || step === "preupload") throw error;
  }
  throw new Unconfirmed(host, t`its answer has no address of one`, discussions);
}

/** The address of the pull request, if it is one of this model: on the Hub in use, or on the one that it mirrors. */
function addressIn(
  value: unknown,
  { base, id }: { readonly base: string; readonly id: string },
): string | null {
  const text = asText(value, 500);
  const url = text !== null && URL.canParse(text) ? new URL(text) : null;
  const number =
    url?.pathname.endsWith("/") === false ? /\/discussions\/(\d{1,9})$/.exec(url.pathname)?.[1] : null;
  if (url === null || !number) return null;
  const isOnMirrored =
    url.origin === "https://huggingface.co" && url.pathname === `/${id}/discussions/${number}`;
  return isOnMirrored ? url.href : `${base}/${id}/discussions/${number}`;
}
