import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { repoRoot } from "../harness/root";

/** One hand-written file; `path` is relative to the checkout, with `/`. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** One place that breaks a rule of the house; `line` counts from 1. */
export interface Offence {
  readonly path: string;
  readonly line: number;
  /** What is wrong, then what to do. */
  readonly advice: string;
}

/** Paths of all files below folders of the checkout, relative to it, with `/`. */
export function pathsBelow(...folders: readonly string[]): string[] {
  return folders.flatMap(folder => {
    const absolute = join(repoRoot(), folder);
    if (!existsSync(absolute)) return [];
    const entries = readdirSync(absolute, { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => entry.isFile())
      .map(entry =>
        join(entry.parentPath, entry.name)
          .slice(repoRoot().length + 1)
          .replaceAll("\\", "/"),
      )
      .sort();
  });
}

/** The TypeScript files below folders of the checkout, parsed. */
export function sourcesBelow(...folders: readonly string[]): Source[] {
  return pathsBelow(...folders)
    .filter(path => path.endsWith(".ts"))
    .map(path => {
      const text = readText(path);
      return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
    });
}

/** The text of a file of the checkout. */
export function readText(path: string): string {
  return readFileSync(join(repoRoot(), path), "utf8");
}

/** Whether the checkout has a file or folder. */
export function isThere(path: string): boolean {
  return existsSync(join(repoRoot(), path));
}

/** The line of a node, from 1. */
export function lineOf(source: Source, node: ts.Node): number {
  return source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1;
}

/** Every node of a file, parents before children. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  const waiting = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next;
    ts.forEachChild(next, child => void waiting.push(child));
  }
}

/** An offence for every node of the sources that `judge` has advice for. */
export function offences(
  sources: readonly Source[],
  judge: (node: ts.Node, source: Source) => string | undefined,
): Offence[] {
  return sources.flatMap(source =>
    [...nodesOf(source.tree)].flatMap(node => {
      const advice = judge(node, source);
      return advice ? [{ path: source.path, line: lineOf(source, node), advice }] : [];
    }),
  );
}

/** Fails with one line per offence: file, line, what to do. */
export function assertNone(found: readonly Offence[]): void {
  const lines = found.map(({ path, line, advice }) => `${path}:${line}  ${advice}`).sort();
  assert.equal(lines.length, 0, `${lines.length} to fix:\n  ${lines.join("\n  ")}\n`);
}
