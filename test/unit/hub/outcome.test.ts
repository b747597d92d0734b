import assert from "node:assert/strict";
import { test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type HubFailureReason, NoCard } from "../../../src/app/ports/errors";
import { createHubClient, createHubClients } from "../../../src/hub/client";
import { unreachable } from "../../../src/hub/outcome";
import { RequestBudget, retryAfter } from "../../../src/hub/request-budget";
import { bodyOf, childrenOf, clientOptions, failed, json, withStub } from "./stub-server";

interface Case {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly error?: string;
  readonly visitor: HubFailureReason;
  readonly user: HubFailureReason;
}

const both = (reason: HubFailureReason) => ({ visitor: reason, user: reason });
const badTokenText = "Invalid credentials in Authorization header";

const cases: Readonly<Record<string, Case>> = {
  "missing or private, to a visitor": {
    status: 401,
    headers: { "X-Error-Code": "RepoNotFound", "X-Error-Message": "Invalid username or password." },
    ...both("missing-or-private"),
  },
  "missing, to a user": { status: 404, headers: { "X-Error-Code": "RepoNotFound" }, ...both("missing") },
  "a revision that is missing": {
    status: 404,
    headers: { "X-Error-Code": "RevisionNotFound" },
    ...both("missing"),
  },
  "a bad token by its header": {
    status: 401,
    headers: { "X-Error-Message": badTokenText },
    ...both("bad-token"),
  },
  "a bad token by its body": { status: 401, error: badTokenText, ...both("bad-token") },
  "gated, to a visitor": { status: 401, headers: { "X-Error-Code": "GatedRepo" }, ...both("gated") },
  "gated, to a user without access": {
    status: 403,
    headers: { "X-Error-Code": "GatedRepo" },
    ...both("gated"),
  },
  disabled: {
    status: 403,
    headers: { "X-Error-Message": "Access to this resource is disabled." },
    ...both("disabled"),
  },
  "forbidden because something else is disabled": {
    status: 403,
    error: "Discussions are disabled for this repo",
    ...both("refused"),
  },
  "withheld for legal reasons": { status: 451, ...both("disabled") },
  "forbidden without a code": { status: 403, error: "blocked", ...both("refused") },
  gone: { status: 410, headers: { "X-Error-Code": "RepoNotFound" }, ...both("missing") },
  "a status that no Hub sends": { status: 418, ...both("refused") },
  "a request that took too long": { status: 408, ...both("server") },
  "rate-limited": { status: 429, ...both("rate-limited") },
  "a bad gateway": { status: 502, ...both("server") },
  "a status that is neither success nor failure": { status: 304, ...both("unreadable") },
};

for (const [name, { status, headers = {}, error = "no", visitor, user }] of Object.entries(cases)) {
  test(`${name} (${status}) is ${visitor}`, async () => {
    await withStub(
      (_, response) => json(response, { error }, headers, status),
      async stub => {
        const asVisitor = createHubClient(clientOptions(stub.url));
        const asUser = createHubClient(clientOptions(stub.url, { token: async () => "hf_secret" }));
        for (const ask of ["model", "card"] as const) {
          await failed(asVisitor[ask]("org/a"), visitor);
          await failed(asUser[ask]("org/a"), user);
        }
        await failed(asVisitor.list(childrenOf("org/a")), visitor);
        await failed(asVisitor.search("a", 3), visitor);
      },
    );
  });
}

const pages: Readonly<Record<string, string>> = {
  "a page": "<html><style>button:disabled{opacity:.5}</style>Blocked</html>",
  nothing: "",
  "JSON of another server": '{"detail":"Not Found"}',
  "JSON with a status": '{"status":404,"error":"Not Found","path":"/org/a"}',
};

test("what no Hub sent is a failure of the connection, and says nothing about a model, a card, or an author", async () => {
  for (const status of [400, 401, 403, 404, 410, 451])
    for (const [what, page] of Object.entries(pages))
      await withStub(
        (_, response) => void response.writeHead(status).end(page),
        async stub => {
          const { hub, overviews } = createHubClients(clientOptions(stub.url));
          for (const ask of [
            () => hub.model("org/a"),
            () => hub.card("org/a"),
            () => hub.list(childrenOf("org/a")),
            () => hub.search("a", 3),
            () => overviews.overview("acme"),
          ]) {
            const { message } = await failed(ask(), "unreadable");
            assert.match(message, /without an error message of the Hub/, `${what} with ${status}`);
          }
        },
      );
});

test("the words of a gateway do not mean that a model is missing", async () => {
  for (const status of [401, 404, 410])
    for (const error of ["Not Found", "not found", "Unauthorized", "Gone", ""])
      await withStub(
        (_, response) => json(response, { error }, {}, status),
        async stub =>
          void (await failed(createHubClient(clientOptions(stub.url)).model("org/a"), "unreadable")),
      );
});

