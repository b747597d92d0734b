import assert from "node:assert/strict";
import { test } from "node:test";
import { figureSvg, printedFigure } from "../../../src/pictures/printed-figure";
import { reportChart } from "../../../src/pictures/report-pictures";

test("the number beside the longest bar is within the picture, however long it is", () => {
  for (const value of [7, 4_775, 680_847_001, 123_456_789_012]) {
    const table = { id: "t", title: "T", columns: ["model", "count"], rows: [["a/b", value]] };
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
