import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Mishap } from "./faults";
import { tooMany } from "./rate-limit";
import { failure, plain, type Reply } from "./reply";

const EXPOSED =
  "X-Repo-Commit,X-Request-Id,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,X-Linked-Size,X-Linked-ETag,X-Xet-Hash";

/** The headers that let web pages read the response; as on the Hub, `RateLimit` is not exposed. */
export function corsHeaders(request: IncomingMessage): Record<string, string> {
  return {
    "Access-Control-Allow-Origin": request.headers.origin ?? "https://huggingface.co",
    "Access-Control-Expose-Headers": EXPOSED,
    Vary: "Origin",
  };
}

/** The response to a CORS preflight request. */
export function preflight(request: IncomingMessage): Reply {
  return plain("", 204, {
    "Access-Control-Allow-Methods": "GET,HEAD,POST,OPTIONS",
    "Access-Control-Allow-Headers": request.headers["access-control-request-headers"] ?? "*",
    "Access-Control-Max-Age": "86400",
  });
}

/** The response that a fault substitutes for the normal one; undefined if it leaves it unchanged. */
export function faultyReply(mishap: Mishap, retryAfter: number | undefined): Reply | undefined {
  if (mishap.behavior === "nonJson") {
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    return { status: mishap.status ?? 200, headers, body: "<html><body>Please stand by.</body></html>" };
  }
  const { status } = mishap;
  if (status === undefined) return undefined;
  if (mishap.body !== undefined) return plain(mishap.body, status, { ...mishap.headers });
  const reply = status === 429 ? tooMany(retryAfter) : failure(status, usualMessage(status));
  return { ...reply, headers: { ...reply.headers, ...mishap.headers } };
}

/** Sends a reply, handling ETag, ranges and HEAD; `cut` drops the connection midway. Returns the status sent. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  always: Readonly<Record<string, string>>,
  cut: boolean,
): number {
  const whole = Buffer.isBuffer(reply.body) ? reply.body : Buffer.from(reply.body);
  const headers: Record<string, string> = { ...always, ...reply.headers };
  if (reply.status === 200) headers.ETag ??= weakTag(whole);
  if (reply.status === 200 && matchesTag(request.headers["if-none-match"], headers.ETag)) {
    response.writeHead(304, withoutBody(headers)).end();
    return 304;
  }
  const range = reply.status === 200 ? rangeOf(request, headers, whole.length) : undefined;
  const status = range === undefined ? reply.status : 206;
  const body = range === undefined ? whole : whole.subarray(range.from, range.to + 1);
  if (range !== undefined) headers["Content-Range"] = `bytes ${range.from}-${range.to}/${whole.length}`;
  response.writeHead(status, { ...headers, "Content-Length": String(body.length) });
  if (request.method === "HEAD") response.end();
  else if (cut) response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  else response.end(body);
  return status;
}

function usualMessage(status: number): string {
  return status >= 500
    ? "Internal Error - We're working hard to fix this as soon as possible!"
    : `Error ${status}`;
}

function weakTag(body: Buffer): string {
  const hash = createHash("sha1").update(body).digest("base64").slice(0, 27);
  return `W/"${body.length.toString(16)}-${hash}"`;
}

function matchesTag(asked: string | undefined, tag: string | undefined): boolean {
  if (asked === undefined || tag === undefined) return false;
  const strip = (value: string): string => value.trim().replace(/^W\//, "");
  return asked.split(",").some(one => one.trim() === "*" || strip(one) === strip(tag));
}

function withoutBody(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "Content-Type"));
}

function rangeOf(
  request: IncomingMessage,
  headers: Readonly<Record<string, string>>,
  length: number,
): { from: number; to: number } | undefined {
  const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
  if (match === null || headers["Accept-Ranges"] === undefined) return undefined;
  const from = Number(match[1]);
  const to = Math.min(length - 1, match[2] === "" ? length - 1 : Number(match[2]));
  return from <= to ? { from, to } : undefined;
}
