import assert from "node:assert/strict";
import { test } from "node:test";
import { PoliteFetch } from "../../../src/hub/polite-fetch";
import { clientOptions, failed, json, withStub } from "./stub-server";

const token = "hf_secret";

function polite(url: string) {
  return new PoliteFetch(clientOptions(url, { token: async () => token }));
}

function ask(url: string, path = "/api/x") {
  return polite(url).get({ url: url + path, json: true, limit: 1000 });
}

test("a redirect within the Hub keeps the token and the query", async () => {
  await withStub(
    (request, response) =>
      request.url?.startsWith("/api/models/old")
        ? void response.writeHead(307, { Location: "/api/models/new" }).end()
        : json(response, {}),
    async stub => {
      await ask(stub.url, "/api/models/old?expand%5B%5D=tags");
      assert.deepEqual(stub.asked, [
        "/api/models/old?expand%5B%5D=tags",
        "/api/models/new?expand%5B%5D=tags",
      ]);
      assert.deepEqual(stub.tokens, [`Bearer ${token}`, `Bearer ${token}`]);
    },
  );
});

test("a redirect to another host is followed without the token, even when it leads back", async () => {
  let home = "";
  await withStub(
    (_, response) => void response.writeHead(302, { Location: `${home}/api/end` }).end(),
    async other => {
      await withStub(
        (request, response) =>
          request.url === "/api/end"
            ? json(response, {})
            : void response.writeHead(307, { Location: `${other.url}/file` }).end(),
        async stub => {
          home = stub.url;
          assert.equal((await ask(stub.url)).status, 200);
          assert.deepEqual(other.tokens, [null], "the token must not leave the endpoint");
          assert.deepEqual(stub.tokens, [`Bearer ${token}`, null]);
        },
      );
    },
  );
});

test("a redirect to another port of the same machine is another origin", async () => {
  await withStub(
    (_, response) => json(response, {}),
    async other => {
      await withStub(
        (_, response) => void response.writeHead(301, { Location: other.url }).end(),
        async stub => {
          await ask(stub.url);
          assert.deepEqual(other.tokens, [null]);
        },
      );
    },
  );
});

test("another host's rate limit is not mistaken for the Hub's", async () => {
  await withStub(
    (_, response) => json(response, {}, { RateLimit: '"api";r=0;t=900' }),
    async other => {
      await withStub(
        (_, response) => void response.writeHead(302, { Location: other.url }).end(),
        async stub => {
          const client = polite(stub.url);
          await client.get({ url: `${stub.url}/api/x`, json: true, limit: 1000 });
          await client.get({ url: `${stub.url}/api/y`, json: true, limit: 1000 });
          assert.equal(other.asked.length, 2);
        },
      );
    },
  );
});

for (const [name, location] of [
  ["nowhere", null],
  ["a file", "file:///etc/passwd"],
  ["a script", "javascript:alert(1)"],
  ["no address", "http://[bad"],
] as const) {
  test(`a redirect to ${name} is an error, not a request`, async () => {
    await withStub(
      (_, response) => void response.writeHead(302, location === null ? {} : { Location: location }).end(),
      async stub => {
        await failed(ask(stub.url), "unreadable");
        assert.equal(stub.asked.length, 1);
      },
    );
  });
}

test("endless redirects stop after five", async () => {
  await withStub(
    (_, response, count) => void response.writeHead(307, { Location: `/api/${count}` }).end(),
    async stub => {
      await failed(ask(stub.url), "unreadable");
      assert.equal(stub.asked.length, 6);
    },
  );
});

test("where the platform hides redirects, it follows them", async () => {
  await withStub(
    (request, response) =>
      request.url === "/api/x"
        ? void response.writeHead(307, { Location: "/api/y" }).end()
        : json(response, { here: true }),
    async stub => {
      const modes: unknown[] = [];
      const browser = new PoliteFetch({
        ...clientOptions(stub.url),
        fetch: async (url, init) => {
          modes.push(init.redirect);
          if (init.redirect === "follow") return fetch(url, init);
          return Object.defineProperty(new Response(null), "type", { value: "opaqueredirect" });
        },
      });
      const answer = await browser.get({ url: `${stub.url}/api/x`, json: true, limit: 1000 });
      assert.equal(new TextDecoder().decode(answer.bytes), '{"here":true}');
      assert.deepEqual(modes, ["manual", "follow"]);
    },
  );
});

test("the token is not sent over plain http to another machine", async () => {
  const seen: (string | undefined)[] = [];
  const client = new PoliteFetch({
    ...clientOptions("http://hub.example"),
    token: async () => token,
    fetch: async (_, init) => {
      seen.push((init.headers as Record<string, string>).Authorization);
      return new Response("{}");
    },
  });
  await client.get({ url: "http://hub.example/api/x", json: true, limit: 10 });
  assert.deepEqual(seen, [undefined]);
});

test("https and local http carry the token; a redirect from https to http is not followed", async () => {
  for (const [endpoint, sent] of [
    ["https://hub.example", true],
    ["http://localhost:1234", true],
    ["http://[::1]:1234", true],
    ["http://127.0.0.1.evil.example", false],
    ["http://localhost.evil.example", false],
  ] as const) {
    const seen: boolean[] = [];
    const client = new PoliteFetch({
      ...clientOptions(endpoint),
      token: async () => token,
      fetch: async (_, init) => {
        seen.push("Authorization" in (init.headers as Record<string, string>));
        return new Response(null, { status: 302, headers: { Location: "http://plain.example/" } });
      },
    });
    const asking = client.get({ url: `${endpoint}/api/x`, json: true, limit: 10 });
    if (endpoint.startsWith("https")) await failed(asking, "unreadable");
    else await asking.catch(() => undefined);
    assert.equal(seen[0], sent, endpoint);
    assert.ok(!seen.slice(1).includes(true), `${endpoint}: the token went on to another host`);
  }
});

test("a token that no header can hold is rejected without being shown", async () => {
  for (const bad of ["hf_secret\nX-Evil: 1", "hf_secr\u00e9t", "hf secret"]) {
    const lines: string[] = [];
    const client = new PoliteFetch({
      ...clientOptions("http://127.0.0.1:9"),
      token: async () => bad,
      log: line => lines.push(line),
    });
    const asked = client.get({ url: "http://127.0.0.1:9/api/x", json: true, limit: 10 });
    assert.match(
      (await failed(asked, "bad-token")).message,
      /^Nothing was sent to 127\.0\.0\.1:9, because the token/,
    );
    assert.ok(!lines.join().includes("secr"), lines.join());
  }
});
