import { builtinModules } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import { lineOf, type Offence, type Source } from "./source-tree";

/** The files that compose everything: they may import anything, and alone may run at import. */
export const entries: readonly string[] = [
  "src/extension.ts",
  "src/open.ts",
  "src/cli/main.ts",
  "src/worker.ts",
  "src/snapshot-worker.ts",
  "webview/panel-main.ts",
  "webview/report/report-main.ts",
];

/** The folders that host, workers, command line and webview share: no vscode, node, DOM, timers, fetch. */
export const pureFolders: readonly string[] = [
  "src/words",
  "src/lineage",
  "src/licenses",
  "src/organizations",
  "src/evidence",
  "src/card",
  "src/columns",
  "src/statistics",
  "src/analyses",
  "src/bills",
];

/** What every place may import: how texts are said in the editor's language. */
const everywhere: readonly string[] = ["src/words"];

const wire = ["src/protocol.ts", "src/channel.ts"];

/** Which of our own places a file below a place may import, beside its own (the longest name counts); ARCHITECTURE.md draws it. */
export const allowed: Readonly<Record<string, readonly string[]>> = {
  "src/words": [],
  "src/lineage": [],
  "src/licenses": ["src/lineage"],
  "src/organizations": ["src/lineage"],
  "src/evidence": ["src/lineage", "src/columns", "src/statistics", "src/card/front-matter"],
  "src/card": ["src/lineage", "src/licenses", "src/evidence"],
  "src/card/front-matter": ["src/card/position.ts"],
  "src/columns": ["src/lineage"],
  "src/statistics": ["src/lineage", "src/columns"],
  "src/analyses": [
    "src/lineage",
    "src/licenses",
    "src/organizations",
    "src/columns",
    "src/statistics",
    "src/evidence",
  ],
  "src/bills": ["src/lineage", "src/licenses", "src/evidence", "src/card"],
  "src/pictures": ["src/lineage", "src/licenses", "src/analyses"],
  "src/app": [
    "src/lineage",
    "src/licenses",
    "src/organizations",
    "src/evidence",
    "src/card",
    "src/columns",
    "src/analyses",
    "src/bills",
  ],
  "src/agents": ["src/lineage", "src/licenses", "src/card", "src/app"],
  "src/hub": ["src/lineage", "src/app/ports"],
  "src/demo": ["src/lineage", "src/app/ports", "src/hub"],
  "src/snapshot": ["src/lineage", "src/licenses", "src/columns", "src/statistics", "src/app/ports"],
  "src/store": [
    "src/lineage",
    "src/licenses",
    "src/columns",
    "src/analyses",
    "src/app/ports",
    "src/snapshot",
  ],
  "src/platform": ["src/columns", "src/app/ports", ...wire],
  "src/vscode": [
    "src/agents",
    "src/lineage",
    "src/card",
    "src/analyses",
    "src/pictures",
    "src/app",
    "src/demo",
    "src/platform",
    ...wire,
  ],
  "src/cli": [
    "src/agents",
    "src/lineage",
    "src/evidence",
    "src/bills",
    "src/card",
    "src/columns",
    "src/analyses",
    "src/pictures",
    "src/app",
    "src/demo",
    "src/hub",
    "src/snapshot",
    "src/store",
    "src/platform",
  ],
  "src/protocol.ts": ["src/lineage", "src/card", "src/analyses", "src/app/ports"],
  "src/channel.ts": [],
  // The views of the panels know the kit and not each other; a page puts them together.
  "webview/kit": ["src/lineage", "src/pictures", "src/channel.ts"],
  "webview/table": ["webview/kit", "src/lineage", "src/pictures"],
  "webview/query": ["webview/kit", "src/lineage", "src/protocol.ts"],
  "webview/drift": [
    "webview/kit",
    "src/lineage",
    "src/columns",
    "src/statistics",
    "src/analyses",
    "src/pictures",
  ],
  "webview/family": ["webview/kit", "src/lineage", "src/licenses", "src/pictures", "src/protocol.ts"],
  "webview/family/map": ["webview/kit", "webview/family/tree", "src/lineage", "src/pictures"],
  "webview/family/tree": ["webview/kit", "src/lineage", "src/pictures"],
  "webview/family/rows": [
    "webview/kit",
    "webview/family/tree",
    "webview/family/verdict.ts",
    "src/lineage",
    "src/pictures",
  ],
  "webview/report": ["webview/kit", "src/lineage", "src/analyses", "src/pictures", "src/protocol.ts"],
  "webview/family-page.ts": [
    "webview/kit",
    "webview/table",
    "webview/drift",
    "webview/family",
    "src/lineage",
    "src/analyses",
    "src/pictures",
    "src/protocol.ts",
  ],
};

