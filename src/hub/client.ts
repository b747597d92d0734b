import { listModels } from "@huggingface/hub";
import { HubError } from "../app/ports/errors";
import type { Asking, Hub, JobHub, ListAnswer, ListQuestion, TaggedAnswer } from "../app/ports/hub-port";
import type { HubFiles } from "../app/ports/snapshot-ports";
import { isRepoId, repoIdProblem } from "../lineage/repo-id";
import type { Answer } from "./attempt";
import { type Endpoint, parseEndpoint } from "./endpoint";
import { filePart } from "./file-part";
import { libraryFetch } from "./library-fetch";
import { askList, expand, listFields } from "./lists";
import { failureOf, type Subject, tooLarge } from "./outcome";
import { asHubError, PoliteFetch, type PoliteOptions, type PoliteRequest } from "./polite-fetch";

/** What the client of the Hub needs; `offline` is asked before every request. */
export interface HubClientOptions extends PoliteOptions {
  readonly offline: () => boolean;
}

const megabyte = 2 ** 20;
const modelLimit = 8 * megabyte;
const cardLimit = megabyte;
const searchLimit = megabyte;

const modelFields = [...listFields, "childrenModelCount", "usedStorage"];

/** The Hub over HTTP: for a person who waits, for long jobs, and its files; all share what is under way and the Hub's limits. */
export interface HubClients {
  readonly hub: Hub;
  readonly jobs: JobHub;
  readonly files: HubFiles;
}

/** Every call throws HubError and nothing else, and none is made while `offline` answers true. */
export function createHubClients(options: HubClientOptions): HubClients {
  const polite = new PoliteFetch(options);
  const ask = async <T>(work: (via: Via) => Promise<T>): Promise<T> => {
    try {
      if (options.offline()) throw offline();
      return await work({ polite, endpoint: parseEndpoint(options.endpoint()) });
    } catch (error) {
      throw asHubError(error);
    }
  };
  const hub: Hub = {
    model: (id, signal) => ask(async via => (await model(via, checkedId(id), { signal })).bytes),
    children: (id, page, signal) => ask(via => children(via, checkedId(id), page, signal)),
    card: (id, signal) => ask(via => card(via, checkedId(id), { signal })),
    search: (text, limit, signal) => ask(via => search(via, { text, limit }, signal)),
  };
  const jobs: JobHub = {
    model: (id, asking) => ask(async via => tagged(await model(via, checkedId(id), patient(asking)))),
    list: (question, asking) => ask(via => list(via, question, patient(asking))),
    card: (id, asking) => ask(via => card(via, checkedId(id), patient(asking))),
    counts: () => polite.counts(),
    budget: () => polite.budget(),
  };
  const files: HubFiles = {
    part: (request, signal) => ask(via => filePart(via.polite, request, signal)),
  };
  return { hub, jobs, files };
}

/** The Hub over HTTP for a person who waits. */
export function createHubClient(options: HubClientOptions): Hub {
  return createHubClients(options).hub;
}

/** The way that a question takes. */
interface Via {
  readonly polite: PoliteFetch;
  readonly endpoint: Endpoint;
}

type Manner = Pick<PoliteRequest, "signal" | "etag" | "onWait">;

function patient(asking: Asking = {}): Manner {
  return {
    signal: asking.signal,
    etag: asking.etag,
    onWait: ms => asking.onWait?.(ms),
  };
}

function tagged(answer: Answer): TaggedAnswer {
  const etag = answer.headers.get("ETag");
  const short = etag !== null && etag.length <= 200 ? etag : null;
  return { body: answer.status === 304 ? null : answer.bytes, etag: short };
}

function offline(): HubError {
  return new HubError(
    "offline",
    "The Hub is not asked while offline. Set hubLineage.online to auto or onDemand to ask it.",
  );
}

function checkedId(id: string): string {
  const problem = repoIdProblem(id);
  if (problem === null) return id;
  const shown = id.replace(/\p{C}/gu, " ").slice(0, 100);
  throw new HubError("refused", `"${shown}" is no repo id: it ${problem}. Write it as namespace/name.`);
}

function encoded(id: string): string {
  return id.split("/").map(encodeURIComponent).join("/");
}

function checked({ polite }: Via, answer: Answer, subject: Subject, manner: Manner = {}): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status === 304 && manner.etag) return answer;
  throw failureOf(answer, subject, polite.retryAfter(answer));
}

async function model(via: Via, id: string, manner: Manner): Promise<Answer> {
  const { polite, endpoint } = via;
  const url = new URL(`${endpoint.base}/api/models/${encoded(id)}`);
  const get = (address: URL) => polite.get({ ...manner, url: address.href, json: true, limit: modelLimit });
  let answer = await get(expand(url, modelFields));
  // An older Hub refuses fields that it does not know; without the list it tells less, but it tells.
  if (answer.status === 400) answer = await get(url);
  checked(via, answer, { what: "model", name: id, host: endpoint.host }, manner);
  if (answer.cut) throw tooLarge(endpoint.host, modelLimit);
  return answer;
}

async function children(
  via: Via,
  id: string,
  page: string | null,
  signal?: AbortSignal,
): Promise<{ body: Uint8Array; next: string | null }> {
  const question = { of: "children", name: id, order: "created", page } as const;
  const { answer, next } = await askList(via.polite, via.endpoint, question, { signal });
  checked(via, answer, { what: "children", name: id, host: via.endpoint.host });
  return { body: answer.bytes, next };
}

async function list(via: Via, question: ListQuestion, manner: Manner): Promise<ListAnswer> {
  const { name } = question;
  // Wider than a new id may be: the Hub keeps old models whose ids it would not take today.
  if (!/^\w[\w.-]{0,95}(\/\w[\w.-]{0,95})?$/.test(name)) checkedId(name);
  const { answer, next } = await askList(via.polite, via.endpoint, question, manner);
  checked(via, answer, { what: "children", name, host: via.endpoint.host }, manner);
  return { ...tagged(answer), next };
}

async function card(via: Via, id: string, manner: Manner): Promise<string> {
  const { polite, endpoint } = via;
  const url = `${endpoint.base}/${encoded(id)}/resolve/main/README.md`;
  const answer = await polite.get({ ...manner, etag: null, url, json: false, limit: cardLimit });
  checked(via, answer, { what: "card", name: id, host: endpoint.host });
  // `stream` keeps half a character at the cut from becoming a replacement sign.
  return new TextDecoder().decode(answer.bytes, { stream: answer.cut });
}

async function search(
  { polite, endpoint }: Via,
  wanted: { readonly text: string; readonly limit: number },
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const query = wanted.text.trim().slice(0, 200);
  const limit = Math.min(100, Math.max(0, Math.trunc(wanted.limit)));
  if (query === "" || !(limit > 0)) return [];
  const subject: Subject = { what: "search", name: query, host: endpoint.host };
  const fetch = libraryFetch(polite, { subject, limit: searchLimit, signal });
  const ids: string[] = [];
  for await (const { name } of listModels({
    search: { query },
    sort: "downloads",
    limit,
    hubUrl: endpoint.base,
    fetch,
  })) {
    if (typeof name === "string" && isRepoId(name) && ids.length < limit) ids.push(name);
  }
  return ids;
}
