import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../src/columns/build-columns";
import { attachmentOf } from "../../../src/statistics/attachment";
import { fitTail } from "../../../src/statistics/power-law";
import { seeded } from "../../../src/statistics/random";

const minute = 60_000;
const start = Date.UTC(2023, 0, 1);

/** Models created one per minute before the span, and children that each choose a parent by number. */
function grown(models: number, choices: readonly number[]) {
  const rows = Array.from({ length: models + choices.length }, (_, at) => ({
    id: `m${at}`,
    numbers: { createdAt: start + (at - models) * minute },
  }));
  const edges = choices.map((parent, at) => ({
    parent: `m${parent}`,
    child: `m${models + at}`,
    relation: "finetune" as const,
  }));
  const columns = columnsOf(rows, edges);
  assert.ok(columns.numbers.createdAt);
  return { createdAt: columns.numbers.createdAt, edges: columns.edges };
}

test("each child exposes every older model once, by its number of children", () => {
  const { createdAt, edges } = grown(3, [0, 0, 1]);
  const found = attachmentOf(createdAt, edges, { from: start, to: start + 100 * minute });
  assert.equal(found?.eligibleAtStart, 3);
  assert.equal(found.events, 3);
  // First child: three models without children. Second: four models, one of them with a child. Third: five, one with two.
  assert.deepEqual(found.points, [
    { children: 0, chosen: 2, exposed: 3 + 3 + 4 },
    { children: 1, chosen: 1, exposed: 1 },
    { children: 2, chosen: 0, exposed: 1 },
  ]);
});

test("children before the span count for their parents but are not events; neither are younger parents", () => {
  const { createdAt, edges } = grown(4, [0, 1]);
  const later = attachmentOf(createdAt, edges, { from: start + minute, to: start + 100 * minute });
  assert.deepEqual([later?.events, later?.eligibleAtStart], [1, 5]);
  assert.deepEqual(later?.points[1], { children: 1, chosen: 0, exposed: 1 });
  const turned = { ...edges, child: edges.parent, parent: edges.child };
  assert.equal(attachmentOf(createdAt, turned, { from: start, to: start + 100 * minute })?.events, 0);
  assert.equal(attachmentOf(new Float64Array(3).fill(Number.NaN), edges, { from: 0, to: 1 }), null);
});

test("choices in proportion to k + 1 are detected, and random choices are not", () => {
  const random = seeded(12);
  const before = 400;
  const choose = (isDrawn: boolean) => {
    const tickets = Array.from({ length: before }, (_, at) => at);
    return Array.from({ length: 6000 }, (_, at) => {
      const parent = isDrawn ? (tickets[random.below(tickets.length)] ?? 0) : random.below(before + at);
      tickets.push(parent, before + at);
      return parent;
    });
  };
  const exponent = (choices: readonly number[]) => {
    const { createdAt, edges } = grown(before, choices);
    // Only the last children are events: the estimate is too low if the number of models grows much within the span.
    return (
      attachmentOf(createdAt, edges, { from: start + 5_000 * minute, to: start + 1e9 })?.exponent ??
      Number.NaN
    );
  };
  const [drawn, blind] = [exponent(choose(true)), exponent(choose(false))];
  assert.ok(Math.abs(drawn - 1) < 0.1, `drawn by k + 1: ${drawn}`);
  assert.ok(Math.abs(blind) < 0.1, `blind: ${blind}`);
});

test("a tail drawn from a power law has its exponent, and its start is found", () => {
  const random = seeded(4);
  const counts = new Map<number, number>();
  // P(K >= k) = ((k - 1/2) / (kmin - 1/2))^(1 - 2.5) from kmin = 10 on, flat below.
  for (let draw = 0; draw < 30_000; draw++) {
    const k =
      draw % 3 === 0 ? 1 + random.below(9) : Math.floor(9.5 * (1 - random.next()) ** (-1 / 1.5) + 0.5);
    counts.set(k, (counts.get(k) ?? 0) + 1);
  }
  const fit = fitTail(counts);
  assert.ok(fit && Math.abs(fit.exponent - 2.5) < 3 * fit.standardError, JSON.stringify(fit));
  assert.ok(fit.from >= 9 && fit.from <= 20, JSON.stringify(fit));
  assert.equal(fitTail(new Map([[1, 20]])), null);
});
