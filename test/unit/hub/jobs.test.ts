import assert from "node:assert/strict";
import { test } from "node:test";
import { estimateMs } from "../../../src/app/index/estimate";
import { createHubClients, type HubClientOptions } from "../../../src/hub/client";
import { hubDecoder } from "../../../src/hub/decode";
import { RequestBudget } from "../../../src/hub/request-budget";
import { childrenOf, clientOptions, FakeTimers, failed, json, withStub } from "./stub-server";

const clients = (url: string, more: Partial<HubClientOptions> = {}) =>
  createHubClients(clientOptions(url, more));
const children = childrenOf("org/a");

test("when a mirror returns the Hub's links, the next page is requested from the mirror", async () => {
  await withStub(
    (request, response) =>
      request.url?.includes("cursor")
        ? json(response, [{ id: "org/c" }])
        : json(response, [{ id: "org/b" }], {
            Link: '<https://huggingface.co/api/models?filter=base_model%3Aorg%2Fa&cursor=abc>; rel="next"',
          }),
    async stub => {
      const { hub } = clients(stub.url);
      const first = await hub.list(children);
      assert.equal(first.next, `${stub.url}/api/models?filter=base_model%3Aorg%2Fa&cursor=abc`);
      const second = await hub.list({ ...children, page: first.next });
      assert.deepEqual(
        hubDecoder.list(second.body ?? new Uint8Array()).map(({ model }) => model.id),
        ["org/c"],
      );
      assert.equal(stub.asked.length, 2);
    },
  );
});

test("a list is requested by creation or modification time, for a parent or an author", async () => {
  await withStub(
    (_, response) => json(response, []),
    async stub => {
      const { hub } = clients(stub.url);
      await hub.list(children);
      await hub.list({ ...children, order: "modified" });
      await hub.list({ of: "author", name: "org", order: "created", page: null });
      const queries = stub.asked.map(asked => new URL(asked, stub.url).searchParams);
      assert.deepEqual(
        queries.map(query => [
          query.get("filter"),
          query.get("author"),
          query.get("sort"),
          query.get("limit"),
        ]),
        [
          ["base_model:org/a", null, "createdAt", "1000"],
          ["base_model:org/a", null, "lastModified", "1000"],
          [null, "org", "createdAt", "1000"],
        ],
      );
      await failed(hub.list({ ...children, name: "a,b" }), "refused");
    },
  );
});

test("a current ETag saves the download, and an invalid one is omitted", async () => {
  await withStub(
    (request, response) => {
      if (request.headers["if-none-match"] === '"one"') {
        response.writeHead(304, { ETag: '"one"' }).end();
        return;
      }
      if (request.headers["if-none-match"] === '"forbidden"') request.socket.destroy();
      else json(response, { id: "org/a" }, { ETag: '"one"' });
    },
    async stub => {
      const { hub } = clients(stub.url);
      const first = await hub.model("org/a");
      assert.equal(first.etag, '"one"');
      assert.deepEqual(await hub.model("org/a", { etag: first.etag }), {
        body: null,
        etag: '"one"',
        moved: false,
      });
      assert.ok((await hub.model("org/a", { etag: '"forbidden"' })).body);
    },
  );
});

test("a job waits as long as the Hub asks, and reports it", async () => {
  const timers = new FakeTimers(10_000_000);
  await withStub(
    (_, response, count) =>
      count === 1
        ? json(response, { error: "slow down" }, { RateLimit: '"api";r=0;t=240' }, 429)
        : json(response, { id: "org/a" }),
    async stub => {
      const { hub } = clients(stub.url, { timers, limits: { timeoutMs: 10_000_000 } });
      const waits: number[] = [];
      const asking = hub.model("org/a", { onWait: ms => waits.push(ms) });
      assert.ok((await asking).body);
      assert.deepEqual(
        waits.map(ms => Math.round(ms / 1000)),
        [240],
      );
      assert.deepEqual(hub.counts(), { requests: 2, retries: 1 });
      assert.ok(await hub.model("org/b"));
    },
  );
});

