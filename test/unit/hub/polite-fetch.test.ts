import assert from "node:assert/strict";
import { test } from "node:test";
import { PoliteFetch, type PoliteOptions, type PoliteRequest } from "../../../src/hub/polite-fetch";
import { clientOptions, deferred, FakeTimers, failed, json, type Stub, withStub } from "./stub-server";

function politely(stub: Stub, more: Partial<PoliteOptions> = {}) {
  const timers = new FakeTimers();
  const lines: string[] = [];
  const polite = new PoliteFetch({
    ...clientOptions(stub.url),
    timers,
    log: line => lines.push(line),
    ...more,
  });
  const get = (path: string, request: Partial<PoliteRequest> = {}) =>
    polite.get({ url: stub.url + path, json: true, limit: 1_000_000, ...request });
  return { polite, timers, lines, get };
}

for (const status of [408, 429, 500, 502, 503, 504]) {
  test(`status ${status} is retried three times with growing pauses, then returned`, async () => {
    await withStub(
      (_, response) => json(response, { error: "no" }, {}, status),
      async stub => {
        const { get, timers } = politely(stub);
        assert.equal((await get("/api/models/a/b")).status, status);
        assert.equal(stub.asked.length, 4);
        assert.deepEqual(timers.pauses, [500, 1000, 2000]);
      },
    );
  });
}

for (const status of [400, 401, 403, 404]) {
  test(`status ${status} is not retried`, async () => {
    await withStub(
      (_, response) => json(response, { error: "no" }, {}, status),
      async stub => {
        assert.equal((await politely(stub).get("/api/models/a/b")).status, status);
        assert.equal(stub.asked.length, 1);
      },
    );
  });
}

test("the caller does not notice a transient failure", async () => {
  await withStub(
    (_, response, count) => json(response, { count }, {}, count < 3 ? 503 : 200),
    async stub => {
      const answer = await politely(stub).get("/api/models/a/b");
      assert.deepEqual(JSON.parse(new TextDecoder().decode(answer.bytes)), { count: 3 });
    },
  );
});

test("jitter spreads the pauses from three to five quarters", async () => {
  for (const [random, pause] of [
    [0, 375],
    [1, 625],
  ] as const) {
    await withStub(
      (_, response, count) => json(response, {}, {}, count === 1 ? 500 : 200),
      async stub => {
        const { get, timers } = politely(stub, { random: () => random });
        await get("/api/x");
        assert.deepEqual(timers.pauses, [pause]);
      },
    );
  }
});

test("the Hub's t and Retry-After lengthen the pause; t takes precedence", async () => {
  for (const [headers, pause] of [
    [{ RateLimit: '"api";r=0;t=3', "Retry-After": "6" }, 3000],
    [{ "Retry-After": "6" }, 6000],
    [{ "Retry-After": "0" }, 500],
  ] as const) {
    await withStub(
      (_, response, count) => json(response, {}, count === 1 ? { ...headers } : {}, count === 1 ? 429 : 200),
      async stub => {
        const { get, timers } = politely(stub);
        assert.equal((await get("/api/x")).status, 200);
        assert.equal(timers.pauses[0], pause);
      },
    );
  }
});

test("a long wait is reported at once, and its budget sends no requests until then", async () => {
  await withStub(
    (request, response) =>
      request.url?.startsWith("/api/")
        ? json(response, {}, { RateLimit: '"api";r=0;t=55' }, 429)
        : json(response, {}),
    async stub => {
      const { get, timers } = politely(stub);
      assert.equal((await get("/api/one")).status, 429);
      const error = await failed(get("/api/two"), "rate-limited");
      assert.equal(error.retryAfterMs, 55_000);
      assert.deepEqual(stub.asked, ["/api/one"]);
      assert.equal(
        (await get("/a/b/resolve/main/README.md")).status,
        200,
        "resolvers have a budget of their own",
      );
      timers.time += 55_001;
      assert.equal((await get("/api/two")).status, 429);
      assert.equal(stub.asked.length, 3);
    },
  );
});

