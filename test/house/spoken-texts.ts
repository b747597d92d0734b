import ts from "typescript";
import { nodesOf, type Source, sourcesBelow } from "./source-tree";
import { calleeOf, isSaid } from "./untranslated";

/** Folders and files that speak English only, why, and since when; everything else speaks the editor's language. */
export const englishOnly: Readonly<Record<string, string>> = {
  "src/cli": "2026-11-29: the command line speaks English, for scripts and logs",
  "src/demo": "2026-11-29: the cards of the sample, which are written for readers on the Hub",
  "src/analyses":
    "2026-11-29: names of tables, columns, and methods of analyses; a report reads the same in the panel, in files, and in print",
  "src/pictures": "2026-11-29: charts of those reports",
  "src/statistics": "2026-11-29: no text for people",
  "src/columns": "2026-11-29: no text for people",
  "src/organizations": "2026-11-29: problems in one's own table of authors, which only analyses read",
  "src/snapshot":
    "2026-11-29: problems in tables of the whole Hub, which are named in the words of their formats",
  "src/snapshot-worker.ts": "2026-11-29: runs analyses and imports",
  "src/platform/duckdb": "2026-11-30: SQL, and why DuckDB does not answer it",
  "src/platform/history": "2026-12-01: damage to dated snapshots, which the command line keeps",
  "src/store": "2026-11-29: damage to the files of the index, and SQL",
  "src/agents": "2026-11-30: what language models read; they answer in the language of whoever asks",
  "src/card/obligations":
    "2026-11-30: what licenses ask, and texts for cards, which are for readers on the Hub",
  "src/bills": "2026-11-30: what bills of materials say, for programs and readers of any language",
  "src/evidence": "2026-11-30: what files and cards say, quoted; rules put it in sentences of their own",
  "src/app/evidence": "2026-11-30: what was read of files, for the command line",
  "src/app/report": "2026-11-29: reports of analyses, and files that are published",
  "src/app/snapshot": "2026-11-29: problems in tables of the whole Hub",
  "src/app/card/new-card.ts": "2026-11-29: the text of a new card, which is for readers on the Hub",
  "src/app/index/query-template.ts":
    "2026-11-29: the text of a new query, which has English names of tables and columns",
  "src/app/notebook/new-notebook.ts": "2026-11-29: the text of a new notebook",
  "src/app/notebook/notebook-page.ts": "2026-11-29: a file that is handed on",
  "src/lineage/export": "2026-11-29: files that are handed on",
  "src/card/rule-pages/rule-page.ts": "2026-11-29: the pages of rules, the same as docs/rules",
  "src/card/rule-pages/rule-reasons.ts": "2026-11-29: the pages of rules, the same as docs/rules",
  "src/card/vocabulary.ts": "2026-11-29: the Hub's own names of tasks, libraries, licenses, and languages",
};

/** Files below those that do speak the editor's language. */
const spokenAnyway: readonly string[] = [
  "src/analyses/family",
  "src/evidence/files/merge-problem.ts",
  "src/evidence/files/parsed-json.ts",
  "src/pictures/family",
  "src/lineage/export/formats.ts",
];

function isBelow(path: string, places: readonly string[]): boolean {
  return places.some(place => path === place || path.startsWith(`${place}/`));
}

/** The sources of what a person sees in the editor. */
export function spokenSources(): Source[] {
  return sourcesBelow("src", "webview").filter(
    ({ path }) => isBelow(path, spokenAnyway) || !isBelow(path, Object.keys(englishOnly)),
  );
}

/** The dictionary key of a template: `{0}` stands for its first value. */
export function keyOf(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return (
    template.head.text + template.templateSpans.map((span, at) => `{${at}}${span.literal.text}`).join("")
  );
}

function literalsIn(node: ts.Node): string[] {
  return [...nodesOf(node)]
    .filter(ts.isStringLiteralLike)
    .filter(each => !ts.isPropertyAssignment(each.parent) || each.parent.initializer === each)
    .map(each => each.text);
}

/** Whether a text of a table has words. */
function isText(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** Every text that the sources look up, as a dictionary has it. */
export function textsInUse(sources: readonly Source[]): Set<string> {
  const found = new Set<string>();
  for (const { tree } of sources) {
    for (const node of nodesOf(tree)) {
      if (isSaid(node)) found.add(keyOf(node.template));
      if (!ts.isCallExpression(node)) continue;
      const [first, second, third] = node.arguments;
      const texts = (argument: ts.Expression | undefined) =>
        argument !== undefined && ts.isStringLiteralLike(argument) ? [argument.text] : [];
      const add = (all: readonly string[]) => all.filter(isText).forEach(text => void found.add(text));
      const nouns = () => [...texts(second), ...(third ? texts(third) : texts(second).map(one => `${one}s`))];
      switch (calleeOf(node)) {
        case "phrase":
          add(texts(first));
          break;
        case "english":
          add(first ? literalsIn(first) : []);
          break;
        case "countable":
          add(first ? nounsIn(first).map(noun => `{0} ${noun}`) : []);
          break;
        case "count":
          add(nouns().map(noun => `{0} ${noun}`));
          break;
        case "nounFor":
          add(nouns());
          break;
      }
    }
  }
  return found;
}

/** The nouns of a table: both forms of each, or one to which an s is added. */
function nounsIn(table: ts.Node): string[] {
  return [...nodesOf(table)].filter(ts.isArrayLiteralExpression).flatMap(row => {
    const nouns = row.elements.filter(ts.isStringLiteralLike).map(each => each.text);
    return nouns.length === 1 ? [nouns[0] ?? "", `${nouns[0]}s`] : nouns;
  });
}