test("requests in flight that the Hub has not counted yet are not spent twice", () => {
  const budget = new RequestBudget();
  const told = (left: number, seconds: number) =>
    new Headers({
      RateLimit: `"api";r=${left};t=${seconds}`,
      "RateLimit-Policy": '"fixed window";"api";q=10;w=60',
    });
  for (let at = 0; at < 4; at++) budget.take("me", "api", 0);
  budget.land("me", "api");
  budget.learn("me", told(4, 60), 0);
  assert.deepEqual(budget.budget("me", "api", 0), { left: 1, resetMs: 60_000, quota: 10, windowMs: 60_000 });
  budget.take("me", "api", 0);
  assert.equal(budget.wait("me", "api", 0), 60_000);
  assert.equal(budget.wait("me", "api", 60_000), 0);
  budget.take("me", "api", 60_000);
  assert.equal(
    budget.budget("me", "api", 60_000).left,
    10 - 1 - 4,
    "four of before may count in the new window",
  );
});

test("the remaining time includes pauses for the Hub's rate limit", () => {
  const budget = { left: 100, resetMs: 60_000, quota: 500, windowMs: 300_000 };
  assert.equal(estimateMs(100, 50, budget), 5_000);
  assert.equal(estimateMs(200, 50, budget), 60_000 + 5_000);
  assert.equal(estimateMs(700, 50, budget), 60_000 + 300_000 + 5_000);
});

test("the next page is read from every form of a Link header", async () => {
  for (const header of [
    '</api/models?b>; title="x"; rel="next"',
    "</api/models?b>;rel=next;title=x",
    "</api/models?b> ; REL = NEXT",
    "</api/models?b>; rel='next'",
    "</api/models?a>; rel='prev' , </api/models?b>; title='a, b; c'; rel='last next'",
    "</api/models?a>; title='x; rel=prev, </api/models?b>; rel=next; title='y",
    '</api/models?b>; rel="last  Next up"',
    '</api/models?a>; rel="prev", </api/models?b>; rel="next"',
    ', </api/models?b>; rel="next", , </api/models?a>; title="rel=\\"next\\", <x>; rel=next"; rel=first,',
    '</api/models?a,>; rel="nextpage", </api/models?b>; rel="next"; rel="prev"',
    '</api/models?a>; rel="next"; anchor="/elsewhere", </api/models?b>; ; rel="next"; title*=UTF-8\'\'x;',
    '</api/models?b>; rel="next", </api/models?b>; rel=next',
  ])
    await withStub(
      (_, response) => json(response, [], { Link: header }),
      async stub => {
        const { next } = await clients(stub.url).hub.list(childrenOf("org/a"));
        assert.equal(next, `${stub.url}/api/models?b`, header);
      },
    );
  for (const header of [
    "",
    '</api/models?a>; rel="prev"',
    "</api/models?a>; rel",
    '</api/models?next>; title="next"',
  ])
    await withStub(
      (_, response) => json(response, [], { Link: header }),
      async stub => assert.equal((await clients(stub.url).hub.list(childrenOf("org/a"))).next, null, header),
    );
});

test("a Link header that cannot be read does not make a page the last one", async () => {
  for (const header of [
    "/api/models?b; rel=next",
    '</api/models?b; rel="next"',
    '</api/models?b>; rel="next',
    "</api/models?b>; rel=",
    "</api/models?b> rel=next",
    '</api/models?b>; rel="next" </api/models?c>; rel="prev"',
    '<http://[bad>; rel="next"',
    '</api/models?b>; rel="next", </api/models?c>; rel="next"',
  ])
    await withStub(
      (_, response) => json(response, [], { Link: header }),
      async stub => {
        const { message } = await failed(clients(stub.url).hub.list(childrenOf("org/a")), "unreadable");
        assert.match(message, /Link header cannot be read/, header);
      },
    );
  await withStub(
    (_, response) => json(response, { error: "Repository not found" }, { Link: "<" }, 404),
    async stub => void (await failed(clients(stub.url).hub.list(childrenOf("org/a")), "missing")),
  );
});
