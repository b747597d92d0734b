import { posix } from "node:path";
import type { Offence } from "./source-tree";

/** A document in Markdown; `path` is relative to the checkout. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** Relative links that lead to no file, or to no heading of a document. */
export function deadLinks(documents: readonly Document[], isThere: (path: string) => boolean): Offence[] {
  const texts = new Map(documents.map(({ path, text }) => [path, text]));
  return documents.flatMap(({ path, text }) =>
    linksOf(text).flatMap(({ line, target }) => {
      const [file = "", anchor] = target.split("#");
      const place = file === "" ? path : posix.join(posix.dirname(path), file);
      if (!isThere(place)) return [{ path, line, advice: `links to ${target}, which is not there` }];
      const linked = texts.get(place);
      if (anchor === undefined || linked === undefined || anchorsOf(linked).has(anchor)) return [];
      return [{ path, line, advice: `links to ${target}, and ${place} has no such heading` }];
    }),
  );
}

/** Names of files of the product or the tests, in code marks, that no file has. */
export function deadNames(documents: readonly Document[], paths: readonly string[]): Offence[] {
  const known = paths.map(path => `/${path}`);
  return documents.flatMap(({ path, text }) =>
    linesOutsideBlocks(text).flatMap(({ line, content }) =>
      [...content.matchAll(/`((?:[\w.-]+\/)*[\w.-]+\.(?:ts|mjs|jsonc))`/g)].flatMap(([, name = ""]) =>
        known.some(one => one.endsWith(`/${name}`))
          ? []
          : [{ path, line, advice: `names ${name}, which is not there` }],
      ),
    ),
  );
}

function linksOf(text: string): { line: number; target: string }[] {
  return linesOutsideBlocks(text).flatMap(({ line, content }) =>
    [...content.replace(/`[^`]*`/g, "").matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = ""]) => ({ line, target }))
      .filter(({ target }) => !/^[a-z]+:/.test(target)),
  );
}

function anchorsOf(text: string): Set<string> {
  const headings = linesOutsideBlocks(text).flatMap(
    ({ content }) => /^#{1,6} (.*)$/.exec(content)?.slice(1) ?? [],
  );
  return new Set(
    headings.map(heading =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

function linesOutsideBlocks(text: string): { line: number; content: string }[] {
  let inBlock = false;
  return text.split("\n").flatMap((content, at) => {
    const isFence = content.startsWith("```");
    if (isFence) inBlock = !inBlock;
    return isFence || inBlock ? [] : [{ line: at + 1, content }];
  });
}
