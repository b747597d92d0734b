import { basename, posix } from "node:path";
import type { Offence } from "./source-tree";

const flatLimit = 24;

/** Folders that are lists: each file is one entry, so that they may hold as many as there are, and why. */
export const listFolders: Readonly<Record<string, string>> = {
  "src/card/rules": "one file a rule",
  "test/fixtures/cards": "one card a case",
  "test/fixtures/agent-cards/seeded": "one card a case",
  "test/fixtures/agent-cards/sound": "one card a case",
};

/** Names that stand for a fixed part by someone else's rule, and whose rule it is. */
export const sharedNames: Readonly<Record<string, string>> = {
  "README.md": "the Hub's name of a model card",
  "evidence.ts": "the name by which npm run bench takes a bench",
  "adapter_config.json": "PEFT's name of an adapter's settings",
};

/** Folders with more files, flat, than a reader can take in. */
export function fullFolders(paths: readonly string[]): Offence[] {
  const advice = (files: number) =>
    `holds ${files} files; split it by subject into folders of at most ${flatLimit}`;
  return [...filesByFolder(paths)]
    .filter(([folder, files]) => files > flatLimit && !(folder in listFolders))
    .map(([path, files]) => ({ path, line: 1, advice: advice(files) }));
}

/** Files that bear the name of another one, outside the folders that are lists. */
export function sharedFileNames(paths: readonly string[]): Offence[] {
  const first = new Map<string, string>();
  return paths.flatMap(path => {
    const name = basename(path);
    if (name in sharedNames) return [];
    const other = first.get(name);
    if (other === undefined) first.set(name, path);
    return other === undefined
      ? []
      : [{ path, line: 1, advice: `has the same name as ${other}; give each a distinct name` }];
  });
}

/** Exceptions of the tables above that nothing needs any more. */
export function unusedExceptions(paths: readonly string[]): string[] {
  const full = filesByFolder(paths);
  const names = paths.map(path => basename(path));
  const lists = Object.keys(listFolders).filter(folder => (full.get(folder) ?? 0) <= flatLimit);
  const shared = Object.keys(sharedNames).filter(name => names.filter(other => other === name).length < 2);
  return [
    ...lists.map(folder => `${folder} has at most ${flatLimit} files: take it out of listFolders`),
    ...shared.map(name => `${name} stands for one file: take it out of sharedNames`),
  ];
}

function filesByFolder(paths: readonly string[]): Map<string, number> {
  const folders = new Map<string, number>();
  for (const path of paths) {
    const folder = posix.dirname(path);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return folders;
}
