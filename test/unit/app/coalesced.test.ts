import assert from "node:assert/strict";
import { test } from "node:test";
import { Coalesced } from "../../../src/app/coalesced";

/** A clock that a test moves, and work that takes so long. */
function stage(tookMs: number) {
  let now = 0;
  let done = 0;
  const waiting = new Set<{ readonly at: number; readonly run: () => void }>();
  const coalesced = new Coalesced(
    async () => {
      done++;
      now += tookMs;
    },
    {
      waitMs: 50,
      share: 0.2,
      clock: () => now,
      after: (ms, run) => {
        const timer = { at: now + ms, run };
        waiting.add(timer);
        return () => waiting.delete(timer);
      },
    },
  );
  const move = async (ms: number) => {
    now += ms;
    for (const timer of [...waiting]) if (timer.at <= now && waiting.delete(timer)) timer.run();
    await new Promise(resolve => setImmediate(resolve));
  };
  return { coalesced, move, done: () => done };
}

test("hundreds of calls in a row are served once, soon after the first", async () => {
  const { coalesced, move, done } = stage(0);
  for (let at = 0; at < 300; at++) coalesced.want();
  await move(49);
  assert.equal(done(), 0);
  await move(1);
  assert.equal(done(), 1);
  await move(1000);
  assert.equal(done(), 1, "nobody asked again");
});

test("a stream of calls does not postpone the work, and slow work runs less often", async () => {
  const { coalesced, move, done } = stage(100);
  for (let at = 0; at < 200; at++) {
    coalesced.want();
    await move(10);
  }
  assert.ok(done() >= 4 && done() <= 6, `${done()} times in 2 seconds of wishes`);
});

test("a call during the work is served afterward, and none after the end", async () => {
  const { coalesced, move, done } = stage(0);
  coalesced.want();
  await move(50);
  coalesced.want();
  coalesced.want();
  await move(50);
  assert.equal(done(), 2);
  coalesced.want();
  coalesced.dispose();
  coalesced.want();
  await move(1000);
  assert.equal(done(), 2);
});
