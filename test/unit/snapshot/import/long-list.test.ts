import assert from "node:assert/strict";
import { test } from "node:test";
import { parseTextList } from "../../../../src/snapshot/import/text-list";

/** How many characters are looked through for others while some work is done. */
function searched(work: () => unknown): number {
  const { indexOf } = String.prototype;
  let sum = 0;
  String.prototype.indexOf = function (this: string, wanted: string, from = 0) {
    const at = indexOf.call(this, wanted, from);
    sum += (at < 0 ? this.length : at) - from;
    return at;
  };
  try {
    work();
    return sum;
  } finally {
    String.prototype.indexOf = indexOf;
  }
}

for (const [what, member] of [
  ["texts", "'tag'"],
  ["texts with a backslash", "'a\\\\b'"],
  ["texts with an escaped quote", "'it\\'s'"],
] as const) {
  test(`a printed list of many ${what} is looked through a few times, not once for each`, () => {
    const text = `[${Array.from({ length: 2_000 }, () => member).join(" ")}]`;
    let read: unknown = null;
    const sum = searched(() => {
      read = parseTextList(text);
    });
    assert.ok(Array.isArray(read) && read.length === 2_000);
    assert.ok(sum < text.length * 4, `${sum} of ${text.length} characters`);
  });
}
