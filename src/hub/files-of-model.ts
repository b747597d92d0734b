import type { Asking } from "../app/ports/asking";
import { HubError } from "../app/ports/errors";
import { decodedText, type FileText, longFile } from "../app/ports/file-text";
import type { ModelFile, ModelFilesPort } from "../app/ports/model-files-port";
import { asCount, asList, asObject, asText } from "../lineage/checked-json";
import { t } from "../words/words";
import type { Answer } from "./attempt";
import type { Endpoint } from "./endpoint";
import { failureOf, isGone, isWhole } from "./outcome";
import type { PoliteFetch } from "./polite-fetch";

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
  const url = `${endpoint.base}/api/models/${encoded(id)}/tree/main`;
  const answer = await polite.get({ ...how, etag: null, url, json: true, limit: treeLimit });
  whole(polite, answer, { what: "model", name: id, host: endpoint.host });
  return decodeTree(answer.bytes, endpoint.host);
}

/** The files in the Hub's answer; folders are left out. */
function decodeTree(bytes: Uint8Array, host: string): readonly ModelFile[] {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new HubError(
      "unreadable",
      t`The list of files that ${host} sent is not valid JSON or was cut off. Try again.`,
    );
  }
  return asList(body)
    .slice(0, mostFiles)
    .flatMap(entry => {
      const { type, path, size, lfs } = asObject(entry) ?? {};
      const name = asText(path, 500);
      if (type !== "file" || name === null) return [];
      const oid = asText(asObject(lfs)?.oid, 80);
      return [{ name, size: asCount(size), sha256: oid !== null && /^[0-9a-f]{64}$/.test(oid) ? oid : null }];
    });
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
