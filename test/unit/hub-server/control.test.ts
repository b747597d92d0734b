import assert from "node:assert/strict";
import { test } from "node:test";
import { type Item, show, withHub } from "./loopback";

async function steer(url: string, method: string, path: string, body?: unknown): Promise<[number, unknown]> {
  const response = await fetch(`${url}/__test${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return [response.status, await response.json()];
}

test("models are put, renamed and deleted from another process, and take effect at once", async () => {
  await withHub({}, async ({ url }) => {
    const models = [
      { id: "a/parent", license: "mit" },
      { id: "a/child", card: "---\nbase_model: a/parent\n---\n" },
    ];
    assert.deepEqual(await steer(url, "PUT", "/models", models), [200, { put: 2, models: 2 }]);
    const children = (await (await fetch(`${url}/api/models?filter=base_model:a/parent`)).json()) as Item[];
    assert.deepEqual(
      children.map(item => item.id),
      ["a/child"],
    );
    await steer(url, "PUT", "/models", { id: "a/parent", license: "gemma" });
    assert.deepEqual((await show(`${url}/api/models/a/parent`)).cardData, { license: "gemma" });
    assert.equal((await steer(url, "POST", "/rename", { from: "a/parent", to: "b/parent" }))[0], 200);
    assert.equal((await show(`${url}/api/models/a/parent`)).id, "b/parent");
    assert.deepEqual(await steer(url, "DELETE", "/models?id=b/parent"), [200, { models: 1 }]);
    assert.equal((await fetch(`${url}/api/models/b/parent`)).status, 401);
  });
});

test("requests are read and forgotten; control requests are not among them and suffer no faults", async () => {
  await withHub({}, async ({ url }) => {
    await steer(url, "PUT", "/faults", { offline: true });
    await assert.rejects(fetch(`${url}/api/models`));
    await steer(url, "PUT", "/faults", {});
    await fetch(`${url}/api/models?limit=1`);
    const [, requests] = await steer(url, "GET", "/requests");
    const seen = (requests as { path: string; status: number }[]).map(({ path, status }) => [path, status]);
    assert.deepEqual(seen, [
      ["/api/models", 0],
      ["/api/models", 200],
    ]);
    await steer(url, "DELETE", "/requests");
    assert.deepEqual(await steer(url, "GET", "/requests"), [200, []]);
  });
});

test("mistakes in control requests are 400 with a sentence", async () => {
  await withHub({}, async ({ url }) => {
    const mistakes: [string, string, unknown, RegExp][] = [
      ["PUT", "/models", { id: "a b" }, /neither NAME nor ORG\/NAME/],
      ["PUT", "/models", { id: "a/b", relation: "child" }, /use one of finetune/],
      ["PUT", "/faults", { targets: [{ status: 500 }] }, /needs a match/],
      ["PUT", "/faults", { targets: [{ match: "(" }] }, /regular expression/i],
      ["DELETE", "/models?id=no/such", undefined, /no model "no\/such"/],
      ["POST", "/rename", { from: "x" }, /\{from, to\}/],
    ];
    for (const [method, path, body, reason] of mistakes) {
      const [status, answer] = await steer(url, method, path, body);
      assert.equal(status, 400, `${method} ${path}`);
      assert.match((answer as { error: string }).error, reason);
    }
    assert.equal((await steer(url, "GET", "/nothing"))[0], 404);
  });
});
