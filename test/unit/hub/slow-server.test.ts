import assert from "node:assert/strict";
import type { ServerResponse } from "node:http";
import { test } from "node:test";
import { PoliteFetch, type PoliteOptions } from "../../../src/hub/polite-fetch";
import type { Timers } from "../../../src/hub/timers";
import { clientOptions, deferred, failed, withStub } from "./stub-server";

/** Time that a test moves; what is due then runs. */
class ManualTimers implements Timers {
  time = 1_000_000;
  /** How many timers were set so far. */
  count = 0;
  private readonly waiting = new Set<{ readonly at: number; readonly run: () => void }>();

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    this.count++;
    const timer = { at: this.time + ms, run };
    this.waiting.add(timer);
    return () => this.waiting.delete(timer);
  }

  move(ms: number): void {
    this.time += ms;
    for (const timer of [...this.waiting]) {
      if (timer.at <= this.time && this.waiting.delete(timer)) timer.run();
    }
  }

  /** Resolves once another timer is set than the first `seen`. */
  async setAgain(seen: number): Promise<void> {
    while (this.count <= seen) await new Promise(done => setImmediate(done));
  }
}

function polite(url: string, timers: ManualTimers, more: Partial<PoliteOptions> = {}): PoliteFetch {
  return new PoliteFetch({ ...clientOptions(url, { timers }), ...more });
}

const body = { json: true, limit: 10_000_000 };

test("a server that never answers is given up after 20 seconds, which is what the message says", async () => {
  const arrived = deferred();
  await withStub(
    () => arrived.resolve(),
    async stub => {
      const timers = new ManualTimers();
      const answer = polite(stub.url, timers).get({ url: `${stub.url}/api/x`, ...body });
      await arrived.promise;
      timers.move(20_000);
      assert.match((await failed(answer, "timeout")).message, /did not respond within 20 seconds/);
    },
  );
});

/** Starts an answer, and returns how to send more of it. */
async function begun(
  work: (
    send: (bytes: number) => Promise<void>,
    parts: {
      readonly timers: ManualTimers;
      readonly answer: Promise<unknown>;
    },
  ) => Promise<void>,
): Promise<void> {
  const arrived = deferred();
  let response: ServerResponse | undefined;
  await withStub(
    (_, its) => {
      response = its;
      arrived.resolve();
    },
    async stub => {
      const timers = new ManualTimers();
      const answer = polite(stub.url, timers).get({ url: `${stub.url}/api/x`, ...body });
      answer.catch(() => undefined);
      await arrived.promise;
      const seen = timers.count;
      response?.writeHead(200).write("[");
      await timers.setAgain(seen);
      const send = (bytes: number) =>
        new Promise<void>(done => void response?.write(" ".repeat(bytes), () => setImmediate(done)));
      await work(send, { timers, answer });
    },
  );
}

test("a server that sends single bytes is given up as if it were silent", () =>
  begun(async (send, { timers, answer }) => {
    for (let at = 0; at < 10; at++) {
      await send(1);
      timers.move(1_900);
    }
    timers.move(1_000);
    assert.match((await failed(answer, "timeout")).message, /then sent almost nothing for 20 seconds/);
  }));

test("a server that keeps sending is given up after 2 minutes, which is what the message says", () =>
  begun(async (send, { timers, answer }) => {
    const from = timers.time;
    for (let at = 0; at < 8; at++) {
      const seen = timers.count;
      await send(4096);
      if (at < 7) await timers.setAgain(seen);
      timers.move(15_000);
    }
    assert.match((await failed(answer, "timeout")).message, /did not complete its response within 2 minutes/);
    assert.equal(timers.time - from, 120_000);
  }));

test("redirects, retries, and the pauses between them count toward the 2 minutes", async () => {
  for (const [status, headers, seconds] of [
    [503, {}, 14],
    [307, { Location: "/api/again" }, 19],
  ] as const) {
    const timers = new ManualTimers();
    const from = timers.time;
    let asked = 0;
    const client = polite("http://127.0.0.1:9", timers, {
      limits: { retries: 50, pauseMs: 200, maxWaitMs: 19_000 },
      timers: {
        now: () => timers.now(),
        // A pause ends at once and moves the time.
        after: (ms, run) => {
          if (ms >= 20_000) return timers.after(ms, run);
          const soon = setImmediate(() => {
            timers.move(ms);
            run();
          });
          return () => clearImmediate(soon);
        },
      },
      fetch: async (_, init) => {
        asked++;
        timers.move(seconds * 1000);
        init.signal?.throwIfAborted();
        return new Response(null, { status: asked % 5 === 0 ? 503 : status, headers });
      },
    });
    const error = await client
      .get({ url: "http://127.0.0.1:9/api/x", ...body })
      .then(answer => String(answer.status), String);
    const took = timers.time - from;
    assert.ok(took > 90_000 && took <= 120_000 + seconds * 1000, `${took} ms: ${error}`);
    assert.ok(asked > 5, `${asked} requests`);
  }
});

test("requests are paced when a server answers at once and allows any number", async () => {
  const timers = new ManualTimers();
  const from = timers.time;
  const client = polite("http://127.0.0.1:9", timers, {
    timers: {
      now: () => timers.now(),
      after: (ms, run) => {
        if (ms >= 20_000) return timers.after(ms, run);
        const soon = setImmediate(() => {
          timers.move(ms);
          run();
        });
        return () => clearImmediate(soon);
      },
    },
    fetch: async () =>
      new Response("{}", {
        headers: {
          RateLimit: '"api";r=9999999;t=1',
          "RateLimit-Policy": '"fixed window";"api";q=9999999;w=1',
        },
      }),
  });
  const ask = (at: number) => client.get({ url: `http://127.0.0.1:9/api/${at}`, ...body });
  for (let at = 0; at < 2000; at++) await ask(at);
  assert.equal(timers.time - from, 0, "what a person waits for is not held up");
  for (let at = 0; at < 400; at++) await ask(2000 + at);
  assert.equal(timers.time - from, 10_000, "then 40 a second");
  timers.time -= 3_600_000;
  await ask(1);
  timers.time += 60_000;
  const rested = timers.time;
  for (let at = 0; at < 2000; at++) await ask(at);
  assert.equal(timers.time, rested, "a rest is credited");
});
