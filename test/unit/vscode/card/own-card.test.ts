import assert from "node:assert/strict";
import { before, test } from "node:test";
import type * as vscode from "vscode";
import { type CardSubject, cardSubject } from "../../../../src/app/card/card-subject";
import { DatasetsOfCards } from "../../../../src/app/card/datasets-of-cards";
import { FilesOfOthers } from "../../../../src/app/evidence/files-of-others";
import type { ModelFacts } from "../../../../src/app/family/model-facts";
import type { findingsOf } from "../../../../src/vscode/card/card-findings";
import type { isReadme, mayBeCard } from "../../../../src/vscode/card/may-be-card";
import { bundled } from "../bundled";

interface Cards {
  readonly findingsOf: typeof findingsOf;
  readonly mayBeCard: typeof mayBeCard;
  readonly isReadme: typeof isReadme;
}

let cards: Cards;

before(async () => {
  cards = await bundled<Cards>(
    ["src/vscode/card/card-findings", "src/vscode/card/may-be-card"],
    "test/unit/vscode/card/workspace-fake.ts",
  );
});

const text = "---\nlicense: no-such\nbase_model: a/b\n---\n";
const place = { path: "/x/README.md", chosen: "", gitConfig: null, files: null };
const subject: CardSubject = cardSubject(text, place, "https://huggingface.co");

test("the user's own cards are linted; old sides of diffs and cards that are only displayed are not", () => {
  const facts = { knownTo: () => () => ({ state: "unknown" }) } as unknown as ModelFacts;
  const known = { models: facts, files: new FilesOfOthers(), datasets: new DatasetsOfCards() };
  const found = (scheme: string) =>
    cards.findingsOf(
      { uri: { scheme } as vscode.Uri, text, place, subject, folderRules: {}, told: null },
      known,
    ).length;
  for (const scheme of ["file", "untitled", "vscode-vfs"]) assert.equal(found(scheme), 1, scheme);
  for (const scheme of ["git", "vscode-local-history", "hub-lineage-card", "review", "gitlens"])
    assert.equal(found(scheme), 0, scheme);
});

/** A document as far as the question needs it. */
function document(content: string, path = "/x/README.md", languageId = "markdown"): vscode.TextDocument {
  const lines = content.split("\n");
  const lineAt = (line: number) => ({
    text: lines[line] ?? "",
    range: {
      start: { with: () => 0 },
      with: () => line,
    },
  });
  const getText = (last?: number) => (last === undefined ? content : lines.slice(0, last + 1).join("\n"));
  return {
    languageId,
    lineCount: lines.length,
    lineAt,
    getText,
    uri: { path },
  } as unknown as vscode.TextDocument;
}

test("possible cards are recognized by their text, as on the command line, not just by the first line", () => {
  const block = "license: mit\nbase_model: a/b\n---\n";
  for (const content of [
    `---\n${block}`,
    `\n\n---\n${block}`,
    `${"\n".repeat(40_000)}---\n${block}`,
    `--- \n${block}`,
    `# Title\n\n---\n${block}`,
    `---\nlicense: mit\n`,
  ])
    assert.ok(cards.mayBeCard(document(content)), content.slice(0, 40));
  for (const content of ["", "# Title\n", `${"words\n".repeat(10_000)}---\n${block}`])
    assert.ok(!cards.mayBeCard(document(content)), content.slice(0, 40));
  assert.ok(!cards.mayBeCard(document(`---\n${block}`, "/x/README.md", "plaintext")));
  assert.ok(cards.isReadme(document("# Title\n")), "a repo on the Hub makes it a card");
  assert.ok(!cards.isReadme(document("# Title\n", "/x/notes.md")));
});
