import assert from "node:assert/strict";
import { test } from "node:test";
import { styleFor } from "../../../../src/cli/terminal/style";

const isColored = (isTerminal: boolean, environment: Readonly<Record<string, string>>) =>
  styleFor(isTerminal, environment)("red", "x") !== "x";

test("colors are for terminals, except where NO_COLOR, FORCE_COLOR, or TERM says otherwise", () => {
  assert.equal(isColored(true, { TERM: "xterm" }), true);
  assert.equal(isColored(false, { TERM: "xterm" }), false);
  assert.equal(isColored(true, { TERM: "dumb" }), false);
  assert.equal(isColored(true, { NO_COLOR: "1" }), false);
  assert.equal(isColored(true, { NO_COLOR: "" }), true, "an empty NO_COLOR is not set");
  assert.equal(isColored(false, { FORCE_COLOR: "1" }), true);
  assert.equal(isColored(true, { FORCE_COLOR: "0" }), false);
  assert.equal(isColored(false, { FORCE_COLOR: "1", NO_COLOR: "1" }), true);
});
