import assert from "node:assert/strict";
import { test } from "node:test";
import type { ListAnswer } from "../../../src/app/ports/hub-port";
import { createHubClient, createHubClients, type HubClientOptions } from "../../../src/hub/client";
import { hubDecoder } from "../../../src/hub/decode";
import { dataOf, familyData, withHub } from "../hub-server/loopback";
import { bodyOf, childrenOf, clientOptions, FakeTimers, failed, json, withStub } from "./stub-server";

const client = (url: string, more: Partial<HubClientOptions> = {}) =>
  createHubClient(clientOptions(url, more));
const signedIn = (token: string) => ({ token: async () => token });

test("one model, with its parents and the Hub's count of its children", async () => {
  await withHub({ models: familyData("HuggingFaceTB__SmolLM2-1.7B") }, async hub => {
    const answer = await client(hub.url).model("HuggingFaceTB/SmolLM2-1.7B-Instruct");
    const { model, parents } = hubDecoder.model(bodyOf(answer));
    assert.equal(model.id, "HuggingFaceTB/SmolLM2-1.7B-Instruct");
    const relation = hub.data.get(model.id)?.relation;
    assert.deepEqual(parents, [{ parent: "HuggingFaceTB/SmolLM2-1.7B", relation, resolved: true }]);
    assert.ok((model.childCounts?.adapter ?? 0) > 0, JSON.stringify(model.childCounts));
    assert.equal(hub.requests().length, 1);
  });
});

test("walking the children reaches all of the bloom-560m family", async () => {
  await withHub({ models: familyData("bigscience__bloom-560m") }, async hub => {
    const asking = client(hub.url);
    const seen = new Set(["bigscience/bloom-560m"]);
    for (const id of seen) {
      const page = await asking.list(childrenOf(id));
      assert.equal(page.next, null);
      for (const { model } of hubDecoder.list(bodyOf(page))) seen.add(model.id);
    }
    assert.equal(seen.size, 75);
  });
});

test("a long list is read page by page, each page once", async () => {
  const children = Array.from({ length: 2300 }, (_, at) => ({
    id: `org/child-${at}`,
    parents: ["org/base"],
  }));
  await withHub({ models: dataOf({ id: "org/base" }, ...children) }, async hub => {
    const asking = client(hub.url);
    const seen: string[] = [];
    let page: string | null = null;
    do {
      const answer: ListAnswer = await asking.list(childrenOf("org/base", page));
      seen.push(...hubDecoder.list(bodyOf(answer)).map(({ model }) => model.id));
      page = answer.next;
    } while (page !== null);
    assert.deepEqual([seen.length, new Set(seen).size, hub.requests().length], [2300, 2300, 3]);
  });
});

test("a renamed model is followed and returned under its new id", async () => {
  await withHub({ models: dataOf({ id: "org/old" }) }, async hub => {
    hub.data.rename("org/old", "org/new");
    const answer = await client(hub.url).model("org/old");
    const { model } = hubDecoder.model(bodyOf(answer));
    assert.equal(model.id, "org/new");
    assert.deepEqual([answer.moved, (await client(hub.url).model("org/new")).moved], [true, false]);
    assert.notEqual(model.childCounts, undefined);
  });
});

test("a card is read as text, even through the redirect to storage", async () => {
  const card = "---\nlicense: mit\n---\n# Größe\n";
  await withHub({ models: dataOf({ id: "org/a", card }) }, async hub => {
    assert.equal(await client(hub.url).card("org/a"), card);
  });
});

test("a card of 1 MB is read, and of a longer one no part passes for it", async () => {
  for (const more of [0, 1])
    await withStub(
      (_, response) =>
        void response
          .setHeader("X-Repo-Commit", "0".repeat(40))
          .end(`${"x".repeat(more)}${"\u00e9".repeat(2 ** 19)}`),
      async stub => {
        const card = client(stub.url).card("org/a");
        if (more === 0) assert.equal(await card, "\u00e9".repeat(2 ** 19));
        else
          assert.match(
            (await failed(card, "unreadable")).message,
            /^The model card of org\/a is larger than 1 MB/,
          );
      },
    );
});

