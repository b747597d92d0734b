import assert from "node:assert/strict";
import { test } from "node:test";
import { plainDocument } from "../../../src/pictures/plain-document";
import { reportChart } from "../../../src/pictures/report-pictures";

const pairs = {
  id: "pairs",
  title: "Pairs",
  columns: ["from", "to", "net", "certain", "support"],
  rows: [
    ["a", "b", 90, true, 1],
    ["a", "c", 10, false, 0.25],
    ["c", "b", 5, true, 1],
  ],
};
const order = {
  id: "order",
  title: "Order",
  columns: ["rank", "value"],
  rows: ["a", "b", "c"].map((value, at) => [at + 1, value]),
};
const picture = {
  title: "Flow",
  kind: "flow",
  table: "pairs",
  x: "from",
  y: "to",
  size: "net",
  certain: "certain",
  support: "support",
  order: "order",
} as const;

test("an order is a matrix: flows against it lie below the diagonal, and open squares say how many orders agree", () => {
  const chart = reportChart(picture, [pairs, order]) ?? assert.fail("there is no chart");
  assert.deepEqual(
    chart.series.map(({ name }) => name),
    ["with the order (open: not in every optimal order)", "against the order"],
  );
  const { picture: svg, marks } = chart.draw(plainDocument(), 560);
  assert.deepEqual(
    marks.map(({ row }) => row.slice(0, 2).join(" ")),
    ["a b", "a c", "c b"],
  );
  assert.match(svg.outerHTML, /a → c: 10 net; 25% of the optimal orders agree/);
  assert.match(svg.outerHTML, />c 3</);
});
