import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  freshForMs,
  joined,
  type KeptAnswers,
  keptText,
  leftAlone,
  leftAloneForMs,
  longestKept,
  noAnswers,
  readKept,
} from "../../../src/organizations/kept-answers";

const now = Date.UTC(2026, 10, 29);
const kept: KeptAnswers = {
  answers: [
    { name: "acme", is: "organization", at: now },
    { name: "ann", is: "person", at: now - freshForMs },
    { name: "gone", is: "nobody", at: now - freshForMs + 1 },
    { name: "later", is: "person", at: now + 1 },
  ].map(each => ({ ...each, is: each.is as "person" })),
  unanswered: [
    { name: "slow", at: now - leftAloneForMs + 1 },
    { name: "old", at: now - leftAloneForMs },
  ],
};

describe("kept answers of the Hub", () => {
  it("are read as they were written, and each name once", () => {
    const read = readKept(keptText(kept));
    assert.ok(read !== null);
    assert.deepEqual(new Set(read.answers), new Set(kept.answers));
    assert.deepEqual(new Set(read.unanswered), new Set(kept.unanswered));
    assert.deepEqual(readKept(keptText(noAnswers)), noAnswers);
  });

  it("are null for what is no such file, and lose only the entries that are none", () => {
    for (const text of ["", "[]", "null", '{"version":2,"answers":[],"unanswered":[]}', '{"version":1}', "{"])
      assert.equal(readKept(text), null, text);
    assert.equal(readKept(" ".repeat(longestKept + 1)), null);
    const entries = [
      { name: "a/b", is: "person", at: 5 },
      { name: "constructor", is: "person", at: 5 },
      { name: "x", is: "__proto__", at: 5 },
      { name: "y", is: "person", at: "5" },
      { name: "z", is: "person", at: -1 },
      7,
    ];
    const text = JSON.stringify({ version: 1, answers: entries, unanswered: entries });
    const read = readKept(text);
    assert.deepEqual(
      read?.answers.map(({ name }) => name),
      ["constructor"],
    );
    assert.deepEqual(
      read?.unanswered.map(({ name }) => name),
      ["x"],
    );
  });

  it("leave a name alone for 30 days after an answer and an hour after a failure, in any case", () => {
    const isAlone = leftAlone(kept, now);
    const names = ["ACME", "ann", "gone", "later", "slow", "old", "never"];
    assert.deepEqual(names.filter(isAlone), ["ACME", "gone", "slow"]);
  });

  it("are joined with later ones: the latest answer counts, and an answer ends a failure", () => {
    const later = joined(kept, {
      answers: [{ name: "Ann", is: "organization", at: now }],
      unanswered: [
        { name: "acme", at: now - 1 },
        { name: "gone", at: now },
      ],
    });
    assert.equal(later.answers.find(({ name }) => name.toLowerCase() === "ann")?.is, "organization");
    assert.equal(later.answers.length, 4);
    assert.deepEqual(later.unanswered.map(({ name }) => name).sort(), ["gone", "old", "slow"]);
  });
});
