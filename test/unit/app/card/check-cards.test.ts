import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type CheckParts,
  type CheckSummary,
  checkCards,
  checkInWords,
} from "../../../../src/app/card/check-cards";
import { HubError } from "../../../../src/app/ports/errors";
import type { Finding, Severity } from "../../../../src/card/finding";

const finding = (severity: Severity): Finding => ({
  rule: "license/missing",
  severity,
  message: "…",
  range: { start: 0, end: 1 },
  fixes: [],
});

/** A hundred cards that each name a parent of their own and one that all share. */
async function* hundred(): AsyncGenerator<number> {
  for (let n = 0; n < 100; n++) yield n;
}

/** Parts that note what is done, in order. */
function noted(parts: Partial<CheckParts<number>> = {}): { did: string[]; parts: CheckParts<number> } {
  const did: string[] = [];
  return {
    did,
    parts: {
      places: hundred(),
      understand: async n => ({
        ids: [`a/${n}`, "a/shared"],
        lint: () => (n % 10 === 0 ? [finding("error"), finding("hint")] : []),
      }),
      load: async ids => void did.push(`load ${ids.length}`),
      read: async id => void did.push(`read ${id}`),
      show: (n, findings) => void did.push(`show ${n} ${findings.length}`),
      progress: () => undefined,
      pause: async () => true,
      ...parts,
    },
  };
}

test("every card is shown once, after each model that it names has been requested once", async () => {
  const { did, parts } = noted();
  const summary = await checkCards(parts);
  assert.deepEqual(summary, {
    cards: 100,
    errors: 10,
    warnings: 0,
    others: 10,
    unanswered: 0,
    failure: null,
  });
  assert.equal(did.filter(each => each === "read a/shared").length, 1);
  assert.equal(did.filter(each => each.startsWith("read")).length, 101);
  for (let n = 0; n < 100; n++) {
    const read = did.indexOf(`read a/${n}`);
    const shown = did.indexOf(`show ${n} ${n % 10 === 0 ? 2 : 0}`);
    assert.ok(read >= 0 && read < shown, `card ${n}`);
  }
  assert.ok(
    did.indexOf("show 0 2") < did.indexOf("read a/99"),
    "the first cards are shown before all are read",
  );
});

test("an unreachable Hub is given up at once, and the cards are checked without it", async () => {
  const gone = new HubError("unreachable", "The Hub cannot be reached.");
  let asked = 0;
  const { parts } = noted({
    read: async () => {
      asked++;
      throw gone;
    },
  });
  const summary = await checkCards(parts);
  assert.ok(asked <= 4, `${asked} requests`);
  assert.deepEqual([summary.cards, summary.unanswered, summary.failure], [100, 101, gone]);
});

test("the other models are read if one fails", async () => {
  const late = new HubError("timeout", "The Hub did not answer in time.");
  const { parts } = noted({
    read: async id => {
      if (id === "a/shared") throw late;
    },
  });
  const summary = await checkCards(parts);
  assert.deepEqual([summary.cards, summary.unanswered, summary.failure], [100, 1, late]);
});

test("stopping keeps what was shown and requests nothing more", async () => {
  let steps = 0;
  const { did, parts } = noted({ pause: async () => ++steps < 60 });
  const summary = await checkCards(parts);
  assert.ok(summary.cards < 40 && did.filter(each => each.startsWith("show")).length === summary.cards);
});

test("the summary is one line", () => {
  const base: CheckSummary = { cards: 1, errors: 0, warnings: 0, others: 0, unanswered: 0, failure: null };
  assert.equal(checkInWords(base), "1 model card: no findings");
  assert.equal(
    checkInWords({ ...base, cards: 1_200, errors: 1, others: 14 }),
    "1,200 model cards: 1 error, 14 others",
  );
});
