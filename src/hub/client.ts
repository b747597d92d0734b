import { listModels } from "@huggingface/hub";
import type { Asking } from "../app/ports/asking";
import type { DatasetPort } from "../app/ports/dataset-port";
import { HubError } from "../app/ports/errors";
import type { Hub, ListAnswer, ListQuestion, ModelAnswer, TaggedAnswer } from "../app/ports/hub-port";
import type { ModelFilesPort } from "../app/ports/model-files-port";
import type { OverviewPort } from "../app/ports/overview-port";
import type { HubFiles } from "../app/ports/snapshot-ports";
import { isRepoId, repoIdProblem } from "../lineage/repo-id";
import { t } from "../words/words";
import type { Answer } from "./attempt";
import { type Endpoint, parseEndpoint } from "./endpoint";
import { filePart } from "./file-part";
import { libraryFetch } from "./library-fetch";
import { askList, expand, listFields } from "./lists";
import {
  compressedCard,
  failureOf,
  isWhole,
  longCard,
  notACard,
  type Subject,
  tooLarge,
  webPage,
} from "./outcome";
import { askOverview } from "./overviews";
import { asHubError, PoliteFetch, type PoliteOptions } from "./polite-fetch";
import { datasetsOver } from "./repos/datasets";
import { modelFilesOver } from "./repos/files-of-model";

/** Options for the Hub client; `offline` is checked before every request. */
export interface HubClientOptions extends PoliteOptions {
  readonly offline: () => boolean;
}

const megabyte = 2 ** 20;
const modelLimit = 8 * megabyte;
const cardLimit = megabyte;
const searchLimit = megabyte;

const modelFields = [...listFields, "childrenModelCount", "usedStorage"];

/** The Hub, its files, those of its models, its datasets, and its overviews of authors over HTTP; they share pending requests and rate limits. */
export interface HubClients {
  readonly hub: Hub;
  readonly files: HubFiles;
  readonly overviews: OverviewPort;
  readonly modelFiles: ModelFilesPort;
  readonly datasets: DatasetPort;
}

/** Creates Hub clients. Calls throw only HubError, and no requests are made while `offline` returns true. */
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
    model: (id, how = {}) => ask(via => model(via, checkedId(id), how)),
    list: (question, how = {}) => ask(via => list(via, question, how)),
    card: (id, how = {}) => ask(via => card(via, checkedId(id), how)),
    search: (text, limit, signal) => ask(via => search(via, { text, limit }, signal)),
    counts: () => polite.counts(),
    budget: () => polite.budget(),
  };
  const files: HubFiles = {
    part: (request, signal) => ask(via => filePart(via.polite, request, signal)),
  };
  const overviews: OverviewPort = {
    overview: (name, how = {}) => ask(({ polite: via, endpoint }) => askOverview(via, endpoint, name, how)),
  };
  return {
    ...{ hub, files, overviews },
    modelFiles: modelFilesOver(ask, checkedId),
    datasets: datasetsOver(ask, checkedId),
  };
}

/** Creates a Hub client without file access. */
export function createHubClient(options: HubClientOptions): Hub {
  return createHubClients(options).hub;
}

/** The route of a request. */
interface Via {
  readonly polite: PoliteFetch;
  readonly endpoint: Endpoint;
}

function tagged(answer: Answer): TaggedAnswer {
  const etag = answer.headers.get("ETag");
  const short = etag !== null && etag.length <= 200 ? etag : null;
  return { body: answer.status === 304 ? null : answer.bytes, etag: short };
}

function offline(): HubError {
  return new HubError(
    "offline",
    t`Hub Lineage is offline. To read from the Hub, set hubLineage.online to auto or onDemand.`,
  );
}

function checkedId(id: string): string {
  const problem = repoIdProblem(id);
  if (problem === null) return id;
  const shown = id.replace(/\p{C}/gu, " ").slice(0, 100);
  throw new HubError(
    "refused",
    t`"${shown}" is not a valid model ID: it ${problem}. Write it as namespace/name.`,
  );
}

function encoded(id: string): string {
  return id.split("/").map(encodeURIComponent).join("/");
}

function checked({ polite }: Via, answer: Answer, subject: Subject, how: Asking = {}): Answer {
  if (isWhole(answer)) return answer;
  if (answer.status === 304 && how.etag) return answer;
  throw failureOf(answer, subject, polite.retryAfter(answer));
}

async function model(via: Via, id: string, how: Asking): Promise<ModelAnswer> {
  const { polite, endpoint } = via;
  const url = new URL(`${endpoint.base}/api/models/${encoded(id)}`);
  const get = (address: URL) => polite.get({ ...how, url: address.href, json: true, limit: modelLimit });
  let answer = await get(expand(url, modelFields));
  // An older Hub rejects unknown fields; without the list of fields, it returns less, but it works.
  if (answer.status === 400) answer = await get(url);
  checked(via, answer, { what: "model", name: id, host: endpoint.host }, how);
  if (answer.cut) throw tooLarge(endpoint.host, modelLimit);
  return { ...tagged(answer), moved: answer.moved };
}

async function list(via: Via, question: ListQuestion, how: Asking): Promise<ListAnswer> {
  const { name } = question;
  // Wider than the rules for new ids: the Hub has old models whose ids it would reject today.
  if (!/^\w[\w.-]{0,95}(\/\w[\w.-]{0,95})?$/.test(name)) checkedId(name);
  const { answer, next } = await askList(via.polite, via.endpoint, question, how);
  checked(via, answer, { what: "children", name, host: via.endpoint.host }, how);
  return { ...tagged(answer), next };
}

async function card(via: Via, id: string, how: Asking): Promise<string> {
  const { polite, endpoint } = via;
  const url = `${endpoint.base}/${encoded(id)}/resolve/main/README.md`;
  const answer = await polite.get({ ...how, etag: null, url, json: false, limit: cardLimit });
  checked(via, answer, { what: "card", name: id, host: endpoint.host });
  // The Hub sends cards as plain text.
  if (/^\s*text\/html\b/i.test(answer.headers.get("Content-Type") ?? "")) throw webPage(endpoint.host);
  if (answer.cut) throw longCard(id, cardLimit);
  if (isCompressed(answer)) throw compressedCard(endpoint.host);
  const text = new TextDecoder().decode(answer.bytes);
  if (!isFileOfHub(answer) && !startsLikeCard.test(text)) throw notACard(endpoint.host);
  return text;
}

/** Whether a body came compressed, though it was asked for as it is. */
function isCompressed({ headers }: Answer): boolean {
  return !/^(identity)?$/i.test(headers.get("Content-Encoding")?.trim() ?? "");
}

/** A fence, which a sign-in text does not start with. */
const startsLikeCard = /^\s*---[ \t]*[\r\n]/;

/** Whether an answer says which commit a file is from, as the Hub does; its own library refuses files of servers that do not. */
function isFileOfHub({ headers }: Answer): boolean {
  return /^[\da-f]{40}$/i.test(headers.get("X-Repo-Commit") ?? "");
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
