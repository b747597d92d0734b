import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import type * as vscode from "vscode";
import { type CardSubject, cardSubject } from "../../../../src/app/card/card-subject";
import type { ModelFacts } from "../../../../src/app/family/model-facts";
import type { findingsOf } from "../../../../src/vscode/card/card-findings";
import type { isReadme, mayBeCard } from "../../../../src/vscode/card/may-be-card";
import { repoRoot } from "../../../harness/root";

interface Cards {
  readonly findingsOf: typeof findingsOf;
  readonly mayBeCard: typeof mayBeCard;
  readonly isReadme: typeof isReadme;
}

/** VS Code's window onto file systems: what a person opens lies in one of these. */
const fakeVscode = `
const writable = new Map([["file", true], ["vscode-vfs", true], ["git", false], ["vscode-local-history", false]]);
export const workspace = {
  fs: { isWritableFileSystem: scheme => writable.get(scheme) },
  getConfiguration: () => ({ get: () => undefined }),
};
`;

const folder = mkdtempSync(join(tmpdir(), "hub-lineage-own-card-"));
let cards: Cards;

before(async () => {
  const [fake, outfile] = [join(folder, "vscode.mjs"), join(folder, "cards.cjs")];
  writeFileSync(fake, fakeVscode);
  await build({
    stdin: {
      contents:
        'export * from "./src/vscode/card/card-findings";export * from "./src/vscode/card/may-be-card";',
      resolveDir: repoRoot(),
    },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    logLevel: "silent",
    alias: { vscode: fake },
  });
  cards = (await import(pathToFileURL(outfile).href)) as Cards;
});

after(() => rmSync(folder, { recursive: true, force: true }));

const text = "---\nlicense: no-such\nbase_model: a/b\n---\n";
const place = { path: "/x/README.md", chosen: "", gitConfig: null, files: null };
const subject: CardSubject = cardSubject(text, place, "https://huggingface.co");

test("the user's own cards are linted; old sides of diffs and cards that are only shown are not", () => {
  const facts = { known: () => ({ state: "unknown" }) } as unknown as ModelFacts;
  const found = (scheme: string) =>
    cards.findingsOf({ uri: { scheme } as vscode.Uri, text, place, subject, folderRules: {} }, facts).length;
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

test("what may be a card is told by the text, as on the command line, not by its first line alone", () => {
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
