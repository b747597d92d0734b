import assert from "node:assert/strict";
import { test } from "node:test";
import type { HubFailureReason } from "../../../src/app/ports/errors";
import { createHubClient } from "../../../src/hub/client";
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
  "withheld for legal reasons": { status: 451, ...both("disabled") },
  "forbidden without a code": { status: 403, error: "blocked", ...both("refused") },
  gone: { status: 410, ...both("missing") },
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

test("messages name the model and the Hub, and advise visitors and users differently", async () => {
  await withStub(
    (_, response) => json(response, {}, {}, 401),
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
  assert.equal(of("999999999"), 3_600_000, "no more than an hour is believed");
});
