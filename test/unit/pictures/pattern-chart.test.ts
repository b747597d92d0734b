import assert from "node:assert/strict";
import { test } from "node:test";
import type { Picture, ResultTable } from "../../../src/analyses/analysis";
import { patternShapes } from "../../../src/analyses/similarity/pattern-shapes";
import { plainDocument } from "../../../src/pictures/plain-document";
import { reportChart } from "../../../src/pictures/report-pictures";
import { comparedLetters, pairKinds } from "../../../src/statistics/pattern-pairs";

test("every kind of pair has a drawing whose compared models are as many generations apart as it says", () => {
  const shapes = patternShapes();
  assert.deepEqual(
    [...shapes.keys()],
    pairKinds.map(({ id }) => id),
  );
  for (const kind of pairKinds) {
    const { nodes, edges, generations } = shapes.get(kind.id) ?? assert.fail(kind.id);
    assert.equal(generations, kind.generations);
    const compared = nodes.filter(node => node.compared);
    assert.equal(compared.length, 2, kind.id);
    if (comparedLetters(kind) !== null)
      assert.equal(
        Math.abs((compared[0]?.generation ?? 9) - (compared[1]?.generation ?? 9)),
        generations,
        kind.id,
      );
    for (const [parent, child] of edges)
      assert.equal((nodes[child]?.generation ?? 9) - (nodes[parent]?.generation ?? 9), 1, kind.id);
    // All but the two random models are one tree.
    assert.equal(edges.length, comparedLetters(kind) === null ? 0 : nodes.length - 1);
  }
});

const table: ResultTable = {
  id: "similarity",
  title: "Similarity",
  columns: ["artifact", "measure", "config", "meaning", "mean", "clusteredLow", "clusteredHigh"],
  rows: [
    ["metadata", "tfidf", "duo:1", "parent and child", 0.5, 0.4, 0.6],
    ["metadata", "bow", "duo:1", "parent and child", 0.6, null, null],
    ["metadata", "tfidf", "trio_1:2", "siblings", 0.75, 0.7, 0.8],
    ["card", "tfidf", "trio_1:2", "siblings", 0.25, 0.1, 0.3],
  ],
};
const picture: Picture = {
  ...{ title: "Similarity by metadata", kind: "patterns", table: "similarity" },
  ...{ x: "mean", y: "config", by: "measure", label: "artifact", only: "metadata" },
  ...{ low: "clusteredLow", high: "clusteredHigh" },
};

test("the picture of patterns marks each mean of its artifact at its height, and no model of a drawing", () => {
  const chart = reportChart(picture, [table]) ?? assert.fail();
  assert.deepEqual(
    chart.series.map(({ name }) => name),
    ["tfidf", "bow"],
  );
  const { picture: drawn, marks } = chart.draw(plainDocument(), 600);
  assert.deepEqual(
    marks.map(({ row }) => row),
    table.rows.slice(0, 3),
  );
  const heights = marks.map(({ element }) => Number(element.getAttribute("cy")));
  const [half, more, most] = heights as [number, number, number];
  // Means of 0.5, 0.6, and 0.75 on one linear scale that grows upward.
  assert.ok(Math.abs((half - more) / 0.1 - (more - most) / 0.15) < 0.5 && more < half, `${heights}`);
  // Two drawings: a parent with a child, and a parent with two children.
  assert.equal(drawn.outerHTML.match(/<circle/g)?.length, 3 + 2 + 3);
});

test("a narrow place gets the same means as a list with names", () => {
  const { picture: drawn, marks } = (reportChart(picture, [table]) ?? assert.fail()).draw(
    plainDocument(),
    300,
  );
  assert.equal(marks.length, 3);
  assert.match(drawn.outerHTML, /siblings/);
});
