import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { CardContext, Finding } from "../../../../src/card/finding";
import { applyEdits } from "../../../../src/card/fixes/apply-edits";
import { lintCard } from "../../../../src/card/lint";
import { bareModel } from "../../../../src/lineage/model";
import { bundled } from "../bundled";
import type * as fake from "./editor-fake";

let vscode: typeof fake;
let register: (cards: unknown, parse: unknown) => void;

before(async () => {
  const program = await bundled<{
    readonly vscode: typeof fake;
    readonly registerQuickFixes: typeof register;
  }>(["src/vscode/card/quick-fixes"], "test/unit/vscode/card/editor-fake.ts");
  vscode = program.vscode;
  register = program.registerQuickFixes;
});

/** The parent says these words of itself. */
function saying(word: string, license = "mit"): CardContext {
  const model = { ...bareModel("lab/parent"), task: word, license };
  return { repo: null, files: null, lookup: id => ({ state: "known", id, model, parents: [], at: 0 }) };
}

/** What the editor offers over all of a card: titles with the text after each, and how often the card was read again. */
async function offered(
  text: string,
  context: CardContext,
  { only, isCut = false }: { only?: string; isCut?: boolean } = {},
): Promise<{ offers: ReadonlyMap<string, string>; readings: number }> {
  let readings = 0;
  const lint = (content: string) => ({ text: content, ...lintCard(content, context) });
  const document = {
    uri: "card",
    version: 1,
    offsetAt: (at: number) => at,
    positionAt: (at: number) => place(at, isCut),
  };
  const card = {
    document,
    version: 1,
    ...lint(text),
    subject: { frontMatter: lint(text).frontMatter },
  };
  const cards = {
    fresh: () => card,
    readingOf: async (_: unknown, content: string) => {
      if (content !== text) readings++;
      return lint(content);
    },
  };
  register(cards, async (content: string) => lint(content).frontMatter);
  const kind = only === undefined ? {} : { only: new vscode.CodeActionKind(only) };
  const ask = () =>
    vscode.providers
      .at(-1)
      ?.provideCodeActions(document, new vscode.Range(0, text.length), { ...kind, diagnostics: [] }, idle);
  await ask();
  const actions = (await ask()) ?? [];
  const edits = actions.filter(({ title }) => !title.startsWith("Silence"));
  const offers = new Map<string, string>();
  for (const action of edits) {
    const { edit } = await action.resolved();
    const made = (edit?.edits ?? []).map(({ range, newText }) => ({ range, newText }));
    offers.set(action.title, applyEdits(text, made));
  }
  return { offers, readings };
}

const idle = { isCancellationRequested: false };

/** Positions are offsets here; a Range of them needs no line. */
function place(offset: number, isAfter: boolean): number & { isAfter(other: number): boolean } {
  return Object.assign(offset, { isAfter: () => isAfter });
}

test("a task from the Hub is written as text, whatever it contains", async () => {
  const text = "---\nbase_model: lab/parent\nlicense: mit\npipeline_tag: text-to-image\n---\n";
  const { offers } = await offered(text, saying("a: b # c"));
  const title = "Change pipeline_tag to a: b # c, like the parent";
  assert.equal(offers.get(title), text.replace("text-to-image", '"a: b # c"'));
});

test("a fix that would make the card worse is not offered, alone or together with others", async () => {
  const text = "---\nlicence: license\nbase_model: lab/parent\npipeline_tag: text_generation\n---\n";
  const { offers } = await offered(text, saying("text-generation"));
  const fixed = text.replace("text_generation", "text-generation");
  const one = [...offers].filter(([title]) => !title.startsWith("Set license"));
  assert.deepEqual(one, [
    ["Write text-generation", fixed],
    ["Fix all auto-fixable problems in this card", fixed],
  ]);
  const all = await offered(text, saying("text-generation"), { only: "source.fixAll.hubLineage" });
  assert.deepEqual([...all.offers.values()], [fixed]);
  const bad = text.replace("pipeline_tag: text_generation\n", "");
  const none = await offered(bad, saying("text-generation"), { only: "source.fixAll.hubLineage" });
  assert.equal(none.offers.size, 0);
});

test("each fix is checked once, however often the editor asks", async () => {
  const text = "---\nbase_model: lab/parent\nlicense: mit\npipeline_tag: text_generation\n---\n";
  const { offers, readings } = await offered(text, saying("text-generation"));
  const { findings } = lintCard(text, saying("text-generation"));
  const fixes = findings.flatMap(({ fixes: each }: Finding) => each).length;
  assert.ok(fixes > 0 && offers.size >= fixes);
  assert.equal(readings, fixes);
});

test("additions to the end of a card are not offered if only its beginning was read", async () => {
  const text = "---\nbase_model: lab/parent\nlicense: llama3.1\n---\n# Card\n";
  const titles = async (isCut: boolean) => {
    const { offers } = await offered(text, saying("text-generation", "llama3.1"), { isCut });
    return [...offers.keys()].filter(title => title.startsWith("Add “Built with"));
  };
  assert.equal((await titles(false)).length, 1);
  assert.deepEqual(await titles(true), []);
});
