import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOf } from "../../../src/columns/build-columns";
import { type CountingMode, netFlow, topValues, transitionsOf } from "../../../src/statistics/transitions";

/** The transitions of languages over edges written as `parent languages > child languages`. */
function languages(mode: CountingMode, ...links: string[]) {
  const rows = links.flatMap((link, at) =>
    link
      .split(">")
      .map((words, side) => ({ id: `${at}${side}`, language: words.split(" ").filter(Boolean) })),
  );
  const edges = links.map((_, at) => ({ child: `${at}1`, parent: `${at}0`, relation: "finetune" as const }));
  const columns = columnsOf(rows, edges);
  assert.ok(columns.traits.language);
  return transitionsOf(columns.traits.language, columns.edges, mode);
}

function counted(mode: CountingMode, ...links: string[]): Record<string, number> {
  const { values, from, to, count } = languages(mode, ...links);
  return Object.fromEntries(
    [...count].map((times, at) => [`${values[from[at] ?? -1]} > ${values[to[at] ?? -1]}`, times]),
  );
}

test("paper: the swap of one value counts twice, and English that was kept draws what was dropped", () => {
  assert.deepEqual(counted("paper", "fr > de"), { "fr > de": 2 });
  assert.deepEqual(counted("paper", "en fr > en"), { "fr > en": 1 });
  assert.deepEqual(counted("paper", "en > en fr"), { "en > fr": 1 });
  assert.deepEqual(counted("paper", "en fr > en de"), { "en > de": 1, "fr > en": 1, "fr > de": 2 });
});

test("corrected: a swap counts once, and what was kept is no drift", () => {
  assert.deepEqual(counted("corrected", "fr > de"), { "fr > de": 1 });
  assert.deepEqual(counted("corrected", "en fr > en"), {});
  assert.deepEqual(counted("corrected", "en fr > en de"), { "fr > de": 1 });
});

test("an empty list and an unchanged one count nothing in either mode", () => {
  for (const mode of ["paper", "corrected"] as const) {
    assert.deepEqual(counted(mode, "> en", "en >", "en fr > fr en"), {});
  }
});

test("the net flow keeps the majority's direction and sets balanced pairs apart", () => {
  const flow = netFlow(languages("paper", "a > b", "a > b", "b > a", "c > a", "a > c", "c > b"));
  const pairs = [...flow.net].map((net, at) => {
    return [flow.values[flow.from[at] ?? -1], flow.values[flow.to[at] ?? -1], net, flow.total[at]];
  });
  assert.deepEqual(pairs, [
    ["a", "b", 2, 6],
    ["c", "b", 2, 2],
  ]);
  assert.equal(flow.balanced, 4);
});

test("the top values are the most frequent ones, without those that say nothing", () => {
  const transitions = languages(
    "paper",
    "b > other",
    "other > unknown",
    "a > b",
    "c > a",
    "other > d",
    "x > x",
  );
  const names = (n: number) => topValues(transitions, n).map(code => transitions.values[code]);
  assert.deepEqual(names(3), ["a", "b", "c"]);
  assert.deepEqual(names(9), ["a", "b", "c", "d"]);
  assert.equal(transitions.appearances[transitions.values.indexOf("x")], 2);
});
