import ts from "typescript";
import { lineOf, nodesOf, type Offence, type Source } from "./source-tree";

/** Calls that show their text arguments to a person, and from which argument on. */
const showing: ReadonlyMap<string, number> = new Map([
  ["html", 2],
  ["setText", 1],
  ["button", 0],
  ["textField", 0],
  ["choice", 0],
  ["chart", 0],
  ["SortedTable", 0],
  ["Grid", 0],
  ["Tabs", 0],
  ["TreeItem", 0],
  ["replaceChildren", 0],
  ["appendMarkdown", 0],
  ["createNotebookController", 2],
  ["showInformationMessage", 0],
  ["showWarningMessage", 0],
  ["showErrorMessage", 0],
  ["setStatusBarMessage", 0],
  ["withCancelableProgress", 0],
  ["pickModel", 1],
  ["UserError", 0],
  ["HubError", 1],
]);

/** Properties whose text a person sees. */
const shownProperties = new Set([
  ...["title", "label", "description", "detail", "tooltip", "placeHolder", "prompt", "openLabel", "name"],
  ...["message", "meaning", "purpose", "aria-label", "placeholder", "sentence", "note", "text"],
]);

/** Functions that translate, mark, or count a text. */
const spoken = new Set(["t", "phrase", "english", "countable", "count", "nounFor"]);

/** Calls whose text is for the log, for programs, or for whoever works on the code. */
const forPrograms =
  /^(?:debug|info|warn|error|log|has|get|set|includes|startsWith|endsWith|indexOf|lastIndexOf|split|join|replaceAll?|normalize|querySelector(?:All)?|joinPath|measure|setContext|getPropertyValue|setProperty|matches|closest|svg|setAttribute|TypeError|RangeError|executeCommand|createOutputChannel|createDiagnosticCollection|showErrors|showingErrors|DOMException|onExit|fill|key)$/;

