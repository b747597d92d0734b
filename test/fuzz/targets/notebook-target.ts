import { isAnalysisLine, readAnalysisLine } from "../../../src/app/notebook/analyze-line";
import { markdownToHtml } from "../../../src/app/notebook/markdown-html";
import { notebookOfBytes, writeNotebook } from "../../../src/app/notebook/notebook-text";
import { type FuzzTarget, holds, orSentence } from "../fuzz-target";

const encoder = new TextEncoder();

/** The tags that Markdown may become. */
const own = /^<(?:\/?(?:h[1-6]|p|ul|li|strong|em|code|pre|ol)|ol start="\d+")>$/;

/** The files of notebooks. */
export const notebooks: FuzzTarget = {
  name: "notebook",
  oracle:
    "A file is a notebook that is written to the same bytes, or a sentence; Markdown becomes our own tags only; an analysis is read, or a sentence.",
  seeds: () =>
    [
      "-- # Title\n--\n-- *a* `b` [c](https://d)\n-- - e\n\n-- why\nSELECT 'a\n\nb', \"c\" FROM [d\n\ne];\nSELECT 2\n",
      "\uFEFF-- a\r\n\r\n/* b\r\n\r\nc */ SELECT 1\r\n\r\n \r\n-- analyze drift --family a/b --since=2024-01\r\n",
      '-- analyze similarity --measure "metadata/tfidf" --seed 1\n\n\n--no\n\nSELECT `it\'s`',
      "",
    ].map(text => encoder.encode(text)),
  words: ["\n\n", "\r\n", "-- ", "-- analyze ", "'", '"', "/*", "*/", "[", "```", "**", "<b>", "--seed "],
  async check(input) {
    const notebook = await orSentence(() => notebookOfBytes(input));
    if (notebook === null) return;
    const written = encoder.encode(writeNotebook(notebook));
    const isSame = written.length === input.length && written.every((byte, at) => byte === input[at]);
    holds(isSame, () => "the notebook is written otherwise than it was read");
    for (const { kind, text } of notebook.cells) {
      if (kind === "code" && isAnalysisLine(text)) await orSentence(() => readAnalysisLine(text));
      if (kind === "code") continue;
      const odd = [...markdownToHtml(text).matchAll(/<[^>]*>?/g)].find(([tag]) => !own.test(tag));
      holds(odd === undefined, () => `Markdown became ${odd?.[0]}`);
    }
  },
};
