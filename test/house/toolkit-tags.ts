import type { Offence } from "./source-tree";

/** The one file that knows the toolkit, so that another toolkit changes nothing else. */
export const controlsFile = "webview/kit/controls.ts";

/** A file as text; `path` is relative to the checkout. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Elements that a program makes, by the toolkit's names. */
export function tagsOf(text: string): readonly string[] {
  return [...text.matchAll(/"(vscode-[a-z-]+)"/g)].map(([, tag]) => tag ?? "");
}

/**
 * Names of the toolkit's elements outside the file that makes them: of any in the code and sheets of the views, of those that are
 * made (`tags`) also in tests. What is `--vscode-…` or `data-vscode-…` is the editor's.
 */
export function strayTags(files: readonly TextFile[], tags: readonly string[]): Offence[] {
  const made = new RegExp(`(?<![-\\w])(${tags.join("|")})(?![-\\w])`);
  const any = /(?<![-\w])vscode-[a-z]/;
  const advice = `names an element of the toolkit; give it a class in ${controlsFile} and name that`;
  return files
    .filter(({ path }) => path !== controlsFile)
    .flatMap(({ path, text }) => {
      const isTag = path.startsWith("webview/") ? any : made;
      return text
        .split("\n")
        .flatMap((line, at) => (isTag.test(line) ? [{ path, line: at + 1, advice }] : []));
    });
}