/** Texts that read like prose and are not: names of products and formats, key names of browsers, styles, SQL, and patterns. */
const notProse =
  /^(?:Hub Lineage|CycloneDX ML-BOM|GraphML|Mermaid|Newick|CSV|HTML|Markdown|SVG|PNG|README\.md|Arrow\w+|Escape|Enter|Home|End|Canceled|\w+Error|[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+|[A-Z\d_]{3,}|SELECT.*|PRAGMA.*|.*px .*|\s*<.*|translate\(.*|font-family=.*)$/s;

/** Texts that nobody sees, or that are the same in every language, and why. */
const sameEverywhere: Readonly<Record<string, string>> = {
  "organization/name": "the form of an ID",
  "hf_…": "the form of a token",
  "`hf auth login`": "a command; for the log",
  "no address: HF_ENDPOINT is not one": "for the log",
  "Bearer \u0000": "a header",
  "Untitled-\u0000.lineage.sql": "the name of a file",
  "said \u0000": "the key of a row",
  "model \u0000": "the key of a row",
  "other (\u0000)": "a value of the table that a family is exported as",
  "\u0000: \u0000, also \u0000": "a row of the index",
  "status \u0000": "for the log",
  "[object Object]": "a key of the YAML parser",
  "meta-llama facebook": "names of makers",
  "parent and child": "the key of a figure",
  family: "the key of a tab",
  text: "the name of a shape",
  "Hub Lineage \u0000: \u0000": "the product, its version, and a sentence that is translated",
  "/Sample Data": "the address of a window",
  "(prefers-reduced-motion: reduce)": "a media query",
  "The index is already open.": "a mistake in the code",
  "The index is not open. Call open first.": "a mistake in the code",
  "There is no call named \u0000.": "a mistake in the code",
  "The connection was closed.": "a mistake in the code",
  "On the web, the host keeps the index, and there is no host.": "a mistake in the code",
  "The snapshot worker is loaded from a file.": "a mistake in the code",
  "This program only runs as a worker.": "a mistake in the code",
  "The segment file was idle for too long.": "settled by the log of the index itself",
  "The segment file was removed.": "settled by the log of the index itself",
};

/** Files of data: their texts are names and lists of IDs. */
const dataFiles = new Set([
  "src/licenses/custom-licenses.ts",
  "src/licenses/license-addresses.ts",
  "src/licenses/license-facts.ts",
  "src/licenses/license-ids.ts",
  "src/licenses/license-notices.ts",
  "src/licenses/license-table.ts",
  "src/lineage/language-codes.ts",
  "src/card/schema/hub-refuses.ts",
  "src/analyses/family/published-figures.ts",
]);

/** The name of the function that a call or `new` runs, without what it belongs to; null for any other node. */
export function calleeOf(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return null;
  const { expression } = node;
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : "";
}

/** Whether a node is a text that is translated where it stands. */
export function isSaid(node: ts.Node): node is ts.TaggedTemplateExpression {
  return ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === "t";
}

/** Whether a function that translates or marks has the text. */
function isSpoken(literal: ts.Node): boolean {
  for (let node = literal.parent; !ts.isSourceFile(node); node = node.parent) {
    if (isSaid(node)) return node.template === literal;
    const callee = calleeOf(node);
    if (callee !== null && spoken.has(callee)) return true;
    if (ts.isStatement(node) && !ts.isVariableStatement(node)) return false;
  }
  return false;
}

/** The text of a literal, with a gap for each value. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? node.head.text + node.templateSpans.map(span => `\u0000${span.literal.text}`).join("")
    : null;
}

/** Whether a text has words that form a phrase, or begins like a label. */
function isProse(text: string): boolean {
  if (notProse.test(text)) return false;
  const words = text.replaceAll("\u0000", " ");
  if (!/\p{L}\p{L}/u.test(words)) return false;
  const phrase = /\p{L}[\p{L}.,:;)’'"]* [\p{L}(]/u.test(text);
  const marked = text.replaceAll("\u0000", "\uFFFC");
  const withValue = / /.test(text) && /\uFFFC ?\p{L}{2}|\p{L}{2},? ?\uFFFC/u.test(marked);
  return phrase || withValue || /^[A-Z][a-z]/.test(text);
}

function isElsewhere(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent))
    return true;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return true;
  if (ts.isConditionalExpression(parent)) return isElsewhere(parent);
  if (ts.isPropertyAssignment(parent))
    return /^["']?(?:class|code|summary|d|id)["']?$/.test(parent.name.getText());
  if (ts.isElementAccessExpression(parent) || ts.isCaseClause(parent)) return true;
  if (ts.isAsExpression(parent)) return true;
  return (
    ts.isBinaryExpression(parent) &&
    [ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken].includes(
      parent.operatorToken.kind,
    )
  );
}

function callAround(node: ts.Node): { readonly callee: string; readonly at: number } | null {
  const { parent } = node;
  const callee = calleeOf(parent);
  if (callee === null || !(ts.isCallExpression(parent) || ts.isNewExpression(parent))) return null;
  return { callee, at: parent.arguments?.indexOf(node as ts.Expression) ?? -1 };
}

/** Whether a place shows any text, even a single word. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return isShown(parent);
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return isShown(parent);
  const call = callAround(node);
  if (call !== null) {
    const from = showing.get(call.callee);
    // The kind of a button, and the name of a format, are no text.
    return from !== undefined && call.at >= from && !(call.callee === "button" && call.at === 1);
  }
  if (ts.isPropertyAssignment(parent))
    return shownProperties.has(parent.name.getText().replaceAll('"', "")) && parent.initializer === node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    /\.(?:tooltip|description|title|textContent|label|message)$/.test(parent.left.getText())
  );
}

function isForPrograms(node: ts.Node): boolean {
  for (let each = node.parent; each && !ts.isStatement(each); each = each.parent) {
    const callee = calleeOf(each);
    if (callee !== null && forPrograms.test(callee)) return true;
  }
  return false;
}

/** Texts for people that are in English whatever the editor's language. */
export function untranslated(sources: readonly Source[]): Offence[] {
  return sources.flatMap(source => {
    // What the readers of YAML call states and faults; yaml-problems.ts has the words.
    const isCode = source.path.startsWith("src/card/front-matter/grammar/");
    if (isCode || dataFiles.has(source.path)) return [];
    return [...nodesOf(source.tree)].flatMap(node => {
      const text = textOf(node);
      if (text === null || !/\p{L}{2}/u.test(text) || Object.hasOwn(sameEverywhere, text)) return [];
      const bare = text.replaceAll("\u0000", "").replace(/\$\([\w~-]+\)/g, "");
      const isLabel = isShown(node) && /\p{L}{2}/u.test(bare) && !notProse.test(bare);
      if (!isLabel && !isProse(text)) return [];
      if (isElsewhere(node) || isSpoken(node) || isForPrograms(node)) return [];
      const advice = `says ${JSON.stringify(text.replaceAll("\u0000", "…").slice(0, 80))} in English only; write it as t\`…\`, or mark a table with english(…)`;
      return [{ path: source.path, line: lineOf(source, node), advice }];
    });
  });
}

/** Texts that are translated when a module loads, before the language is known. */
export function saidTooEarly(sources: readonly Source[]): Offence[] {
  return sources.flatMap(source =>
    [...nodesOf(source.tree)].flatMap(node => {
      const isText = isSaid(node) || ["phrase", "count", "nounFor"].includes(calleeOf(node) ?? "");
      if (!isText || isInside(node)) return [];
      const advice =
        "translates a text when the module loads; mark it with english(…), and use phrase(…) when it is shown";
      return [{ path: source.path, line: lineOf(source, node), advice }];
    }),
  );
}

/** Whether something runs later than its module: in a function, or with each object of a class. */
function isInside(node: ts.Node): boolean {
  for (let each = node.parent; each; each = each.parent) {
    if (ts.isFunctionLike(each)) return true;
    if (!ts.isPropertyDeclaration(each)) continue;
    if (!each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword)) return true;
  }
  return false;
}
