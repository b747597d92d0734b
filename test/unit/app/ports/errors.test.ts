import assert from "node:assert/strict";
import { test } from "node:test";
import { absenceOf, remembered, stopping } from "../../../../src/app/ports/errors";

test("only an answer that does not show a model says that it is missing, and whether it may be private", () => {
  assert.deepEqual(absenceOf("missing"), { orPrivate: false });
  assert.deepEqual(absenceOf("missing-or-private"), { orPrivate: true });
  assert.equal(absenceOf(null), null);
  const others = [...remembered, ...stopping, "server", "timeout", "unreadable"] as const;
  for (const reason of others)
    if (!reason.startsWith("missing")) assert.equal(absenceOf(reason), null, reason);
});
