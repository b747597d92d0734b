import type { Asking } from "../../app/ports/asking";
import { HubError } from "../../app/ports/errors";
import { decodedText, type FileText, longFile } from "../../app/ports/file-text";
import type { ModelFile, ModelFilesPort } from "../../app/ports/model-files-port";
import { asCount, asList, asObject, asText } from "../../lineage/checked-json";
import { t } from "../../words/words";
import type { Answer } from "../attempt";
import type { Endpoint } from "../endpoint";
import { linksIn } from "../link-header";
import { failureOf, isGone, isWhole } from "../outcome";
import type { PoliteFetch } from "../polite-fetch";

/** How a request is made. */
export interface FileVia {
  readonly polite: PoliteFetch;
  readonly endpoint: Endpoint;
}

const treeLimit = 4 * 2 ** 20;
const mostFiles = 5_000;

/** Makes requests for the files of models; `ask` turns failures into HubErrors, and `checkedId` refuses what is no ID. */
export function modelFilesOver(
  ask: <T>(work: (via: FileVia) => Promise<T>) => Promise<T>,
  checkedId: (id: string) => string,
): ModelFilesPort {
  return {
    tree: (id, how = {}) => ask(via => tree(via, checkedId(id), how)),
    text: (id, name, most, how = {}) => ask(via => text(via, { id: checkedId(id), name }, most, how)),
    head: (id, name, bytes, how = {}) => ask(via => head(via, { id: checkedId(id), name }, bytes, how)),
  };
}

interface Wanted {
  readonly id: string;
  readonly name: string;
}

async function tree({ polite, endpoint }: FileVia, id: string, how: Asking): Promise<readonly ModelFile[]> {
  const { host } = endpoint;
  const first = `${endpoint.base}/api/models/${encoded(id)}/tree/main`;
  const found: ModelFile[] = [];
  const asked = new Set<string>();
  let url: string | null = first;
  while (url !== null) {
    if (asked.has(url)) throw tooMany(id, host);
    asked.add(url);
    const answer: Answer = await polite.get({ ...how, etag: null, url, json: true, limit: treeLimit });
    whole(polite, answer, { what: "model", name: id, host });
    const page = decodeTree(answer.bytes, host);
    found.push(...page);
    url = nextPage(answer.headers.get("Link"), first);
    if (found.length > mostFiles || (url !== null && page.length === 0)) throw tooMany(id, host);
  }
  return found;
}

/** The address of the next page of a list of files, which must be of the same list; null on the last one. */
function nextPage(header: string | null, first: string): string | null {
  const target = linksIn(header ?? "")?.find(({ relations }) => relations.includes("next"))?.target;
  if (target === undefined) return null;
  const [list, next] = [new URL(first), URL.canParse(target, first) ? new URL(target, first) : null];
  // A mirror may return the Hub's own links.
  if (next?.pathname === list.pathname) return `${first}${next.search}`;
  const problem = t`The Hub returned a next-page address outside its own list, which was not followed.`;
  throw new HubError("refused", t`${problem} Check the endpoint. Everything read so far is kept.`);
}

function tooMany(id: string, host: string): HubError {
  return new HubError(
    "unreadable",
    t`${host} lists more than ${mostFiles} files at the top of ${id}, so its files were not read. Use a local copy.`,
  );
}

/** The files in the Hub's answer; folders are left out. */
function decodeTree(bytes: Uint8Array, host: string): readonly ModelFile[] {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    body = null;
  }
  if (!Array.isArray(body) || !body.every(isEntry))
    throw new HubError(
      "unreadable",
      t`The list of files that ${host} sent is not valid JSON or was cut off. Try again.`,
    );
  return asList(body).flatMap(entry => {
    const { type, path, size, lfs } = asObject(entry) ?? {};
    const name = asText(path, 500);
    // No file of a repo is above it: an address with such a name would lead elsewhere.
    if (type !== "file" || name === null || name.split(/[\\/]/).includes("..")) return [];
    const oid = asText(asObject(lfs)?.oid, 80);
    return [{ name, size: asCount(size), sha256: oid !== null && /^[0-9a-f]{64}$/.test(oid) ? oid : null }];
  });
}

/** Whether something is a file, a folder, or whatever else a repo has, with a path. */
function isEntry(entry: unknown): boolean {
  const { type, path } = asObject(entry) ?? {};
  return typeof type === "string" && typeof path === "string";
}

async function text(
  { polite, endpoint }: FileVia,
  { id, name }: Wanted,
  most: number,
  how: Asking,
): Promise<FileText> {
  const url = addressOf(endpoint, { id, name });
  const answer = await polite.get({ ...how, etag: null, url, json: false, limit: most });
  if (isGone(answer)) return { problem: t`is not there` };
  whole(polite, answer, { what: "file", name: `${id}/${name}`, host: endpoint.host });
  return answer.cut ? longFile(most) : decodedText(answer.bytes);
}

async function head(
  { polite, endpoint }: FileVia,
  { id, name }: Wanted,
  bytes: number,
  how: Asking,
): Promise<Uint8Array> {
  const url = addressOf(endpoint, { id, name });
  const part = { from: 0, to: bytes };
  const answer = await polite.get({ ...how, etag: null, url, json: false, limit: bytes, part });
  // A server that sends the whole file is read no further than the part.
  if (answer.status !== 206)
    whole(polite, answer, { what: "file", name: `${id}/${name}`, host: endpoint.host });
  return answer.bytes.subarray(0, bytes);
}

function whole(polite: PoliteFetch, answer: Answer, subject: Parameters<typeof failureOf>[1]): void {
  if (!isWhole(answer)) throw failureOf(answer, subject, polite.retryAfter(answer));
}

function addressOf({ base }: Endpoint, { id, name }: Wanted): string {
  return `${base}/${encoded(id)}/resolve/main/${encoded(name)}`;
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
