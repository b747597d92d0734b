import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { newsSince } from "../../../src/app/news";

const news = new Map([
  ["0.2.0", "Notebooks."],
  ["0.10.0", "Languages."],
]);

describe("what is new", () => {
  it("is told after an update to a version that has news", () => {
    assert.equal(newsSince("0.1.0", "0.2.0", news), "Notebooks.");
    assert.equal(newsSince("0.1.0", "0.2.3", news), "Notebooks.");
  });
  it("is told of all versions in between, the latest first", () => {
    assert.equal(newsSince("0.1.0", "0.10.0", news), "Languages. Notebooks.");
  });
  it("is nothing after the first installation, without an update, after a downgrade, and without news", () => {
    assert.equal(newsSince(undefined, "0.10.0", news), null);
    assert.equal(newsSince("0.2.0", "0.2.0", news), null);
    assert.equal(newsSince("0.10.0", "0.2.0", news), null);
    assert.equal(newsSince("0.2.0", "0.2.1", news), null);
  });
});
