import assert from "node:assert/strict";
import { test } from "node:test";
import { columnInWords } from "../../../../src/analyses/column-words";
import { analyses } from "../../../../src/analyses/list";
import { plainDocument } from "../../../../src/pictures/plain-document";
import { reportChart } from "../../../../src/pictures/report-pictures";
import { found, many, studyRows } from "./study-fixture";

const studies = analyses.filter(({ id }) =>
  ["uploads", "kinds", "leaders", "language-models", "emissions"].includes(id),
);

test("every picture of the organizations study has a mark for each row with its numbers", () => {
  assert.equal(studies.length, 5);
  for (const analysis of studies) {
    const { pictures, tables } = found(analysis, studyRows());
    for (const picture of pictures) {
      const table = tables.find(({ id }) => id === picture.table) ?? assert.fail(picture.table);
      const needed = { bars: [picture.x], ranges: [picture.x], lines: [picture.y] } as const;
      const names = picture.kind in needed ? needed[picture.kind as "bars"] : [picture.x, picture.y];
      const places = names.map(name => table.columns.indexOf(name));
      const rows = table.rows.filter(row => places.every(at => typeof row[at] === "number"));
      const drawn = reportChart(picture, tables)?.draw(plainDocument(), 560);
      assert.ok(rows.length > 0, picture.title);
      assert.equal(drawn?.marks.length, rows.length, picture.title);
    }
  }
});

test("without a number to draw, there is no picture rather than empty axes", () => {
  for (const analysis of studies) {
    const { pictures, tables } = found(analysis, many("acme", 3, {}));
    const drawn = pictures.filter(picture => reportChart(picture, tables) !== null);
    assert.ok(
      drawn.every(({ x }) => ["models", "reporting"].includes(x)),
      JSON.stringify(drawn),
    );
  }
});

test("columns are read as words; names that are words stay", () => {
  assert.deepEqual(
    ["ofDownloads", "medianGB", "selfPairs", "low", "kind", "clusteredLow", "ofAll", "factor"].map(
      columnInWords,
    ),
    [
      ...["share of downloads", "median size, GB", "self pairs", "low"],
      ...["kind", "clustered low", "share of all", "factor"],
    ],
  );
});