/** Packages and the only places that may import them. */
export const packagePlaces: Readonly<Record<string, readonly string[]>> = {
  "d3-hierarchy": ["src/lineage/tree/layout.ts"],
  "@observablehq/plot": ["src/pictures"],
  "d3-quadtree": ["webview/family/tree/hits.ts"],
  "d3-selection": ["webview/family/tree/viewport.ts"],
  "d3-zoom": ["webview/family/tree/viewport.ts"],
  "sql.js": ["src/store/database.ts", "src/store/query/user-query.ts"],
  fzstd: ["src/snapshot/import/page-codecs.ts"],
  hyparquet: ["src/snapshot/import"],
  hysnappy: ["src/snapshot/import/page-codecs.ts"],
  "@huggingface/hub": ["src/hub"],
  "@modelcontextprotocol/server": ["src/cli/mcp"],
  "@vscode/webview-ui-toolkit": ["webview/kit/controls.ts"],
  vscode: ["src/vscode", "src/extension.ts", "src/open.ts"],
  "node:": [
    "src/platform/node.ts",
    "src/platform/node-checksum.ts",
    "src/platform/node-files.ts",
    "src/platform/node-hub-place.ts",
    "src/platform/node-kept-text.ts",
    "src/platform/node-lock.ts",
    "src/platform/node-process.ts",
    "src/platform/node-segments.ts",
    "src/platform/node-snapshot.ts",
    "src/platform/node-whole-files.ts",
    "src/platform/make-folder.ts",
    "src/platform/own-temporary.ts",
    "src/platform/snapshot-mark.ts",
    "src/platform/duckdb",
    "src/platform/history",
    "src/platform/get-duckdb",
    "src/cli",
  ],
};

/** One import of a file; `target` is the file it resolves to when it is ours. */
export interface Import {
  readonly source: Source;
  readonly line: number;
  readonly specifier: string;
  readonly isTypeOnly: boolean;
  readonly isDynamic: boolean;
  readonly target: string | undefined;
}

/** All imports of the sources, static and dynamic. */
export function importsOf(sources: readonly Source[]): Import[] {
  const known = new Set(sources.map(({ path }) => path));
  return sources.flatMap(source =>
    [...specifiersOf(source)].map(({ node, isTypeOnly, isDynamic }) => {
      const target = resolve(source.path, node.text, known);
      return { source, line: lineOf(source, node), specifier: node.text, isTypeOnly, isDynamic, target };
    }),
  );
}

/** Imports that the table does not allow. */
export function trespasses(imports: readonly Import[]): Offence[] {
  return imports.flatMap(one => {
    const advice = one.target ? ownAdvice(one.source.path, one.target) : packageAdvice(one);
    return advice ? [{ path: one.source.path, line: one.line, advice }] : [];
  });
}

/**
 * Circles of files, each told once as a way around it: imports of types count, because reading one file of a circle means
 * reading them all.
 */
