import assert from "node:assert/strict";
import { test } from "node:test";
import { type HubWait, PoliteFetch } from "../../../src/hub/polite-fetch";
import { clientOptions, FakeTimers, json, withStub } from "./stub-server";

test("a wait of two seconds or more is told with its reason, and shorter ones are not", () =>
  withStub(
    (_, response, count) => {
      if (count === 1) json(response, {}, {}, 503);
      else if (count === 2) json(response, {}, { "Retry-After": "5" }, 429);
      else json(response, { id: "o/a" });
    },
    async stub => {
      const waits: HubWait[] = [];
      const waiting = (wait: HubWait) => void waits.push(wait);
      const polite = new PoliteFetch({ ...clientOptions(stub.url), timers: new FakeTimers(), waiting });
      const answer = await polite.get({ url: `${stub.url}/api/models/o/a`, json: true, limit: 1_000 });
      assert.equal(answer.status, 200);
      assert.deepEqual(waits, [{ ms: 5_000, host: new URL(stub.url).host, why: "asked" }]);
    },
  ));

test("a wait for another host names that host, and takes nothing from the Hub's budget", () =>
  withStub(
    (_, response, count) => {
      if (count === 1) json(response, {}, { "Retry-After": "5" }, 429);
      else json(response, { id: "o/a" });
    },
    async stub => {
      const waits: HubWait[] = [];
      const waiting = (wait: HubWait) => void waits.push(wait);
      const options = clientOptions("http://127.0.0.1:9");
      const polite = new PoliteFetch({ ...options, timers: new FakeTimers(), waiting });
      const before = polite.budget();
      await polite.get({ url: `${stub.url}/table.parquet`, json: false, limit: 1_000 });
      assert.deepEqual(waits, [{ ms: 5_000, host: new URL(stub.url).host, why: "asked" }]);
      assert.deepEqual(polite.budget(), before);
    },
  ));