test("only what the Hub says of a README means that there is none", async () => {
  for (const [headers, body, isNone] of [
    [{ "X-Error-Code": "EntryNotFound" }, "Entry not found", true],
    [{ "X-Error-Code": "RevisionNotFound" }, "", true],
    [{}, '{"error":"Entry not found"}', true],
    [{ "X-Error-Code": "RepoNotFound" }, "", false],
    [{}, '{"error":"Repository not found"}', false],
    [{}, '{"error":"Not Found"}', false],
    [{}, "Entry not found", false],
  ] as const)
    await withStub(
      (_, response) => void response.writeHead(404, { ...headers }).end(body),
      async stub => {
        const card = createHubClient(clientOptions(stub.url)).card("org/a");
        const error: unknown = await card.catch((cause: unknown) => cause);
        assert.equal(error instanceof NoCard, isNone, `${JSON.stringify(headers)} ${body}: ${error}`);
      },
    );
});

test("messages name the model and the Hub, and advise visitors and users differently", async () => {
  await withStub(
    (_, response) => json(response, { error: "Invalid username or password." }, {}, 401),
    async stub => {
      const { message: visitor } = await failed(
        createHubClient(clientOptions(stub.url)).model("org/a"),
        "missing-or-private",
      );
      const options = clientOptions(stub.url, { token: async () => "hf_secret" });
      const { message: user } = await failed(createHubClient(options).model("org/a"), "missing-or-private");
      assert.match(visitor, /^org\/a does not exist on 127\.0\.0\.1:\d+, or it is private\. .*sign in/);
      assert.match(user, /your token can read it/);
    },
  );
});

test("the wait is reported in ms and in words", async () => {
  for (const [headers, ms, words] of [
    [{ RateLimit: '"api";r=0;t=55' }, 55_000, /in 55 seconds/],
    [{ "Retry-After": "290" }, 290_000, /in 5 minutes/],
    [{}, null, /in a few minutes/],
  ] as const) {
    await withStub(
      (_, response) => json(response, {}, { ...headers }, 429),
      async stub => {
        const error = await failed(createHubClient(clientOptions(stub.url)).model("org/a"), "rate-limited");
        assert.equal(error.retryAfterMs, ms);
        assert.match(error.message, words);
      },
    );
  }
});

test("the Hub's own error text is never shown", async () => {
  await withStub(
    (_, response) => json(response, { error: "<b>EVIL</b>" }, { "X-Error-Message": "<b>EVIL</b>" }, 403),
    async stub => {
      assert.doesNotMatch(
        (await failed(createHubClient(clientOptions(stub.url)).model("org/a"), "refused")).message,
        /EVIL/,
      );
    },
  );
});

test("a response of a class other than the global Response is accepted", async () => {
  const foreign = {
    status: 200,
    ok: true,
    type: "basic",
    headers: new Headers(),
    body: new Blob(['{"id":"org/a"}']).stream(),
  } as unknown as Response;
  const answer = await createHubClient(
    clientOptions("http://127.0.0.1:9", { fetch: async () => foreign }),
  ).model("org/a");
  assert.equal(new TextDecoder().decode(bodyOf(answer)), '{"id":"org/a"}');
});

const limit = (left: number, seconds: number, bucket = "api") =>
  new Headers({ RateLimit: `"${bucket}";r=${left};t=${seconds}` });

test("answers that arrive out of order do not raise the budget; a new window does", () => {
  const budget = new RequestBudget();
  budget.learn("me", limit(1, 100), 0);
  budget.take("me", "api", 0);
  budget.learn("me", limit(3, 100), 0);
  assert.equal(budget.wait("me", "api", 0), 100_000);
  assert.equal(budget.wait("me", "resolvers", 0), 0);
  assert.equal(budget.wait("you", "api", 0), 0);
  budget.learn("me", limit(499, 300), 100_000);
  assert.equal(budget.wait("me", "api", 100_000), 0);
});

test("an invalid header or an endless window does not block the client forever", () => {
  const budget = new RequestBudget();
  for (const text of ["", "api;r=0;t=5", '"api";r=-1;t=5', "x".repeat(10_000)]) {
    budget.learn("me", new Headers({ RateLimit: text }), 0);
    assert.equal(budget.wait("me", "api", 0), 0, text);
  }
  budget.learn("me", limit(0, 999_999_999), 0);
  assert.equal(budget.wait("me", "api", 0), 900_000);
});

test("Retry-After is read in seconds and as a date", () => {
  const of = (text: string) =>
    retryAfter(new Headers({ "Retry-After": text }), Date.parse("2026-01-01T00:00:00Z"));
  assert.equal(of("7"), 7000);
  assert.equal(of("Thu, 01 Jan 2026 00:00:09 GMT"), 9000);
  assert.equal(of("Thu, 01 Jan 2020 00:00:00 GMT"), 0);
  assert.equal(of("soon"), null);
  assert.equal(of("3600"), 3_600_000);
  assert.equal(of("999999999"), null, "no more than an hour is believed");
  assert.equal(of("Fri, 31 Dec 9999 23:59:59 GMT"), null);
});

