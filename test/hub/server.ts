import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LOOPBACK_TOKENS, type User, viewerOf } from "./access";
import { CONTROL_PATH, control, type Steered } from "./control";
import { FaultPlan, type Faults } from "./faults";
import type { HubData } from "./hub-data";
import { servePullRequest } from "./pull-requests";
import { RateLimit, rateHeaders, tooMany } from "./rate-limit";
import { failure } from "./reply";
import type { RequestRecord } from "./request-record";
import { corsHeaders, faultyReply, preflight, send } from "./respond";
import { answer, bucketOf, STORAGE_PATH } from "./routes";

/** A Hub that runs on 127.0.0.1 until closed. */
export interface LoopbackHub extends Steered {
  /** Its URL without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Options for running a loopback Hub. */
export interface HubOptions {
  /** The data it serves; may be changed while it runs. */
  readonly models: HubData;
  /** A free port if absent. */
  readonly port?: number;
  readonly faults?: Faults;
  readonly tokens?: Readonly<Record<string, User>>;
  readonly log?: (line: string) => void;
  /** The clock for rate limit windows, in milliseconds. */
  readonly now?: () => number;
}

/** Starts a Hub on loopback; rejects if the port is in use. */
export async function startHub(options: HubOptions): Promise<LoopbackHub> {
  const hub = new Hub(options);
  const server = createServer((request, response) => void hub.serve(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  hub.url = `http://127.0.0.1:${port}`;
  return {
    url: hub.url,
    data: options.models,
    requests: () => hub.requests(),
    resetRequests: () => hub.resetRequests(),
    setFaults: faults => hub.setFaults(faults),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type OpenRecord = { -readonly [K in keyof RequestRecord]: RequestRecord[K] };

class Hub implements Steered {
  url = "";
  readonly data: HubData;
  private readonly options: HubOptions;
  private readonly limit: RateLimit;
  private plan: FaultPlan;
  private records: OpenRecord[] = [];

  constructor(options: HubOptions) {
    this.options = options;
    this.data = options.models;
    this.limit = new RateLimit(options.now ?? Date.now);
    this.plan = new FaultPlan(options.faults ?? {});
  }

  requests(): readonly RequestRecord[] {
    return this.records.map(record => ({ ...record }));
  }

  resetRequests(): void {
    this.records = [];
    this.limit.reset();
  }

  setFaults(faults: Faults): void {
    this.plan = new FaultPlan(faults);
    this.limit.reset();
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const address = new URL(request.url ?? "/", this.url);
      if (address.pathname.startsWith(CONTROL_PATH)) {
        const reply = control(this, request.method ?? "GET", address, await bodyOf(request));
        send(request, response, reply, corsHeaders(request), false);
      } else {
        await this.serveHub(request, response, address);
      }
    } catch (error) {
      this.options.log?.(`${request.method} ${request.url}: ${String(error)}`);
      if (response.headersSent) response.destroy();
      else send(request, response, failure(500, `Fault of the loopback Hub: ${String(error)}`), {}, false);
    }
  }

  private async serveHub(request: IncomingMessage, response: ServerResponse, address: URL): Promise<void> {
    const { plan } = this;
    const method = request.method ?? "GET";
    const viewer = viewerOf(request.headers, this.options.tokens ?? LOOPBACK_TOKENS);
    const always = {
      ...corsHeaders(request),
      "X-Request-Id": `Root=${randomUUID()}`,
      "X-Powered-By": "loopback-hub",
    };
    if (method === "OPTIONS") {
      send(request, response, preflight(request), always, false);
      return;
    }
    const record: OpenRecord = {
      method,
      path: address.pathname,
      query: address.search,
      token: viewer.kind === "anonymous" ? "none" : viewer.kind === "user" ? "valid" : "bad",
      host: request.headers.host ?? "",
      userAgent: request.headers["user-agent"] ?? "",
      status: 0,
      at: Date.now(),
    };
    this.records.push(record);
    const mishap = plan.next(method, address.pathname + address.search);
    if (mishap.delayMs !== undefined) await delay(mishap.delayMs, response);
    if (mishap.behavior === "hang") return;
    if (mishap.behavior === "offline") {
      request.socket.destroy();
      return;
    }
    const name = viewer.kind === "user" ? viewer.user.name : "visitor";
    const state = this.limit.count(name, bucketOf(address.pathname), plan.faults.quota ?? {});
    const { retryAfter } = plan.faults;
    const reply =
      faultyReply(mishap, retryAfter) ??
      (state.isExceeded ? tooMany(retryAfter) : undefined) ??
      (method === "GET" || method === "HEAD"
        ? this.answer(viewer, address)
        : await this.change(request, viewer, address));
    const shown = mishap.status === 429 ? { ...state, remaining: 0 } : state;
    record.status = send(
      request,
      response,
      reply,
      { ...always, ...rateHeaders(shown) },
      mishap.behavior === "cut",
    );
    this.options.log?.(`${record.status} ${method} ${address.pathname}${address.search}`);
  }

  private async change(
    request: IncomingMessage,
    viewer: ReturnType<typeof viewerOf>,
    address: URL,
  ): Promise<ReturnType<typeof answer>> {
    const method = request.method ?? "";
    const type = request.headers["content-type"] ?? "";
    const body = await bodyOf(request);
    return (
      servePullRequest(this.data, viewer, { method, address, type, body }) ??
      failure(405, "Method not allowed")
    );
  }

  private answer(viewer: ReturnType<typeof viewerOf>, address: URL): ReturnType<typeof answer> {
    const storage = `http://localhost:${new URL(this.url).port}${STORAGE_PATH}`;
    return answer({ data: this.data, viewer, address, storage });
  }
}

/** Waits, unless the client has disconnected. */
function delay(milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
