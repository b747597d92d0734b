import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type AuthorFigures, coverage } from "../../../src/organizations/table-coverage";
import { goldenRows } from "../../golden/read-golden";
import { recordedAuthors } from "../../harness/recorded/author-coverage";
import { drawnAuthors } from "../../harness/recorded/organization-share";
import { needsRecorded } from "../../harness/recorded/recorded-data";
import { longOnly } from "../../harness/suites/long-runs";

const censusDownloads = 1_838_905_161;
const top: readonly AuthorFigures[] = goldenRows("census-authors.tsv").map(
  ([author = "", models, downloads]) => ({
    author,
    models: Number(models),
    downloads: Number(downloads),
  }),
);

describe("the shipped kinds in the census of July 2024", () => {
  it("cover at least 80 % of all downloads with the 100 most downloaded authors alone", () => {
    assert.equal(top.length, 100);
    const { known } = coverage(top);
    assert.ok(known.downloads / censusDownloads >= 0.8, `${known.downloads} of ${censusDownloads} downloads`);
  });

  const name = "hub-2024-07.parquet";
  it(`cover at least 80 % of the downloads of ${name}, whose drawn authors are those that were judged`, {
    skip: needsRecorded(name).skip || longOnly,
  }, async () => {
    const authors = await recordedAuthors(name);
    const { all, known } = coverage(authors.values());
    assert.deepEqual([all.models, all.downloads], [760_000, censusDownloads]);
    assert.ok(known.downloads / all.downloads >= 0.8, `${known.downloads} of ${all.downloads} downloads`);
    for (const { author, models, downloads } of top) {
      const figures = authors.get(author);
      assert.deepEqual([figures?.models, figures?.downloads], [models, downloads], author);
    }
    // The judgments of drawn authors hold for these draws alone.
    const drawn = new Set(drawnAuthors([...authors.values()]));
    for (const [author = "", what = ""] of goldenRows("census-draws.tsv")) {
      assert.ok(drawn.has(author), `${author} was judged but is not drawn`);
      assert.match(what, /^(?:organization|unclear)$/, author);
    }
  });

  const extract = "tables/hub_stats_frozen_2026-06-05_4167.parquet";
  it(`cover at least 80 % of the downloads of ${extract}`, needsRecorded(extract), async () => {
    const { all, known } = coverage((await recordedAuthors(extract)).values());
    assert.ok(known.downloads / all.downloads >= 0.8, `${known.downloads} of ${all.downloads} downloads`);
  });
});
