import assert from "node:assert/strict";
import { test } from "node:test";
import { printable } from "../../../src/cli/printable";
import { asCount, asMeasure } from "../../../src/lineage/checked-json";
import { withoutLinks } from "../../../src/lineage/showable";
import { inertMarkdown } from "../../../src/lineage/text/inert-markdown";

test("messages whose reader makes links of them have none", () => {
  const message = "No [x](command:workbench.action.quit) or [y](https://evil.example)\u202e";
  assert.equal(
    withoutLinks(message),
    "No [x] (command:workbench.action.quit) or [y] (https://evil.example)⟨U+202E⟩",
  );
});

test("only what readers would link is set as code", () => {
  const shown = ["a_b", "_a_ b__c", "a 1.5 x", "see https://x.y now", "a|b@c.de", "$x$"].map(inertMarkdown);
  assert.deepEqual(shown, [
    "a_b",
    "\\_a\\_ b\\_\\_c",
    "a 1.5 x",
    "see `https://x.y` now",
    "a\\|`b@c.de`",
    "&#36;x&#36;",
  ]);
});

test("JSON keeps its values with invisible characters escaped; other data is changed on a terminal alone", () => {
  const hostile = { a: "\u001b[31m\u009b2J\u202e\u{e0041}\u2028x\u007f" };
  const json = JSON.stringify(hostile);
  const written = printable(json, { isJson: true, isTerminal: true });
  assert.deepEqual(JSON.parse(written), hostile);
  assert.doesNotMatch(written, /[\p{Cc}\p{Cf}\p{Zl}]/u);
  const csv = "a\r\n\u001b[31m\r\n";
  assert.equal(printable(csv, { isJson: false, isTerminal: false }), csv);
  assert.equal(printable(csv, { isJson: false, isTerminal: true }), "a\r\n⟨U+001B⟩[31m\r\n");
});

test("numbers that no count or measurement can be are unknown", () => {
  const numbers: readonly unknown[] = JSON.parse(
    '[0, 7, 9007199254740991, 1e21, 1e400, -1e400, -1, -0, 2.5, "7", null]',
  );
  assert.deepEqual(numbers.map(asCount), [
    0,
    7,
    9007199254740991,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  assert.deepEqual(numbers.map(asMeasure), [
    0,
    7,
    9007199254740991,
    1e21,
    null,
    null,
    -1,
    null,
    2.5,
    null,
    null,
  ]);
});
