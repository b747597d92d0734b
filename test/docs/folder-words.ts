import { allowed, packagePlaces } from "../house/imports";

const folderWords: Readonly<Record<string, string>> = {
  "src/words": "the editor's language: texts, and what is said instead of them. Everything may import it",
  "src/lineage": "models, edges, and families; walks, cycles, the layout of the tree, and export formats",
  "src/licenses":
    "licenses: what they require of derivatives, which are compatible, and what wording they prescribe",
  "src/organizations":
    "kinds of authors: the built-in table, the user's own table, and which one takes precedence",
  "src/evidence":
    "what files, cards, tags, and names say of parents that nobody declared, how much each is worth, and how they combine",
  "src/card": "the text of a card: front matter with positions, rules, fixes",
  "src/bills":
    "bills of materials: what is known of a model, as CycloneDX and SPDX, and what the G7's minimum elements ask for beyond",
  "src/columns": "many models as typed arrays",
  "src/statistics": "algorithms over columns, independent of any analysis",
  "src/analyses": "one file for each analysis: definition, result, tables, and what to draw",
  "src/pictures":
    "charts of reports, the map of a family, posters, and card figures, drawn with or without a browser",
  "src/app": "use cases; `ports` defines what they need from outside",
  "src/agents": "the tools for agents: one definition of each, and its work, for every host",
  "src/hub": "HTTP to the Hub. Only `decode.ts` knows the field names of its API",
  "src/demo": "sample data: a made-up family, a Hub that answers from memory, and cards",
  "src/snapshot":
    "the file that holds all models of the Hub: import (`import` knows the columns of the tables), reading, export",
  "src/store": "the index: tables, queries, saving",
  "src/platform": "where desktop and web differ: workers, files, environment (alias `#platform`)",
  "src/vscode": "contributions to VS Code, in folders by subject",
  "src/cli": "arguments in, one use case, text out",
  "src/protocol.ts": "the types that cross between programs",
  "src/channel.ts": "typed calls between programs, which always settle",
  "src/card/front-matter": "YAML with positions",
  "webview/kit": "what all views share: controls, charts, theme, tables, words, exported pictures",
  "webview/table": "the family as a table",
  "webview/query": "results of a query",
  "webview/drift": "how traits change across a family",
  "webview/family": "the family view: details, legend, filters, search",
  "webview/family/map": "the map: columns of strips, names, time",
  "webview/family/rows": "the rows: words, places, and drawing of each, keys",
  "webview/family/tree": "the tree: scene, camera, drawing, keys",
  "webview/report": "reports of analyses",
  "webview/family-page.ts": "the page that puts family, drift, and table together",
};

/** The table of folders, with what each may import by the rules of the house. */
export function foldersPart(): string {
  const rows = Object.entries(allowed).map(([place, others]) => {
    const words = folderWords[place];
    if (words === undefined) throw new Error(`test/docs/folder-words.ts does not describe ${place}.`);
    const own = others.map(other => other.replace(/^src\//, ""));
    const packages = Object.entries(packagePlaces)
      .filter(([, places]) => places.some(at => at === place || at.startsWith(`${place}/`)))
      .map(([name]) => `\`${name.replace(/:$/, ":*")}\``);
    return `| \`${place}\` | ${words} | ${own.join(", ") || "nothing"} | ${packages.join(", ")} |`;
  });
  return `| Place | What it knows | What it may import | Packages |
|---|---|---|---|
${rows.join("\n")}`;
}
