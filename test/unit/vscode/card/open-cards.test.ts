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
const documentOf = (text: string) => ({
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
});
const document = documentOf(text);

/** Open cards that know nothing about models. */
function openCards(): opened.OpenCards {
  const nothing = async () => undefined;
  return new program.OpenCards({
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
    datasets: { get: () => ({ state: "unknown" }) },
    compare: nothing,
  } as unknown as opened.OpenCardsParts);
}

test("a command waits for the card in front of it, whose folder is still being listed", async () => {
  const { vscode } = program;
  const cards = openCards();
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

test("a card is shown before the files next to it are read, and again with what they tell", async () => {
  const { vscode } = program;
  vscode.files.set("adapter_config.json", '{"base_model_name_or_path":"lab/poet"}');
  const cards = openCards();
  const shown: (readonly string[])[] = [];
  const plain = documentOf("---\nlicense: mit\nlibrary_name: peft\n---\n");
  cards.onDidChange(() => shown.push(cards.all.flatMap(card => card.findings.map(({ rule }) => rule))));
  const opening = cards.open(plain as never);
  vscode.held.go();
  await opening;
  const told = (at: number) => shown.at(at)?.includes("base-model/missing");
  assert.deepEqual([told(0), told(-1)], [false, true]);
  const before = shown.length;
  await Promise.all([cards.open(plain as never), Promise.resolve().then(() => vscode.held.go())]);
  assert.ok(
    shown.slice(before).every(rules => rules.includes("base-model/missing")),
    "nothing flickers",
  );
  vscode.files.clear();
  cards.dispose();
});
