import { basename } from "node:path";
import ts from "typescript";
import { entries } from "./imports";
import { lineOf, nodesOf, type Offence, offences, type Source } from "./source-tree";

/** Re-exports of any kind: a name is imported from the file where it lives. */
export function barrels(sources: readonly Source[]): Offence[] {
  return offences(sources, node =>
    ts.isExportDeclaration(node) && node.moduleSpecifier
      ? "exports from another file; import it where it lives instead"
      : undefined,
  );
}

/** Default exports. */
export function defaultExports(sources: readonly Source[]): Offence[] {
  return offences(sources, node =>
    ts.isExportAssignment(node) ||
    (ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.DefaultKeyword))
      ? "is a default export; give it a name"
      : undefined,
  );
}

/** Exported variables that can be assigned to. */
export function exportedLets(sources: readonly Source[]): Offence[] {
  return offences(sources, node =>
    ts.isVariableStatement(node) && isExported(node) && !(node.declarationList.flags & ts.NodeFlags.Const)
      ? "exports a variable that can change; export a function that answers with its value"
      : undefined,
  );
}

/** Statements that run when a file is imported, outside the entries. */
export function importEffects(sources: readonly Source[]): Offence[] {
  const harmless = [
    ts.isImportDeclaration,
    ts.isExportDeclaration,
    ts.isVariableStatement,
    ts.isFunctionDeclaration,
    ts.isClassDeclaration,
    ts.isInterfaceDeclaration,
    ts.isTypeAliasDeclaration,
    ts.isModuleDeclaration,
  ];
  return sources
    .filter(({ path }) => !entries.includes(path))
    .flatMap(source =>
      source.tree.statements
        .filter(statement => !harmless.some(is => is(statement)))
        .map(statement => ({
          path: source.path,
          line: lineOf(source, statement),
          advice: "runs when the file is imported; put it into a function that an entry calls",
        })),
    );
}

/** Folders that read typed arrays in loops, where `numbers[at]!` is plainly allowed; biome.jsonc says why. */
const elementFolders = /^src\/(columns|statistics|analyses)\//;

/** `any`, the non-null `!`, casts of elements that stand for one, and comments that switch the compiler off. */
export function looseTypes(sources: readonly Source[]): Offence[] {
  const silenced = /@ts-(ignore|nocheck|expect-error)|eslint-disable/;
  const comments = sources.flatMap(source =>
    source.text.split("\n").flatMap((text, index) => {
      const advice = "turns off a check; fix the types instead";
      return /^\s*(\/\/|\/?\*)/.test(text) && silenced.test(text)
        ? [{ path: source.path, line: index + 1, advice }]
        : [];
    }),
  );
  const nodes = offences(sources, (node, { path }) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) return "uses any; use unknown and check it, or name the type";
    if (ts.isNonNullExpression(node)) {
      const isElement = ts.isElementAccessExpression(node.expression) && elementFolders.test(path);
      return isElement ? undefined : "asserts with !; handle undefined";
    }
    if (ts.isAsExpression(node) && node.type.kind === ts.SyntaxKind.NumberKeyword)
      return "casts to number, which hides that it may be undefined; check it";
    return undefined;
  });
  return [...comments, ...nodes];
}

/** Changes to what a package made or exports: its next version need not have the same inside. */
export function changedPackages(sources: readonly Source[]): Offence[] {
  return sources.flatMap(source => {
    const theirs = namesOfPackages(source);
    const advice = "changes an object of a package behind its types; use what the package offers for it";
    return offences([source], node => {
      const target = writtenTo(node);
      return target && theirs.has(rootName(target)) ? advice : undefined;
    });
  });
}

/** Names that a file imports from packages, and variables that it makes of those. */
function namesOfPackages(source: Source): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesOf(source.tree)) {
    if (!ts.isImportDeclaration(node) || !ts.isStringLiteral(node.moduleSpecifier)) continue;
    if (node.moduleSpecifier.text.startsWith(".")) continue;
    const { name, namedBindings } = node.importClause ?? {};
    if (name) names.add(name.text);
    if (namedBindings && ts.isNamespaceImport(namedBindings)) names.add(namedBindings.name.text);
    else for (const one of namedBindings?.elements ?? []) names.add(one.name.text);
  }
  for (const node of nodesOf(source.tree)) {
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || !node.initializer) continue;
    if (ts.isNewExpression(node.initializer) && names.has(rootName(node.initializer.expression)))
      names.add(node.name.text);
  }
  return names;
}

/** What a node writes to past the compiler's look at private members: by name in brackets, or by a function of Object. */
function writtenTo(node: ts.Node): ts.Expression | undefined {
  if (ts.isCallExpression(node)) {
    const isWriter =
      /^(Object\.(assign|definePropert(y|ies)|setPrototypeOf)|Reflect\.(set|defineProperty))$/.test(
        node.expression.getText(),
      );
    return isWriter ? node.arguments[0] : undefined;
  }
  const isAssignment = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (!isAssignment) return undefined;
  const { left } = node;
  const isPrototype = ts.isPropertyAccessExpression(left) && left.getText().includes(".prototype");
  return ts.isElementAccessExpression(left) || isPrototype ? left : undefined;
}

/** The name with which an expression begins: `a` of `a.b[0].c`. */
function rootName(node: ts.Expression): string {
  let at = node;
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = at.expression;
  return at.getText();
}

/** Uses of the console. */
export function consoles(sources: readonly Source[]): Offence[] {
  return offences(sources, node =>
    ts.isPropertyAccessExpression(node) && node.expression.getText() === "console"
      ? "writes to the console; write to the log output channel or to process.stdout"
      : undefined,
  );
}

/** Clocks and chance in the core: the same input must give the same output. */
export function chances(sources: readonly Source[]): Offence[] {
  return offences(sources, node => {
    if (ts.isPropertyAccessExpression(node) && /^(Math\.random|Date\.now)$/.test(node.getText())) {
      return `uses ${node.getText()}; take a clock or a seed as an argument`;
    }
    const isClock =
      ts.isNewExpression(node) && node.expression.getText() === "Date" && !node.arguments?.length;
    return isClock ? "reads the time; take a clock as an argument" : undefined;
  });
}

/** Exports without a sentence that says what they mean. */
export function silentExports(sources: readonly Source[]): Offence[] {
  return offences(sources, node => {
    const isDeclaration =
      ts.isVariableStatement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node);
    if (!isDeclaration || !isExported(node)) return undefined;
    const said = ts.getJSDocCommentsAndTags(node).some(doc => ts.isJSDoc(doc) && sentence(doc).length > 0);
    return said
      ? undefined
      : "is exported without a /** sentence */ above it; say what it means, with units and errors";
  });
}

/** File names that are not kebab-case. */
export function oddNames(paths: readonly string[]): Offence[] {
  return paths
    .filter(path => /\.(ts|mjs|js|css)$/.test(path))
    .filter(path => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|d))?\.(ts|mjs|js|css)$/.test(basename(path)))
    .map(path => ({ path, line: 1, advice: "is not named in kebab-case; rename it" }));
}

function sentence(doc: ts.JSDoc): string {
  return (ts.getTextOfJSDocComment(doc.comment) ?? "").trim();
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(node)?.some(modifier => modifier.kind === kind) ?? false;
}

function isExported(node: ts.HasModifiers): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword);
}