test("signing in starts a separate budget", async () => {
  await withStub(
    (request, response) =>
      request.headers.authorization
        ? json(response, {})
        : json(response, {}, { RateLimit: '"api";r=0;t=200' }, 429),
    async stub => {
      let token: string | null = null;
      const { get } = politely(stub, { token: async () => token });
      assert.equal((await get("/api/x")).status, 429);
      token = "hf_secret";
      assert.equal((await get("/api/x")).status, 200);
    },
  );
});

test("without a readable header, the client itself counts 500 requests per five minutes", async () => {
  let asked = 0;
  const fetch = async () => {
    asked++;
    return new Response("{}");
  };
  const { get, timers } = politely({ url: "http://127.0.0.1:9", asked: [], tokens: [] }, { fetch });
  await Promise.all(Array.from({ length: 500 }, (_, at) => get(`/api/${at}`)));
  const error = await failed(get("/api/500"), "rate-limited");
  assert.equal(error.retryAfterMs, 300_000);
  assert.equal(asked, 500);
  const cards = Array.from({ length: 3000 }, (_, at) => get(`/org/a${at}/resolve/main/README.md`));
  await Promise.all(cards);
  await failed(get("/org/a/resolve/main/README.md"), "rate-limited");
  timers.time += 300_000;
  assert.equal((await get("/api/500")).status, 200);
});

test("the client waits for a budget that reopens soon", async () => {
  await withStub(
    (_, response, count) => json(response, {}, { RateLimit: `"api";r=${count === 1 ? 0 : 499};t=5` }),
    async stub => {
      const { get, timers } = politely(stub);
      await get("/api/one");
      await get("/api/two");
      assert.deepEqual(timers.pauses, [5000]);
    },
  );
});

test("at most four requests run at once", { timeout: 20_000 }, async () => {
  const held: (() => void)[] = [];
  let most = 0;
  await withStub(
    (_, response) => {
      held.push(() => json(response, {}));
      most = Math.max(most, held.length);
      if (held.length < 4) return;
      setImmediate(() => {
        for (const answer of held.splice(0)) answer();
      });
    },
    async stub => {
      const { get } = politely(stub);
      await Promise.all(Array.from({ length: 40 }, (_, at) => get(`/api/${at}`)));
      assert.equal(stub.asked.length, 40);
      assert.equal(most, 4);
    },
  );
});

test("concurrent requests to one URL are shared, and every caller gets its own bytes", async () => {
  await withStub(
    (_, response, count) => json(response, { count }),
    async stub => {
      const { get } = politely(stub);
      const [one, two, three] = await Promise.all([get("/api/x"), get("/api/x"), get("/api/x")]);
      assert.equal(stub.asked.length, 1);
      assert.deepEqual(one?.bytes, two?.bytes);
      assert.equal(new Set([one, two, three].map(answer => answer?.bytes.buffer)).size, 3);
      await get("/api/x");
      assert.equal(stub.asked.length, 2, "an answer is not kept, the index does that");
    },
  );
});

test("failures are not cached", async () => {
  await withStub(
    (_, response, count) => (count === 1 ? response.end("<html>sign in</html>") : json(response, {})),
    async stub => {
      const { get } = politely(stub);
      await failed(get("/api/x"), "unreadable");
      assert.equal((await get("/api/x")).status, 200);
    },
  );
});

test("canceling one of two callers does not affect the other", async () => {
  const gate: { open?: () => void } = {};
  await withStub(
    (_, response) => {
      gate.open = () => json(response, {});
    },
    async stub => {
      const { get } = politely(stub);
      const caller = new AbortController();
      const first = get("/api/x", { signal: caller.signal });
      const second = get("/api/x");
      while (!gate.open) await new Promise(done => setImmediate(done));
      caller.abort();
      await failed(first, "canceled");
      gate.open();
      assert.equal((await second).status, 200);
      assert.equal(stub.asked.length, 1);
    },
  );
});

test("canceling the only caller aborts the request; one canceled beforehand is never sent", async () => {
  const arrived = deferred();
  const closed = deferred();
  await withStub(
    (request, _) => {
      request.socket.on("close", () => closed.resolve());
      arrived.resolve();
    },
    async stub => {
      const { get } = politely(stub);
      const caller = new AbortController();
      const answer = get("/api/x", { signal: caller.signal });
      await arrived.promise;
      caller.abort();
      await failed(answer, "canceled");
      await closed.promise;
      await failed(get("/api/y", { signal: caller.signal }), "canceled");
      assert.equal(stub.asked.length, 1);
    },
  );
});

