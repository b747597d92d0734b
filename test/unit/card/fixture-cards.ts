import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CardContext, Fix, KnownModel } from "../../../src/card/finding";
import { bareModel, type Model, type Relation } from "../../../src/lineage/model";
import { repoRoot } from "../../harness/root";

type Fact =
  | "missing"
  | "missing-or-private"
  | { readonly similar: readonly string[] }
  | (Partial<Model> & { renamedTo?: string; parents?: Record<string, Relation> });

/** The folder of the cards. */
export const cardsFolder = join(repoRoot(), "test/fixtures/cards");
/** Names of the cards, each a case of the lint. */
export const cardNames = readdirSync(cardsFolder).filter(name => name.endsWith(".md"));
const facts: Record<string, Fact> = JSON.parse(readFileSync(join(cardsFolder, "models.json"), "utf8"));

function lookup(id: string): KnownModel {
  const fact = facts[id];
  if (fact === undefined) return { state: "unknown" };
  if (typeof fact === "string") return { state: "missing", orPrivate: fact !== "missing" };
  if ("similar" in fact) return { state: "missing", orPrivate: false, similar: fact.similar };
  const { renamedTo, parents = {}, ...traits } = fact;
  const present = renamedTo ?? id;
  const edges = Object.entries(parents).map(([parent, relation]) => ({ child: present, parent, relation }));
  return { state: "known", id: present, model: { ...bareModel(present), ...traits }, parents: edges, at: 0 };
}

/** `<!-- repo: ID -->` and `<!-- files: A B -->` in a fixture's text say what lies around it. */
export function contextOf(text: string): CardContext {
  return {
    repo: /<!-- repo: (\S+) -->/.exec(text)?.[1] ?? null,
    files: /<!-- files: (.*) -->/.exec(text)?.[1]?.split(" ") ?? null,
    lookup,
  };
}

/** `# > rule: text` under a line expects the rule to underline the text in it; `<!-- > line N rule: text -->` in line N. */
export function expected(text: string): string[] {
  const found: string[] = [];
  let line = 0;
  for (const [at, content] of text.split(/\r?\n/).entries()) {
    const under = /^# > (\S+): (.*)$/.exec(content);
    const named = /^<!-- > line (\d+) (\S+): (.*) -->$/.exec(content);
    if (under !== null) found.push(`line ${line} ${under[1]}: ${under[2]}`);
    else if (named !== null) found.push(`line ${named[1]} ${named[2]}: ${named[3]}`);
    else line = at + 1;
  }
  return found.sort();
}

/** The text after a fix. */
export function applyFix(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((a, b) => b.range.start - a.range.start);
  return edits.reduce(
    (all, { range, newText }) => all.slice(0, range.start) + newText + all.slice(range.end),
    text,
  );
}