test("missing, private, gated and disabled models have their own outcomes for visitors and users", async () => {
  const models = dataOf(
    { id: "org/open" },
    { id: "org/secret", private: true },
    { id: "org/gate", gated: "manual" },
    { id: "org/off", disabled: true },
  );
  await withHub({ models }, async hub => {
    const visitor = client(hub.url);
    const user = client(hub.url, signedIn("hf_loopback"));
    const stranger = client(hub.url, signedIn("hf_nobody"));
    const both = await failed(visitor.model("org/none"), "missing-or-private");
    assert.match(both.message, /does not exist .* or it is private/);
    await failed(visitor.model("org/secret"), "missing-or-private");
    await failed(visitor.card("org/secret"), "missing-or-private");
    assert.match((await failed(user.model("org/none"), "missing")).message, /^org\/none does not exist/);
    await failed(user.model("org/secret"), "missing");
    assert.match((await failed(visitor.card("org/gate"), "gated")).message, /sign in/);
    assert.doesNotMatch((await failed(user.card("org/gate"), "gated")).message, /then sign in/);
    assert.equal(hubDecoder.model(bodyOf(await visitor.model("org/gate"))).model.gated, "manual");
    await failed(stranger.model("org/open"), "bad-token");
    await failed(stranger.list(childrenOf("org/open")), "bad-token");
    await failed(stranger.search("open", 5), "bad-token");
    assert.equal(typeof (await client(hub.url, signedIn("hf_loopback_access")).card("org/gate")), "string");
  });
});

test("a repository without a README is distinguished from a missing one", async () => {
  await withStub(
    (_, response) => json(response, {}, { "X-Error-Code": "EntryNotFound" }, 404),
    async stub => {
      assert.match((await failed(client(stub.url).card("org/a"), "missing")).message, /has no README\.md/);
    },
  );
});

test("offline mode sends no requests and can be toggled", async () => {
  await withHub({ models: dataOf({ id: "org/a" }) }, async hub => {
    let isOffline = true;
    const asking = client(hub.url, { offline: () => isOffline });
    await failed(asking.model("org/a"), "offline");
    await failed(asking.list(childrenOf("org/a")), "offline");
    await failed(asking.card("org/a"), "offline");
    await failed(asking.search("a", 5), "offline");
    assert.equal(hub.requests().length, 0);
    isOffline = false;
    await asking.model("org/a");
    assert.equal(hub.requests().length, 1);
  });
});

test("an invalid repo id is rejected without a request", async () => {
  await withStub(
    (_, response) => json(response, {}),
    async stub => {
      const asking = client(stub.url);
      for (const id of [
        "",
        "../../etc",
        "a/b/c",
        "a b",
        "a/..",
        "a/b?x=1",
        "a/b#c",
        "a\u0000b",
        "a%2Fb",
        "http://x/y",
      ]) {
        await failed(asking.model(id), "refused");
        await failed(asking.list(childrenOf(id)), "refused");
        await failed(asking.card(id), "refused");
      }
      assert.deepEqual(stub.asked, []);
    },
  );
});

