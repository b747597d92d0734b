import { HubError } from "../app/ports/errors";
import type { FilePart, FilePartRequest } from "../app/ports/snapshot-ports";
import { t } from "../words/words";
import type { Answer } from "./attempt";
import { failureOf } from "./outcome";
import type { PoliteFetch } from "./polite-fetch";

/**
 * Reads part of a file at an http(s) address; the token goes only to the endpoint, wherever the address leads.
 * Throws HubError if the server does not return that part.
 */
export async function filePart(
  polite: PoliteFetch,
  { url, from, to }: FilePartRequest,
  signal?: AbortSignal,
): Promise<FilePart> {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (address === null || !/^https?:$/.test(address.protocol)) throw noAddress();
  const { host } = address;
  const answer = await polite.get({
    url: address.href,
    part: { from, to },
    json: false,
    limit: to - from,
    signal,
    onWait: () => undefined,
  });
  if (answer.status === 200) throw wholeFile(host);
  if (answer.status === 416) throw brokenPart(host);
  if (answer.status !== 206)
    throw failureOf(answer, { what: "file", name: address.pathname, host }, polite.retryAfter(answer));
  return checkedPart(answer, { url, from, to }, host);
}

function checkedPart(answer: Answer, { from, to }: FilePartRequest, host: string): FilePart {
  const range = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/.exec(answer.headers.get("Content-Range") ?? "");
  const [begin, end, total] = (range ?? []).slice(1).map(Number);
  if (begin !== from || end === undefined || total === undefined) throw brokenPart(host);
  const wanted = Math.min(to, total) - from;
  if (end + 1 - from !== wanted || answer.bytes.length !== wanted || answer.cut) throw brokenPart(host);
  const mark = (name: string) => answer.headers.get(name)?.slice(0, 200) ?? null;
  return { bytes: answer.bytes, total, etag: mark("ETag"), modified: mark("Last-Modified") };
}

function noAddress(): HubError {
  return new HubError(
    "refused",
    t`This is not an http or https address. Give the path of a file or its full address.`,
  );
}

function wholeFile(host: string): HubError {
  return new HubError(
    "unreadable",
    t`${host} only sends complete files, not parts of them. Download the file, then import it from your disk.`,
  );
}

function brokenPart(host: string): HubError {
  return new HubError(
    "unreadable",
    t`${host} sent a different part of the file than requested. Try again, or download the file and import it from your disk.`,
  );
}
