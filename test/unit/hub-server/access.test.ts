import assert from "node:assert/strict";
import { test } from "node:test";
import { dataOf, withHub } from "./loopback";

const USER = { authorization: "Bearer hf_loopback" };
const MEMBER = { authorization: "Bearer hf_loopback_access" };
const STRANGER = { authorization: "Bearer hf_nobody" };

async function outcome(
  address: string,
  headers: Record<string, string> = {},
): Promise<[number, string | null]> {
  const response = await fetch(address, { headers, redirect: "manual" });
  await response.arrayBuffer();
  return [response.status, response.headers.get("x-error-code")];
}

test("a missing model is 401 to a visitor and 404 to a user", async () => {
  await withHub({ models: dataOf({ id: "a/b" }) }, async hub => {
    const missing = `${hub.url}/api/models/a/missing`;
    assert.deepEqual(await outcome(missing), [401, "RepoNotFound"]);
    assert.deepEqual(await outcome(missing, USER), [404, "RepoNotFound"]);
    assert.deepEqual(await outcome(`${hub.url}/a/missing/resolve/main/README.md`), [401, "RepoNotFound"]);
  });
});

test("a bad token is 401 without the code of a missing repository, even for a model that exists", async () => {
  await withHub({ models: dataOf({ id: "a/b" }) }, async hub => {
    const response = await fetch(`${hub.url}/api/models/a/b`, { headers: STRANGER });
    assert.deepEqual([response.status, response.headers.get("x-error-code")], [401, null]);
    assert.equal(response.headers.get("x-error-message"), "Invalid credentials in Authorization header");
  });
});

test("a gated model shows its metadata and keeps its files from those without access", async () => {
  await withHub({ models: dataOf({ id: "a/gated", gated: "manual" }) }, async hub => {
    const file = `${hub.url}/a/gated/resolve/main/README.md`;
    assert.deepEqual(await outcome(`${hub.url}/api/models/a/gated`), [200, null]);
    assert.deepEqual(await outcome(file), [401, "GatedRepo"]);
    assert.deepEqual(await outcome(file, USER), [403, "GatedRepo"]);
    assert.deepEqual(await outcome(file, MEMBER), [200, null]);
  });
});

test("a private model exists only for those with access", async () => {
  await withHub({ models: dataOf({ id: "a/private", private: true }) }, async hub => {
    assert.deepEqual(await outcome(`${hub.url}/api/models/a/private`, USER), [404, "RepoNotFound"]);
    assert.deepEqual(await outcome(`${hub.url}/api/models/a/private`, MEMBER), [200, null]);
    assert.deepEqual(await (await fetch(`${hub.url}/api/models`)).json(), []);
  });
});

test("disabled models, wrong revisions and missing files have their own refusals", async () => {
  await withHub({ models: dataOf({ id: "a/b" }, { id: "a/off", disabled: true }) }, async hub => {
    assert.deepEqual(await outcome(`${hub.url}/api/models/a/off`), [403, null]);
    assert.deepEqual(await outcome(`${hub.url}/api/models/a/b/revision/v2`), [404, "RevisionNotFound"]);
    assert.deepEqual(await outcome(`${hub.url}/a/b/resolve/main/LICENSE`), [404, "EntryNotFound"]);
    assert.deepEqual(await outcome(`${hub.url}/a/b/resolve/%E0/LICENSE`), [400, null]);
  });
});

test("whoami knows the holder of a token", async () => {
  await withHub({}, async hub => {
    const response = await fetch(`${hub.url}/api/whoami-v2`, { headers: USER });
    assert.equal(((await response.json()) as { name: string }).name, "loopback-user");
    assert.deepEqual(await outcome(`${hub.url}/api/whoami-v2`), [401, null]);
  });
});

test("requests are recorded without the token", async () => {
  await withHub({ models: dataOf({ id: "a/b" }) }, async hub => {
    for (const headers of [{}, USER, STRANGER]) await fetch(`${hub.url}/api/models/a/b?x=1`, { headers });
    const seen = hub
      .requests()
      .map(({ method, path, query, token, status }) => ({ method, path, query, token, status }));
    const same = { method: "GET", path: "/api/models/a/b", query: "?x=1" };
    assert.deepEqual(seen, [
      { ...same, token: "none", status: 200 },
      { ...same, token: "valid", status: 200 },
      { ...same, token: "bad", status: 401 },
    ]);
    assert.equal(JSON.stringify(hub.requests()).includes("hf_"), false);
  });
});
