import assert from "node:assert/strict";
import { test } from "node:test";
import { figureSvg, printedFigure } from "../../../src/pictures/printed-figure";
import { reportChart } from "../../../src/pictures/report-pictures";

test("the number beside the longest bar is within the picture, however long it is", () => {
  for (const value of [7, 4_775, 680_847_001, 123_456_789_012]) {
    const table = {
      id: "t",
      title: "T",
      columns: ["model", "count"],
      rows: [
        ["a/b", value],
        ["a/c", 1],
      ],
    };
    const picture = { title: "T", kind: "bars", table: "t", x: "count", y: "model" } as const;
    const chart = reportChart(picture, [table]) ?? assert.fail("there is no chart");
    const svg = figureSvg(printedFigure("T", chart, 560));
    const words = value.toLocaleString("en-US");
    const at = svg.indexOf(`>${words}</text>`);
    assert.ok(at > 0, `${words} is not shown`);
    const [, left = ""] = /translate\(([\d.]+),[\d.]+\)[^(]*$/.exec(svg.slice(0, at)) ?? [];
    assert.ok(Number(left) + 5 + 7 * words.length <= 560, `${words} begins at ${left}`);
  }
});

const drawn = (
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  more = {},
) => {
  const table = { id: "t", title: "T", columns, rows };
  const picture = { title: "T", kind: "bars", table: "t", x: "share", y: "name", ...more } as const;
  const chart = reportChart(picture, [table]);
  return chart && figureSvg(printedFigure("T", chart, 560));
};

test("names that are cut never look alike, and short ones are shown in full", () => {
  const long = (end: string) => `parent and child of a chain of four, the ${end} of the pair in the tree`;
  const names = ["upper", "lower", "middle"].map(long);
  const svg =
    drawn(
      ["name", "share"],
      [...names, "short"].map((name, at) => [name, at + 1]),
    ) ?? "";
  const shown = [...svg.matchAll(/>([^<>]*…[^<>]*)</g)].map(([, text]) => text);
  assert.equal(shown.length, 3);
  assert.equal(new Set(shown).size, 3, shown.join("\n"));
  assert.match(svg, />short</);
});

test("a single bar is no picture, and bars tell intervals, published values, and what is left out", () => {
  assert.equal(
    drawn(
      ["name", "share"],
      [
        ["a", 0.5],
        ["b", 0],
      ],
    ),
    null,
  );
  const rows = Array.from({ length: 23 }, (_, at) => [
    `n${at}`,
    0.9 - at / 50,
    0.1,
    1,
    at === 0 ? 0.7 : null,
  ]);
  const svg = drawn(["name", "share", "low", "high", "published"], rows, {
    ...{ low: "low", high: "high", published: "published" },
  });
  assert.match(svg ?? "", /lines: 95% intervals; black ticks: as published; 3 more rows in the table/);
});
