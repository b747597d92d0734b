import { Agent, type IncomingMessage, type RequestOptions, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as SecureAgent } from "node:https";
import type { Duplex } from "node:stream";
import { PassThrough, pipeline, Readable } from "node:stream";
import { connect as connectTls } from "node:tls";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { HubError } from "../../app/ports/errors";
import { certificateAdvice } from "../../hub/certificate-advice";
import { failureOf } from "../../hub/outcome";
import { credentials, type ForwardProxy } from "./proxies";

/**
 * Requests through one proxy, in the manner of `fetch`: without following redirects, and with the body decompressed. To
 * an https address, the proxy gets a CONNECT with host and port, and no header of the request; the rest is encrypted.
 */
export class ProxyFetch {
  readonly #proxy: ForwardProxy;
  readonly #plain: Agent;
  readonly #tunnels: TunnelAgent;

  constructor(proxy: ForwardProxy) {
    this.#proxy = proxy;
    this.#plain = proxy.url.protocol === "https:" ? new SecureAgent(kept) : new Agent(kept);
    this.#tunnels = new TunnelAgent(proxy);
  }

  /** Requests an address; throws an error with the proxy's address as `via`, or a HubError if the proxy is the reason. */
  async send(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#send(new URL(url), init);
    } catch (error) {
      if (error instanceof Error) Object.assign(error, { via: this.#proxy.name });
      throw error;
    }
  }

  #send(target: URL, init: RequestInit): Promise<Response> {
    const isSecure = target.protocol === "https:";
    const headers: Record<string, string> = { ...(init.headers as Record<string, string>) };
    if (headers.Range === undefined) headers["Accept-Encoding"] = "gzip, deflate, br";
    const signal = init.signal ?? undefined;
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(isSecure ? error : ofProxy(error, this.#proxy, target));
      // A request that waits for its tunnel tells nobody that it was aborted.
      onAbort(signal, fail);
      // Node keeps `signal` from the agent.
      const how = { method: init.method ?? "GET", headers, ...(signal && { signal }) };
      const options = { ...how, agent: this.#tunnels, ...(signal && { tunnelSignal: signal }) };
      const request = isSecure ? requestHttps(target, options) : this.#plainRequest(target, how);
      request.once("error", fail);
      request.once("close", () => fail(closed()));
      request.once("response", answer => {
        if (!isSecure && answer.statusCode === 407) {
          reject(refused(this.#proxy, target, 407));
          // A connection that is kept for later requests would keep the program from ending.
          request.destroy();
          return;
        }
        try {
          resolve(responseOf(answer, target));
        } catch (error) {
          request.destroy();
          reject(error);
        }
      });
      request.end(typeof init.body === "string" ? init.body : undefined);
    });
  }

  /** A request for an http address, which the proxy reads. */
  #plainRequest(target: URL, { headers, ...how }: RequestOptions) {
    const { url } = this.#proxy;
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const own = { ...headers, Host: target.host, ...credentials(url) };
    const options = { ...how, agent: this.#plain, path: target.href.replace(/#.*$/, ""), headers: own };
    return send({ host: hostOf(url), port: portOf(url), ...options });
  }
}

/** Connections are kept, because each one costs several round trips. */
const kept = { keepAlive: true, maxSockets: 8 };

/** Connects to https addresses through a proxy. */
class TunnelAgent extends SecureAgent {
  readonly #proxy: ForwardProxy;

  constructor(proxy: ForwardProxy) {
    super(kept);
    this.#proxy = proxy;
  }

  override createConnection(
    options: {
      readonly host?: string | null;
      readonly port?: number | string | null;
      readonly tunnelSignal?: AbortSignal;
    },
    done?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const [host, port] = [options.host ?? "", Number(options.port ?? 443)];
    const settle = (error: Error | null, socket?: Duplex) => done?.(error, socket as Duplex);
    const isAddress = /^[\d.]+$|:/.test(host);
    tunnelTo(this.#proxy, { host, port, signal: options.tunnelSignal })
      .then(socket => connectTls({ socket, host, ...(isAddress ? {} : { servername: host }) }))
      .then(
        socket => settle(null, socket),
        error => settle(error),
      );
    return undefined;
  }
}

/** The end of a tunnel, and the signal of the request that it is for: the limits of that request end the tunnel too. */
interface TunnelEnd {
  readonly host: string;
  readonly port: number;
  readonly signal: AbortSignal | undefined;
}

/** Has the proxy connect to a host; throws HubError with a sentence if it cannot be reached or refuses. */
function tunnelTo(proxy: ForwardProxy, { host, port, signal }: TunnelEnd): Promise<Duplex> {
  const { url } = proxy;
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const target = new URL(`https://${authority}`);
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const headers = { Host: authority, ...credentials(url) };
  return new Promise((resolve, reject) => {
    const request = send({
      host: hostOf(url),
      port: portOf(url),
      method: "CONNECT",
      path: authority,
      headers,
      agent: false,
      ...(signal && { signal }),
    });
    request.once("connect", (answer: IncomingMessage, socket: Duplex) => {
      if (answer.statusCode === 200) return resolve(socket);
      socket.destroy();
      reject(refused(proxy, target, answer.statusCode ?? 0));
    });
    request.once("response", (answer: IncomingMessage) => {
      request.destroy();
      reject(refused(proxy, target, answer.statusCode ?? 0));
    });
    request.once("close", () => reject(ofProxy(closed(), proxy, target)));
    request.once("error", error => reject(ofProxy(error, proxy, target)));
    request.end();
  });
}

function onAbort(signal: AbortSignal | undefined, tell: (error: Error) => void): void {
  const aborted = () => tell(new DOMException("The request was aborted.", "AbortError"));
  if (signal?.aborted) aborted();
  else signal?.addEventListener("abort", aborted, { once: true });
}

/** A connection that ended before there was an answer. */
const closed = () => Object.assign(new Error("closed"), { code: "ECONNRESET" });

const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "");
const portOf = ({ port, protocol }: URL) => Number(port || (protocol === "https:" ? 443 : 80));

/** An error of the connection to the proxy, as a sentence; a request that was aborted stays as it is. */
function ofProxy(error: Error, proxy: ForwardProxy, target: URL): Error {
  if (error.name === "AbortError" || error instanceof HubError) return error;
  const code = "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
  const advice =
    certificateAdvice(code.slice(2, -1)) ?? `Check ${proxy.variable}, or add ${target.hostname} to NO_PROXY.`;
  const message = `The proxy ${proxy.name} cannot be reached${code}. ${advice}`;
  return new HubError("unreachable", message);
}

function refused(proxy: ForwardProxy, target: URL, status: number): HubError {
  const message =
    status === 407
      ? `The proxy ${proxy.name} requires a user name and password. Write them into ${proxy.variable}, as in http://user:password@host:port.`
      : `The proxy ${proxy.name} refused to connect to ${target.host} (status ${status}). Ask who runs it, or add ${target.hostname} to NO_PROXY.`;
  return new HubError("unreachable", message);
}

/** Statuses whose answers have no body. */
const bodiless: ReadonlySet<number> = new Set([204, 205, 304]);

/** The answer as one of `fetch`; throws HubError if its status is none that a response can have. */
function responseOf(answer: IncomingMessage, { host }: URL): Response {
  const headers = new Headers();
  for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2)
    headers.append(answer.rawHeaders[at] ?? "", answer.rawHeaders[at + 1] ?? "");
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599)
    throw failureOf(
      { status, headers, bytes: new Uint8Array(), signedIn: false },
      { what: "model", name: "", host },
      null,
    );
  if (bodiless.has(status)) {
    answer.destroy();
    return new Response(null, { status, headers });
  }
  const body = Readable.toWeb(unpacked(answer)) as ReadableStream<Uint8Array>;
  return new Response(body, { status, headers });
}

function unpacked(answer: IncomingMessage): Readable {
  const unpacker = {
    gzip: createGunzip,
    "x-gzip": createGunzip,
    deflate: createInflate,
    br: createBrotliDecompress,
    identity: () => new PassThrough(),
  };
  const coding = (answer.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const make = Object.hasOwn(unpacker, coding)
    ? unpacker[coding as keyof typeof unpacker]
    : unpacker.identity;
  // The error of a broken answer reaches the reader of the last stream.
  return pipeline(answer, make(), () => undefined);
}
