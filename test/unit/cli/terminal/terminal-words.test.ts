import assert from "node:assert/strict";
import { test } from "node:test";
import german from "../../../../l10n/bundle.l10n.de.json";
import { terminalWords } from "../../../../src/cli/terminal/terminal-words";

test("every text that the command line says in other words is a text of the editor, and names none of its commands and settings", () => {
  for (const [text, words] of Object.entries(terminalWords)) {
    assert.ok(text in german, `Nothing says: ${text}`);
    assert.doesNotMatch(words, /Hub Lineage: |hubLineage\./);
    assert.notEqual(text, words);
  }
});
