import assert from "node:assert/strict";
import { test } from "node:test";
import { FaultPlan, type Faults } from "../../hub/faults";
import { ANONYMOUS_QUOTA } from "../../hub/rate-limit";
import { dataOf, withHub } from "./loopback";

const ONE = dataOf({ id: "a/b" });

function course(faults: Faults, order: readonly string[]): Map<string, string[]> {
  const plan = new FaultPlan(faults);
  const course = new Map<string, string[]>();
  for (const path of order) {
    const mishaps = course.get(path) ?? [];
    course.set(path, [...mishaps, JSON.stringify(plan.next("GET", path))]);
  }
  return course;
}

test("the same seed gives each request the same faults in whatever order requests come", () => {
  const faults = { seed: 7, rate429: 0.2, rate500: 0.2, rateCut: 0.2 };
  const paths = Array.from({ length: 200 }, (_, at) => `/api/models/a/${at % 50}`);
  const forward = course(faults, paths);
  const backward = course(faults, [...paths].reverse());
  for (const [path, mishaps] of forward) assert.deepEqual(backward.get(path), mishaps, path);
  assert.notDeepEqual(course({ ...faults, seed: 8 }, paths), forward, "another seed, other faults");
});

test("faults come about as often as asked", () => {
  const plan = new FaultPlan({ seed: 1, rate429: 0.1, rate500: 0.3 });
  const counts = new Map<number | undefined, number>();
  for (let at = 0; at < 4000; at++) {
    const { status } = plan.next("GET", `/api/models/a/${at}`);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  assert.ok(
    Math.abs((counts.get(429) ?? 0) - 400) < 80,
    `${counts.get(429)} of 4000 were 429, not about 400`,
  );
  assert.ok(
    Math.abs((counts.get(500) ?? 0) - 1200) < 130,
    `${counts.get(500)} of 4000 were 500, not about 1200`,
  );
});

test("too many requests are answered in plain text with the state of the window", async () => {
  const now = () => 1_000_000_000;
  await withHub(
    { models: ONE, now, faults: { quota: { ...ANONYMOUS_QUOTA, api: 2 }, retryAfter: 9 } },
    async hub => {
      const answers: (string | number | null)[][] = [];
      for (let at = 0; at < 3; at++) {
        const response = await fetch(`${hub.url}/api/models/a/b`);
        answers.push([
          response.status,
          response.headers.get("ratelimit"),
          response.headers.get("retry-after"),
        ]);
        if (at === 2) assert.match(await response.text(), /^We had to rate limit your IP/);
      }
      assert.deepEqual(answers, [
        [200, '"api";r=1;t=200', null],
        [200, '"api";r=0;t=200', null],
        [429, '"api";r=0;t=200', "9"],
      ]);
      const file = await fetch(`${hub.url}/a/b/resolve/main/README.md`);
      assert.equal(file.headers.get("ratelimit-policy"), '"fixed window";"resolvers";q=3000;w=300');
    },
  );
});

test("a new window and another viewer begin with a full quota", async () => {
  let time = 0;
  await withHub(
    { models: ONE, now: () => time, faults: { quota: { api: 1, windowSeconds: 10 } } },
    async hub => {
      const status = async (headers: Record<string, string> = {}): Promise<number> =>
        (await fetch(`${hub.url}/api/models/a/b`, { headers })).status;
      assert.deepEqual([await status(), await status()], [200, 429]);
      assert.equal(await status({ authorization: "Bearer hf_loopback" }), 200);
      time = 10_000;
      assert.equal(await status(), 200);
    },
  );
});

test("a targeted fault happens to what it matches, as often as it says", async () => {
  await withHub({ models: ONE }, async hub => {
    hub.setFaults({ targets: [{ match: "^/api/models/a/b\\?blobs", times: 2, status: 503 }] });
    const statuses: number[] = [];
    for (const query of ["", "?blobs=true", "?blobs=true", "?blobs=true"]) {
      statuses.push((await fetch(`${hub.url}/api/models/a/b${query}`)).status);
    }
    assert.deepEqual(statuses, [200, 503, 503, 200]);
  });
});

test("a targeted fault may send any headers and body", async () => {
  await withHub({ models: ONE }, async hub => {
    const headers = { Location: "http://localhost:1/elsewhere" };
    hub.setFaults({ targets: [{ match: "a/b", status: 302, headers, body: "away" }] });
    const response = await fetch(`${hub.url}/api/models/a/b`, { redirect: "manual" });
    assert.deepEqual([response.status, response.headers.get("location")], [302, headers.Location]);
  });
});

test("a cut answer has a good status and a body that breaks off", async () => {
  await withHub({ models: ONE, faults: { rateCut: 1 } }, async hub => {
    const response = await fetch(`${hub.url}/api/models/a/b`);
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
  });
});

test("offline drops the connection, and an answer that is not JSON is 200 with a web page", async () => {
  await withHub({ models: ONE, faults: { offline: true } }, async hub => {
    await assert.rejects(fetch(`${hub.url}/api/models/a/b`));
    assert.equal(hub.requests()[0]?.status, 0);
    hub.setFaults({ nonJson: true });
    const response = await fetch(`${hub.url}/api/models/a/b`);
    assert.deepEqual(
      [response.status, response.headers.get("content-type")],
      [200, "text/html; charset=utf-8"],
    );
    hub.setFaults({});
    assert.equal((await fetch(`${hub.url}/api/models/a/b`)).status, 200);
  });
});

test("a hanging request ends with the Hub", async () => {
  let pending: Promise<unknown> = Promise.resolve();
  await withHub({ models: ONE, faults: { hang: true } }, async hub => {
    pending = assert.rejects(fetch(`${hub.url}/api/models/a/b`));
    while (hub.requests().length === 0) await new Promise(setImmediate);
  });
  await pending;
});