test("an endpoint may have a slash, a path and surrounding spaces; a non-http address is rejected", async () => {
  await withStub(
    (_, response) => json(response, { id: "org/a" }),
    async stub => {
      await client(` ${stub.url}/mirror/hub// `).model("org/a");
      assert.equal(stub.asked[0]?.split("?")[0], "/mirror/hub/api/models/org/a");
      for (const bad of ["", "huggingface.co", "ftp://x", "file:///x", "http://user:hf_secret@x/"]) {
        const { message } = await failed(client(bad).model("org/a"), "unreachable");
        assert.match(message, /^The Hub's endpoint /);
      }
    },
  );
});

test("if the Hub rejects the fields, the request is retried once without them", async () => {
  await withStub(
    (request, response) =>
      request.url?.includes("expand")
        ? json(response, { error: "bad expand" }, {}, 400)
        : json(response, [{ id: "org/a" }]),
    async stub => {
      await client(stub.url).model("org/a");
      await client(stub.url).list(childrenOf("org/a"));
      assert.deepEqual(
        stub.asked.map(asked => asked.includes("expand")),
        [true, false, true, false],
      );
      assert.equal(
        stub.asked[3],
        "/api/models?filter=base_model%3Aorg%2Fa&sort=createdAt&direction=-1&limit=1000",
      );
    },
  );
  await withStub(
    (_, response) => json(response, { error: "no" }, {}, 400),
    async stub => {
      await failed(client(stub.url).model("org/a"), "refused");
      assert.equal(stub.asked.length, 2);
    },
  );
});

test("a next page outside the Hub's own list is not requested, and the previous page is kept", async () => {
  for (const next of [
    "http://evil.example/api/models?cursor=1",
    "https://127.0.0.1/api/models",
    "/api/whoami-v2",
    "/api/models/org/a",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "//evil.example/api/models",
    "/api/models/../../admin",
    `/api/models?cursor=${"x".repeat(9000)}`,
  ]) {
    await withStub(
      (_, response) => json(response, [{ id: "org/b" }], { Link: `<${next}>; rel="next"` }),
      async stub => {
        const asking = client(stub.url, signedIn("hf_secret"));
        const page = await asking.list(childrenOf("org/a"));
        assert.equal(hubDecoder.list(bodyOf(page)).length, 1);
        assert.ok(page.next !== null, next);
        await failed(asking.list(childrenOf("org/a", page.next)), "refused");
        assert.equal(stub.asked.length, 1, next);
      },
    );
  }
});

test("a page that links to itself is not the last one", async () => {
  await withStub(
    (request, response) => json(response, [], { Link: `<${request.url}>; rel="next"` }),
    async stub => {
      const { next } = await client(stub.url).list(childrenOf("org/a"));
      assert.equal(next, `${stub.url}${stub.asked[0]}`);
    },
  );
});

test("links other than next are ignored", async () => {
  await withStub(
    (_, response) => json(response, [], { Link: '</api/models?a>; rel="prev", </api/models?b>; rel="next"' }),
    async stub =>
      assert.equal((await client(stub.url).list(childrenOf("org/a"))).next, `${stub.url}/api/models?b`),
  );
});

test("a byte order mark before JSON is accepted", async () => {
  const marked = (body: unknown) => `\uFEFF ${JSON.stringify(body)}`;
  await withStub(
    (request, response) =>
      void response.end(
        marked(
          request.url?.includes("/models?") ? [{ id: "org/a" }] : { id: "org/a", name: "acme", downloads: 3 },
        ),
      ),
    async stub => {
      const { hub, overviews } = createHubClients(clientOptions(stub.url));
      assert.equal(hubDecoder.model(bodyOf(await hub.model("org/a"))).model.downloads, 3);
      assert.equal(hubDecoder.list(bodyOf(await hub.list(childrenOf("org/b")))).length, 1);
      assert.deepEqual(await hub.search("a", 5), ["org/a"]);
      assert.deepEqual(await overviews.overview("acme"), { is: "organization" });
    },
  );
});

test("a page that is too large is requested in smaller pieces", async () => {
  await withStub(
    (request, response) => {
      if (request.url?.includes("limit=100&")) return json(response, [{ id: "org/b" }]);
      response.writeHead(200);
      const piece = Buffer.alloc(2 ** 20, 32);
      const more = () => void response.write(piece, error => (error ? undefined : more()));
      more();
    },
    async stub => {
      const answer = await client(stub.url).list(childrenOf("org/a"));
      assert.equal(hubDecoder.list(bodyOf(answer)).length, 1);
      const sizes = stub.asked.map(asked => /limit=(\d+)/.exec(asked)?.[1]);
      assert.deepEqual(sizes, ["1000", "500", "100"]);
    },
  );
});

test("a model that is too large is not read", async () => {
  await withStub(
    (_, response) => void response.end(JSON.stringify({ id: "org/a", junk: "x".repeat(9 * 2 ** 20) })),
    async stub => {
      assert.match((await failed(client(stub.url).model("org/a"), "unreadable")).message, /larger than 8 MB/);
    },
  );
});

test("search returns ids, best first, up to the requested number", async () => {
  await withHub({ models: familyData("bigscience__bloom-560m") }, async hub => {
    const found = await client(hub.url).search(" bloom ", 5);
    assert.equal(found.length, 5);
    assert.equal(found[0], "bigscience/bloom-560m");
    assert.deepEqual(await client(hub.url).search("  ", 5), []);
    assert.deepEqual(await client(hub.url).search("bloom", Number.NaN), []);
    assert.equal(hub.requests().length, 1);
  });
});

test("search ignores further pages and invalid ids", async () => {
  await withStub(
    (_, response) =>
      json(response, [{ id: "org/a" }, { id: "<b>" }, { id: 3 }, {}], {
        Link: '<http://evil.example/>; rel="next"',
      }),
    async stub => {
      assert.deepEqual(await client(stub.url).search("a", 50), ["org/a"]);
      assert.equal(stub.asked.length, 1);
    },
  );
});

test("search reports a malformed response as a readable failure", async () => {
  for (const body of [{}, [null], { error: "x" }]) {
    await withStub(
      (_, response) => json(response, body),
      async stub => void (await failed(client(stub.url).search("a", 5), "unreadable")),
    );
  }
});

test("the token is sent with every request and never appears in failures or the log", async () => {
  for (const status of [400, 401, 403, 404, 418, 429, 451, 500]) {
    await withStub(
      (request, response) => {
        const echo = String(request.headers.authorization);
        json(response, { error: echo }, { "X-Error-Message": echo, "X-HF-Warning": echo }, status);
      },
      async stub => {
        const lines: string[] = [];
        const asking = client(stub.url, { ...signedIn("hf_secret"), log: line => lines.push(line) });
        const calls = [
          asking.model("a/b"),
          asking.list(childrenOf("a/b")),
          asking.card("a/b"),
          asking.search("a", 5),
        ];
        for (const outcome of await Promise.allSettled(calls)) {
          assert.ok(outcome.status === "rejected", `status ${status} is a failure`);
          const { reason } = outcome;
          assert.doesNotMatch(`${reason.message}${reason.stack}${JSON.stringify(reason)}`, /hf_secret/);
        }
        assert.deepEqual(new Set(stub.tokens), new Set(["Bearer hf_secret"]));
        assert.doesNotMatch(lines.join("\n"), /hf_secret/);
      },
    );
  }
});

test("an unreadable token means an anonymous visitor, not an error", async () => {
  await withHub({ models: dataOf({ id: "org/a" }) }, async hub => {
    const token = () => Promise.reject(new Error("the keyring is locked"));
    await client(hub.url, { token }).model("org/a");
    assert.equal(hub.requests()[0]?.token, "none");
  });
});

test("a flaky Hub is read to the end", async () => {
  const faults = { seed: 4, rate429: 0.1, rate500: 0.1, rateCut: 0.1 };
  await withHub({ models: familyData("bigscience__bloom-560m"), faults }, async hub => {
    const limits = { retries: 8, maxWaitMs: 1e8, timeoutMs: 1e9 };
    const asking = client(hub.url, { limits, timers: new FakeTimers(1e9) });
    const page = await asking.list(childrenOf("bigscience/bloom-560m"));
    const children = hubDecoder.list(bodyOf(page)).map(({ model }) => model.id);
    const models = await Promise.all(children.map(id => asking.model(id)));
    assert.deepEqual(
      models.map(answer => hubDecoder.model(bodyOf(answer)).model.id),
      children,
    );
    assert.ok(hub.requests().length > children.length + 1, "the faults did not happen: choose another seed");
  });
});