export function importCycles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { source, target } of imports) {
    if (target) next.set(source.path, [...(next.get(source.path) ?? []), target]);
  }
  const loops = new Map<string, string>();
  const finished = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const loop = trail.slice(at);
      loops.set([...loop].sort().join(), [...loop, path].join(" → "));
    } else if (!finished.has(path)) {
      for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
      finished.add(path);
    }
  };
  for (const path of next.keys()) visit(path, []);
  return [...loops.values()];
}

/** Entries of the tables above that no import needs: remove the entry along with its last use. */
export function unusedLeave(imports: readonly Import[]): string[] {
  const uses = imports.map(({ source, target, specifier }) => ({
    path: source.path,
    target,
    name: packageOf(specifier),
  }));
  const folders = Object.entries(allowed).flatMap(([place, others]) =>
    others
      .filter(
        other => !uses.some(({ path, target }) => target && placeOf(path) === place && isIn(target, [other])),
      )
      .map(other => `${place} imports nothing of ${other}`),
  );
  const packages = Object.entries(packagePlaces).flatMap(([name, places]) =>
    places
      .filter(place => !uses.some(use => use.name === name && isIn(use.path, [place])))
      .map(place => `${place} does not import ${name}`),
  );
  return [...folders, ...packages];
}

function* specifiersOf({
  tree,
}: Source): Generator<{ node: ts.StringLiteral; isTypeOnly: boolean; isDynamic: boolean }> {
  const waiting: ts.Node[] = [tree];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    ts.forEachChild(node, child => void waiting.push(child));
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      yield { node: node.moduleSpecifier, isTypeOnly: isTypeImport(node), isDynamic: false };
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      yield { node: node.moduleSpecifier, isTypeOnly: node.isTypeOnly, isDynamic: false };
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const { literal } = node.argument;
      if (ts.isStringLiteral(literal)) yield { node: literal, isTypeOnly: true, isDynamic: false };
    } else if (ts.isCallExpression(node) && /^(import|require)$/.test(node.expression.getText())) {
      const [argument] = node.arguments;
      if (argument && ts.isStringLiteral(argument))
        yield { node: argument, isTypeOnly: false, isDynamic: true };
    }
  }
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.isTypeOnly) return true;
  const names = importClause.namedBindings;
  return (
    !importClause.name && !!names && ts.isNamedImports(names) && names.elements.every(name => name.isTypeOnly)
  );
}

function resolve(from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  if (specifier === "#platform") return "src/platform/node.ts";
  if (!specifier.startsWith(".")) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  return [path, `${path}.ts`, `${path}/index.ts`].find(candidate => known.has(candidate)) ?? path;
}

function placeOf(path: string): string | undefined {
  const places = Object.keys(allowed).filter(place => isIn(path, [place]));
  return places.sort((one, other) => other.length - one.length)[0];
}

function isIn(path: string, places: readonly string[]): boolean {
  return places.some(place => path === place || path.startsWith(`${place}/`));
}

function ownAdvice(path: string, target: string): string | undefined {
  if (entries.includes(path) || target.endsWith("package.json")) return undefined;
  const place = placeOf(path);
  if (!place)
    return "lies in a folder that the import table does not name; move it, or extend the table in test/house/imports.ts";
  if (isIn(target, [place, ...everywhere, ...(allowed[place] ?? [])])) return undefined;
  return `imports ${target}, which ${place} may not; pass what it needs in, through a port or an argument`;
}

function packageAdvice({ source: { path }, specifier }: Import): string | undefined {
  if (builtinModules.includes(specifier)) return `imports ${specifier}; write node:${specifier}`;
  const name = packageOf(specifier);
  const places = packagePlaces[name];
  if (!places)
    return `imports the package ${name}; a new one needs a place in test/house/imports.ts and a reason in ARCHITECTURE.md`;
  return isIn(path, places)
    ? undefined
    : `imports ${specifier}, which belongs to ${places.join(" and ")} only`;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return "node:";
  const [first = "", second = ""] = specifier.split("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}
