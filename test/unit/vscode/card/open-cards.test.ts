import assert from "node:assert/strict";
import { before, test } from "node:test";
import type * as opened from "../../../../src/vscode/card/open-cards";
import { bundled } from "../bundled";
import type * as fake from "./documents-fake";

type Program = typeof opened & { readonly vscode: typeof fake };

let program: Program;

before(async () => {
  program = await bundled<Program>(["src/vscode/card/open-cards"], "test/unit/vscode/card/documents-fake.ts");
});

const text = "---\nlicense: mit\nbase_model: a/b\n---\n";
const uri = { scheme: "file", path: "/x/README.md", toString: () => "file:///x/README.md" };
const document = {
  uri,
  languageId: "markdown",
  version: 1,
  isClosed: false,
  lineCount: 5,
  positionAt: (offset: number) => offset,
  offsetAt: (position: number) => position,
  getText: () => text,
  lineAt: (line: number) => ({
    text: text.split("\n")[line] ?? "",
    range: { start: { with: () => 0 }, with: () => line },
  }),
};

test("a command waits for the card in front of it, whose folder is still being listed", async () => {
  const { OpenCards, vscode } = program;
  const nothing = async () => undefined;
  const cards = new OpenCards({
    facts: {
      knownTo: () => () => ({ state: "unknown" }),
      lay: () => false,
      loadWithAncestors: nothing,
      models: () => [],
    },
    endpoint: () => "https://huggingface.co",
    picked: () => "me/mine",
    log: () => undefined,
    parse: nothing,
    read: nothing,
    filesOfOthers: { get: () => null },
    compare: nothing,
  } as unknown as opened.OpenCardsParts);
  vscode.window.activeTextEditor = { document };
  const opening = cards.open(document as never);
  const active = () => cards.active?.subject.identity?.repo;
  assert.equal(active(), undefined);
  const settled = cards.settled();
  vscode.held.go();
  await settled;
  assert.equal(active(), "me/mine");
  await opening;
  await cards.settled();
});
