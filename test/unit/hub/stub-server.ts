import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { HubError, type HubFailureReason } from "../../../src/app/ports/errors";
import type { ListQuestion, TaggedAnswer } from "../../../src/app/ports/hub-port";
import type { HubClientOptions } from "../../../src/hub/client";
import type { Timers } from "../../../src/hub/timers";

/** A server on loopback that answers as a test says, and counts. */
export interface Stub {
  readonly url: string;
  /** Path and query of every request, in order of arrival. */
  readonly asked: string[];
  /** The Authorization header of every request, or null. */
  readonly tokens: (string | null)[];
}

type Answering = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Runs a test against a stub and closes it whatever happens. */
export async function withStub(answer: Answering, work: (stub: Stub) => Promise<void>): Promise<void> {
  const asked: string[] = [];
  const tokens: (string | null)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    tokens.push(request.headers.authorization ?? null);
    answer(request, response, asked.length);
  });
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  try {
    await work({ url: `http://127.0.0.1:${port}`, asked, tokens });
  } finally {
    await new Promise<unknown>(done => {
      server.close(done);
      server.closeAllConnections();
    });
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  headers: Record<string, string> = {},
  status = 200,
) {
  response.writeHead(status, { "Content-Type": "application/json; charset=utf-8", ...headers });
  response.end(JSON.stringify(body));
}

/** Pauses end at once and move the time on; what waits `timeoutMs` or more is a timeout, and runs out only when told. */
export class FakeTimers implements Timers {
  private readonly timeoutMs: number;
  time = 1_000_000;
  readonly pauses: number[] = [];
  private readonly timeouts = new Set<() => void>();

  constructor(timeoutMs = 20_000) {
    this.timeoutMs = timeoutMs;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    if (ms >= this.timeoutMs) {
      this.timeouts.add(run);
      return () => this.timeouts.delete(run);
    }
    this.pauses.push(Math.round(ms));
    const soon = setImmediate(() => {
      this.time += ms;
      run();
    });
    return () => clearImmediate(soon);
  }

  runOut(): void {
    for (const run of [...this.timeouts]) run();
  }
}

/** Options of a client of that address, without jitter and without real pauses. */
export function clientOptions(url: string, more: Partial<HubClientOptions> = {}): HubClientOptions {
  return {
    fetch: (address, init) => fetch(address, init),
    endpoint: () => url,
    token: async () => null,
    offline: () => false,
    timers: new FakeTimers(),
    random: () => 0.5,
    ...more,
  };
}

/** The question for a page of the children of a model. */
export function childrenOf(name: string, page: string | null = null): ListQuestion {
  return { of: "children", name, order: "created", page };
}

/** The body of an answer that has one. */
export function bodyOf({ body }: TaggedAnswer): Uint8Array {
  return body ?? assert.fail("the answer has no body");
}

/** Awaits a failure of the Hub and answers it; its words must help and keep the secrets. */
export async function failed(work: Promise<unknown>, reason: HubFailureReason): Promise<HubError> {
  const error = await work.then(
    value => assert.fail(`It succeeded with ${JSON.stringify(value)}; it should fail as "${reason}".`),
    (cause: unknown) => cause,
  );
  assert.ok(error instanceof HubError, `Wrap this in a HubError: ${String(error)}`);
  assert.equal(error.reason, reason, error.message);
  const sentences = error.message.split(". ").length;
  assert.ok(
    sentences > 1 && /[.]$/.test(error.message),
    `Say what happened, then what to do: ${error.message}`,
  );
  assert.ok(!/hf_|Bearer/.test(`${error.message} ${error.stack}`), `Keep the token out of: ${error.message}`);
  return error;
}

/** A promise that a test resolves when it likes. */
export function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>(done => {
    resolve = done;
  });
  return { promise, resolve };
}