test("silence becomes a timeout, both before the headers and mid-body", async () => {
  for (const begun of [false, true]) {
    const arrived = deferred();
    await withStub(
      (_, response) => {
        if (begun) response.writeHead(200).write('{"half":', () => arrived.resolve());
        else arrived.resolve();
      },
      async stub => {
        const { get, timers } = politely(stub);
        const answer = get("/api/x");
        await arrived.promise;
        timers.runOut();
        await failed(answer, "timeout");
        assert.equal(stub.asked.length, 1);
      },
    );
  }
});

test("a connection cut before or during the response is retried, then is an error", async () => {
  for (const [begun, reason] of [
    [false, "unreachable"],
    [true, "unreadable"],
  ] as const) {
    await withStub(
      (request, response) => {
        if (!begun) return void request.socket.destroy();
        response.writeHead(200, { "Content-Length": "100" });
        response.write('{"half":', () => request.socket.destroy());
      },
      async stub => {
        await failed(politely(stub).get("/api/x"), reason);
        assert.equal(stub.asked.length, 4);
      },
    );
  }
});

test("a connection cut that recovers goes unnoticed", async () => {
  await withStub(
    (request, response, count) => (count < 3 ? void request.socket.destroy() : json(response, { count })),
    async stub => {
      assert.equal((await politely(stub).get("/api/x")).status, 200);
      assert.equal(stub.asked.length, 3);
    },
  );
});

test("truncated JSON is retried, then is an error; invalid JSON is an error at once", async () => {
  for (const [body, times] of [
    ['[{"id":"a/b"},', 4],
    ["", 4],
    ["<!doctype html><title>Sign in</title>", 1],
    ['"text"', 1],
  ] as const) {
    await withStub(
      (_, response) => void response.end(body),
      async stub => {
        await failed(politely(stub).get("/api/x"), "unreadable");
        assert.equal(stub.asked.length, times, body);
      },
    );
  }
});

test("a refused connection and an unknown host are reported at once, with their code", async () => {
  const gone = { url: "" };
  await withStub(
    (_, response) => json(response, {}),
    async stub => {
      gone.url = stub.url;
    },
  );
  const { polite, timers } = politely({ url: gone.url, asked: [], tokens: [] });
  const error = await failed(polite.get({ url: `${gone.url}/api/x`, json: true, limit: 10 }), "unreachable");
  assert.match(error.message, /ECONNREFUSED/);
  assert.deepEqual(timers.pauses, []);
  const cause = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
  const unknown = { fetch: () => Promise.reject(new TypeError("fetch failed", { cause })) };
  const nowhere = politely({ url: "http://hub.invalid", asked: [], tokens: [] }, unknown);
  assert.match((await failed(nowhere.get("/api/x"), "unreachable")).message, /hub\.invalid .*ENOTFOUND/);
});

test("a body over the limit is truncated and the transfer stopped", async () => {
  let sent = 0;
  await withStub(
    (_, response) => {
      const piece = Buffer.alloc(65_536, 120);
      const more = () => {
        sent += piece.length;
        if (sent < 500_000_000) response.write(piece, error => (error ? undefined : more()));
      };
      more();
    },
    async stub => {
      const answer = await politely(stub).get("/a/b/resolve/main/README.md", { json: false, limit: 100_000 });
      assert.deepEqual([answer.cut, answer.bytes.length], [true, 100_000]);
      assert.ok(sent < 50_000_000, `${sent} bytes were sent: stop reading at the limit`);
    },
  );
});

test("at most 64 KB of an error body is read", async () => {
  await withStub(
    (_, response) => void response.writeHead(404).end("x".repeat(300_000)),
    async stub => assert.equal((await politely(stub).get("/api/x")).bytes.length, 65_536),
  );
});

test("Hub warnings are logged once, on one line, without the token", async () => {
  await withStub(
    (_, response) => json(response, {}, { "X-HF-Warning": "Deprecated; hf_secret is old\tand weak" }),
    async stub => {
      const { get, lines } = politely(stub, { token: async () => "hf_secret" });
      await get("/api/x");
      await get("/api/y");
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? "", /warns: Deprecated; \(token\) is old and weak$/);
    },
  );
});
