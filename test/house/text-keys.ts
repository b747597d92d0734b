import ts from "typescript";
import { lineOf, nodesOf, type Offence, type Source } from "./source-tree";

const advice =
  "looks a text up in an object, which finds constructor and other things of its prototype; use ownValue, Object.hasOwn or a Map";

/**
 * Values looked up, or written, under a text in an object with texts as keys, without `Object.hasOwn` for the same object and
 * text in the function around it. Only what the compiler knows of the types tells such an object from a list.
 */
export function textKeys(sources: readonly Source[]): Offence[] {
  const checker = checkerOf(sources);
  return sources.flatMap(source =>
    [...nodesOf(source.tree)].flatMap(node =>
      ts.isElementAccessExpression(node) && isTextKey(node, checker) && !isGuarded(node)
        ? [{ path: source.path, line: lineOf(source, node), advice }]
        : [],
    ),
  );
}

/** The compiler's own declarations, parsed once. */
const declarations = new Map<string, ts.SourceFile | undefined>();

/** The compiler's view of the sources alone: what they import from packages counts as unknown, which takes little time. */
function checkerOf(sources: readonly Source[]): ts.TypeChecker {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2022.d.ts"],
    types: [],
    strict: true,
    noResolve: true,
  };
  const trees = new Map(sources.map(({ path, tree }) => [path, tree]));
  const host = ts.createCompilerHost(options, true);
  const program = ts.createProgram([...trees.keys()], options, {
    ...host,
    getCurrentDirectory: () => "",
    fileExists: path => trees.has(path) || host.fileExists(path),
    getSourceFile: (path, version) => {
      if (!trees.has(path) && !declarations.has(path))
        declarations.set(path, host.getSourceFile(path, version));
      return trees.get(path) ?? declarations.get(path);
    },
  });
  return program.getTypeChecker();
}

function isTextKey(
  { expression, argumentExpression: key }: ts.ElementAccessExpression,
  checker: ts.TypeChecker,
) {
  if (ts.isStringLiteralLike(key) || ts.isNumericLiteral(key)) return false;
  const table = checker.getNonNullableType(checker.getTypeAtLocation(expression));
  if (checker.getIndexInfoOfType(table, ts.IndexKind.String) === undefined) return false;
  // Of a few words that the code names itself, none is inherited.
  const type = checker.getTypeAtLocation(key);
  const words = type.isUnion() ? type.types : [type];
  return !words.every(word => word.isStringLiteral() || word.flags & ts.TypeFlags.NumberLike);
}

function isGuarded({ expression, argumentExpression }: ts.ElementAccessExpression): boolean {
  const guard = [expression, argumentExpression].map(each => each.getText()).join();
  let around: ts.Node = expression;
  while (around.parent && !ts.isFunctionLike(around)) around = around.parent;
  return [...nodesOf(around)].some(
    node =>
      ts.isCallExpression(node) &&
      node.expression.getText() === "Object.hasOwn" &&
      node.arguments.map(each => each.getText()).join() === guard,
  );
}
