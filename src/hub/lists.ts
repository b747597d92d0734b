import type { Asking } from "../app/ports/asking";
import { HubError } from "../app/ports/errors";
import type { ListQuestion } from "../app/ports/hub-port";
import { t } from "../words/words";
import type { Answer } from "./attempt";
import type { Endpoint } from "./endpoint";
import { type HeaderLink, linksIn } from "./link-header";
import { isWhole, tooLarge } from "./outcome";
import type { PoliteFetch } from "./polite-fetch";

const listLimit = 32 * 2 ** 20;

/** The model fields requested in a list. */
export const listFields: readonly string[] = [
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

/** Models per page: the Hub's maximum, then fewer if long cards make the page too large. */
const pageSizes: readonly number[] = [1000, 500, 100];

/** Adds the requested fields to a URL. */
export function expand(url: URL, fields: readonly string[]): URL {
  const wide = new URL(url);
  const wanted = fields.map(field => `expand%5B%5D=${encodeURIComponent(field)}`).join("&");
  wide.search = wide.search === "" ? wanted : `${wide.search}&${wanted}`;
  return wide;
}

/** Requests one page of a list, in the largest readable size; the response may have any status. */
export async function askList(
  polite: PoliteFetch,
  endpoint: Endpoint,
  question: ListQuestion,
  how: Asking,
): Promise<{ readonly answer: Answer; readonly next: string | null }> {
  const { page } = question;
  const plain = page === null ? firstPage(endpoint, question) : checkedPage(endpoint, page);
  let url = page === null ? expand(plain, listFields) : plain;
  const get = () => polite.get({ ...how, url: url.href, json: true, limit: listLimit });
  let answer = await get();
  // An older Hub rejects unknown fields; without the list of fields, it returns less, but it works.
  if (answer.status === 400 && page === null) {
    url = plain;
    answer = await get();
  }
  for (const size of pageSizes) {
    if (!answer.cut || Number(url.searchParams.get("limit")) <= size) continue;
    url.searchParams.set("limit", String(size));
    answer = await get();
  }
  if (answer.cut) throw tooLarge(endpoint.host, listLimit);
  // Other responses have no page that another could follow.
  return { answer, next: isWhole(answer) ? nextPage(answer.headers.get("Link"), url, endpoint) : null };
}

function firstPage(endpoint: Endpoint, { of, name, order }: ListQuestion): URL {
  const question = new URLSearchParams({
    ...(of === "author" ? { author: name } : { filter: `base_model:${name}` }),
    sort: order === "created" ? "createdAt" : "lastModified",
    direction: "-1",
    limit: String(pageSizes[0]),
  });
  return new URL(`${endpoint.base}/api/models?${question}`);
}

/** The URL of a next page, as chosen by the Hub; it must lead to the same list on the same Hub. */
function checkedPage(endpoint: Endpoint, page: string): URL {
  const list = `${endpoint.base}/api/models`;
  const url = URL.canParse(page) ? new URL(page) : null;
  if (url !== null && page.length <= 8000 && url.origin + url.pathname === list && url.username === "")
    return url;
  const problem = t`The Hub returned a next-page address outside its own list, which was not followed.`;
  throw new HubError("refused", t`${problem} Check the endpoint. Everything read so far is kept.`);
}

/**
 * The unchecked `rel="next"` URL of a `Link` header, or null on the last page. The reader tells pages that lead in a circle.
 * Throws HubError "unreadable" if the header does not say whether there is a next page.
 */
function nextPage(header: string | null, from: URL, endpoint: Endpoint): string | null {
  const links = linksIn(header ?? "");
  if (links === null) throw unreadableLink();
  const isAbout = ({ anchor }: HeaderLink) => anchor === null || addressOf(anchor, from)?.href === from.href;
  const next = links.filter(link => link.relations.includes("next") && isAbout(link));
  const targets = new Set(next.map(link => addressOf(link.target, from)?.href ?? null));
  if (targets.size === 0) return null;
  const [target] = targets;
  if (targets.size > 1 || target == null) throw unreadableLink();
  const named = new URL(target);
  // A mirror may return the Hub's own links: keep the query, but use the mirror's address.
  const mirrored = named.origin === "https://huggingface.co" && named.pathname === "/api/models";
  return mirrored ? `${endpoint.base}/api/models${named.search}` : named.href;
}

function addressOf(written: string, from: URL): URL | null {
  return URL.canParse(written, from.href) ? new URL(written, from.href) : null;
}

function unreadableLink(): HubError {
  const problem = t`The Hub's Link header cannot be read, so the list may have more pages.`;
  return new HubError("unreadable", t`${problem} Check the endpoint. Everything read so far is kept.`);
}
