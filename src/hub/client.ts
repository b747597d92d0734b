import { listModels } from "@huggingface/hub";
import { type Hub, HubError } from "../app/ports";
import { isRepoId, repoIdProblem } from "../lineage/repo-id";
import type { Answer } from "./attempt";
import { type Endpoint, parseEndpoint } from "./endpoint";
import { libraryFetch } from "./library-fetch";
import { failureOf, type Subject, tooLarge } from "./outcome";
import { asHubError, PoliteFetch, type PoliteOptions } from "./polite-fetch";

/** What the client of the Hub needs; `offline` is asked before every request. */
export interface HubClientOptions extends PoliteOptions {
  readonly offline: () => boolean;
}

const megabyte = 2 ** 20;
const modelLimit = 8 * megabyte;
const listLimit = 32 * megabyte;
const cardLimit = megabyte;
const searchLimit = megabyte;

const listFields = [
  "author",
  "baseModels",
  "cardData",
  "createdAt",
  "disabled",
  "downloads",
  "gated",
  "gguf",
  "lastModified",
  "library_name",
  "likes",
  "pipeline_tag",
  "safetensors",
  "sha",
  "tags",
];
const modelFields = [...listFields, "childrenModelCount"];

/** Models on one page of children; fewer where their cards are so long that a page of 1,000 is too large. */
const pageSize = 1000;
const smallPageSize = 100;

/** The Hub over HTTP; every call throws HubError and nothing else, and none is made while `offline` answers true. */
export function createHubClient(options: HubClientOptions): Hub {
  const polite = new PoliteFetch(options);
  const ask = async <T>(work: (endpoint: Endpoint) => Promise<T>): Promise<T> => {
    try {
      if (options.offline()) throw offline();
      return await work(parseEndpoint(options.endpoint()));
    } catch (error) {
      throw asHubError(error);
    }
  };
  return {
    model: (id, signal) => ask(endpoint => model(polite, endpoint, checkedId(id), signal)),
    children: (id, page, signal) => ask(endpoint => children(polite, endpoint, checkedId(id), page, signal)),
    card: (id, signal) => ask(endpoint => card(polite, endpoint, checkedId(id), signal)),
    search: (text, limit, signal) => ask(endpoint => search(polite, endpoint, { text, limit }, signal)),
  };
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

function expand(url: URL, fields: readonly string[]): URL {
  const wide = new URL(url);
  for (const field of fields) wide.searchParams.append("expand[]", field);
  return wide;
}

function checked(polite: PoliteFetch, answer: Answer, subject: Subject): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw failureOf(answer, subject, polite.retryAfter(answer));
}

async function model(
  polite: PoliteFetch,
  endpoint: Endpoint,
  id: string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const url = new URL(`${endpoint.base}/api/models/${encoded(id)}`);
  const get = (address: URL) => polite.get({ url: address.href, json: true, limit: modelLimit, signal });
  let answer = await get(expand(url, modelFields));
  // An older Hub refuses fields that it does not know; without the list it tells less, but it tells.
  if (answer.status === 400) answer = await get(url);
  checked(polite, answer, { what: "model", name: id, host: endpoint.host });
  if (answer.cut) throw tooLarge(endpoint.host, modelLimit);
  return answer.bytes;
}

async function children(
  polite: PoliteFetch,
  endpoint: Endpoint,
  id: string,
  page: string | null,
  signal?: AbortSignal,
): Promise<{ body: Uint8Array; next: string | null }> {
  const plain = page === null ? firstPage(endpoint, id) : checkedPage(endpoint, page);
  let url = page === null ? expand(plain, listFields) : plain;
  const get = () => polite.get({ url: url.href, json: true, limit: listLimit, signal });
  let answer = await get();
  if (answer.status === 400 && page === null) {
    url = plain;
    answer = await get();
  }
  if (answer.cut && Number(url.searchParams.get("limit")) > smallPageSize) {
    url.searchParams.set("limit", String(smallPageSize));
    answer = await get();
  }
  checked(polite, answer, { what: "children", name: id, host: endpoint.host });
  if (answer.cut) throw tooLarge(endpoint.host, listLimit);
  const next = nextPage(answer.headers.get("Link"), url);
  return { body: answer.bytes, next };
}

function firstPage(endpoint: Endpoint, id: string): URL {
  const url = new URL(`${endpoint.base}/api/models`);
  url.searchParams.set("filter", `base_model:${id}`);
  url.searchParams.set("limit", String(pageSize));
  return url;
}

/** The address of a further page, which the Hub chose: it must lead to the same list of the same Hub. */
function checkedPage(endpoint: Endpoint, page: string): URL {
  const list = `${endpoint.base}/api/models`;
  const url = URL.canParse(page) ? new URL(page) : null;
  if (url !== null && page.length <= 8000 && url.origin + url.pathname === list && url.username === "")
    return url;
  const problem = "The Hub named an address outside its own list as the next page, and it was not asked.";
  throw new HubError("refused", `${problem} Check the endpoint; what was read before is kept.`);
}

/** The `rel="next"` of a `Link` header, not checked yet; null on the last page and where it would lead to itself. */
function nextPage(link: string | null, from: URL): string | null {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "")?.[1];
  if (target === undefined || !URL.canParse(target, from.href)) return null;
  const next = new URL(target, from.href).href;
  return next === from.href ? null : next;
}

async function card(
  polite: PoliteFetch,
  endpoint: Endpoint,
  id: string,
  signal?: AbortSignal,
): Promise<string> {
  const url = `${endpoint.base}/${encoded(id)}/resolve/main/README.md`;
  const answer = await polite.get({ url, json: false, limit: cardLimit, signal });
  checked(polite, answer, { what: "card", name: id, host: endpoint.host });
  // `stream` keeps half a character at the cut from becoming a replacement sign.
  return new TextDecoder().decode(answer.bytes, { stream: answer.cut });
}

async function search(
  polite: PoliteFetch,
  endpoint: Endpoint,
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
