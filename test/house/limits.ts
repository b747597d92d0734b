import ts from "typescript";
import { lineOf, type Offence, offences, readText, type Source } from "./source-tree";

const fileLimit = 400;
const functionLimit = 80;
const entryLimit = 40;

/** Files longer than 400 lines (src/extension.ts: 40). */
export function longFiles(paths: readonly string[]): Offence[] {
  return paths.flatMap(path => {
    const text = readText(path);
    const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
    const limit = path === "src/extension.ts" ? entryLimit : fileLimit;
    if (lines <= limit) return [];
    return [
      { path, line: 1, advice: `is ${lines} lines long; split it by idea into files of at most ${limit}` },
    ];
  });
}

/** Functions longer than 80 lines; a `describe` callback is a list of tests and not counted. */
export function longFunctions(sources: readonly Source[]): Offence[] {
  return offences(sources, (node, source) => {
    if (!ts.isFunctionLike(node) || !("body" in node) || !node.body || isDescribe(node)) return undefined;
    const last = source.tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
    const lines = last - lineOf(source, node) + 1;
    if (lines <= functionLimit) return undefined;
    return `function of ${lines} lines; extract named steps until it has at most ${functionLimit}`;
  });
}

function isDescribe(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && /^(describe|suite)\b/.test(call.expression.getText());
}