test("a web page is not taken for a card", async () => {
  for (const [type, isPage] of [
    ["text/html", true],
    ["Text/HTML; charset=utf-8", true],
    ["text/plain; charset=utf-8", false],
    ["text/markdown", false],
  ] as const)
    await withStub(
      (_, response) =>
        void response
          .writeHead(200, { "Content-Type": type, "X-Repo-Commit": "a1".repeat(20) })
          .end("<html>Sign in</html>"),
      async stub => {
        const card = createHubClient(clientOptions(stub.url)).card("org/a");
        if (isPage) assert.match((await failed(card, "unreadable")).message, /a web page in place of the/);
        else assert.equal(await card, "<html>Sign in</html>", type);
      },
    );
});

test("a card is asked for uncompressed, and one that comes compressed, maybe without its end, is not stored", async () => {
  const text = `---\nlicense: mit\n---\n${"A line of text.\n".repeat(5_000)}`;
  const asked: unknown[] = [];
  for (const [encoding, bytes] of [
    ["gzip", gzipSync(text).subarray(0, 100)],
    ["gzip", gzipSync(text)],
    ["br", brotliCompressSync(text).subarray(0, 50)],
    ["identity", Buffer.from(text)],
  ] as const)
    await withStub(
      (request, response) => {
        asked.push(request.headers["accept-encoding"]);
        response
          .writeHead(200, { "Content-Encoding": encoding, "X-Repo-Commit": "a1".repeat(20) })
          .end(bytes);
      },
      async stub => {
        const card = createHubClient(clientOptions(stub.url)).card("org/a");
        if (encoding === "identity") assert.equal(await card, text);
        else assert.match((await failed(card, "unreadable")).message, /sent the model card compressed/);
      },
    );
  assert.deepEqual(new Set(asked), new Set(["identity"]));
});

test("only status 200 is a full answer", async () => {
  for (const status of [201, 202, 203, 204, 206, 226, 299])
    await withStub(
      (request, response) =>
        json(response, request.url?.includes("/models?") ? [] : { id: "org/a" }, {}, status),
      async stub => {
        const asking = createHubClient(clientOptions(stub.url));
        for (const ask of [
          () => asking.model("org/a"),
          () => asking.list(childrenOf("org/a")),
          () => asking.card("org/a"),
          () => asking.search("a", 5),
          () => createHubClients(clientOptions(stub.url)).overviews.overview("acme"),
        ])
          assert.match((await failed(ask(), "unreadable")).message, new RegExp(`status ${status}`));
        assert.equal(stub.asked.length, 5, "asking again would not help");
      },
    );
});

test("a text that nothing marks as a file of the Hub is not taken for a card, unless it has front matter", async () => {
  const card = "\uFEFF---\r\nlicense: mit\r\n---\r\n";
  const commit = { "X-Repo-Commit": "a1".repeat(20) };
  for (const [text, headers, isCard] of [
    ["Please sign in at http://portal.example", {}, false],
    ['{"error":"login required"}', { "Content-Type": "application/json" }, false],
    ["", {}, false],
    ["# A model", { "X-Repo-Commit": "main" }, false],
    ["# A model", commit, true],
    ["", commit, true],
    [card, { "Content-Type": "application/octet-stream" }, true],
  ] as const)
    await withStub(
      (_, response) => void response.writeHead(200, { "Content-Type": "text/plain", ...headers }).end(text),
      async stub => {
        const read = createHubClient(clientOptions(stub.url)).card("org/a");
        if (isCard) assert.equal(await read, text.replace("\uFEFF", ""));
        else
          assert.match(
            (await failed(read, "unreadable")).message,
            /returned something other than the model card, so it was not stored\. A proxy or a sign-in page/,
          );
      },
    );
});

test("each fault of a certificate has its own advice", () => {
  const advice = (code: string) => unreachable("hub.test", code).message;
  const trust = /set NODE_EXTRA_CA_CERTS/;
  for (const [code, words] of [
    ["CERT_HAS_EXPIRED", /\(CERT_HAS_EXPIRED\)\. Its certificate has expired\. Check the date/],
    ["CERT_NOT_YET_VALID", /certificate is not valid yet\. Check the date/],
    ["ERR_CERT_DATE_INVALID", /has expired or is not valid yet\. Check the date/],
    ["ERR_TLS_CERT_ALTNAME_INVALID", /certificate is for another host\. Check the host name/],
    ["ERR_CERT_COMMON_NAME_INVALID", /certificate is for another host\. Check the host name/],
    ["CERT_REVOKED", /certificate was revoked/],
  ] as const) {
    assert.match(advice(code), words);
    assert.doesNotMatch(advice(code), trust, "trusting the authority does not help");
  }
  assert.match(
    advice("DEPTH_ZERO_SELF_SIGNED_CERT"),
    /certificate is self-signed\. If you trust this server,/,
  );
  for (const code of [
    "SELF_SIGNED_CERT_IN_CHAIN",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "ERR_CERT_AUTHORITY_INVALID",
  ])
    assert.match(advice(code), /Its certificate is not trusted\. .* set NODE_EXTRA_CA_CERTS/);
  assert.match(advice("ECONNREFUSED"), /Check the network, the proxy, and the endpoint/);
});
