import type { EditScript, EditSegment } from "../../lineage/text/edit-script";
import { safeHtml } from "./safe-html";

/** Characters of a run that stand side by side, so that lines can break between them. */
const mostTogether = 16;

/** An edit script as two lines of text that run in parallel: the parent's above, the child's below. */
export function editsToHtml({ segments }: EditScript): string {
  return `<p class="script">${segments.flatMap(pieces).map(pair).join("")}</p>`;
}

/** A segment in pieces of a few characters, on both lines. */
function pieces({ kind, before, after }: EditSegment): readonly EditSegment[] {
  const [above, below] = [Array.from(before), Array.from(after)];
  const cut = (letters: readonly string[], at: number) => letters.slice(at, at + mostTogether).join("");
  const starts = Math.ceil(Math.max(above.length, below.length) / mostTogether);
  return Array.from({ length: starts }, (_, start) => {
    const at = start * mostTogether;
    return { kind, before: cut(above, at), after: cut(below, at) };
  });
}

function pair({ kind, before, after }: EditSegment): string {
  const [above, below] = [shown(before), shown(after)];
  if (kind === "kept")
    return `<span class="pair"><span>${above}</span><span aria-hidden="true">${below}</span></span>`;
  return `<span class="pair ${kind}"><del>${above}</del><ins>${below}</ins></span>`;
}

/** Ends of lines become visible: a line is as long as the page is wide. */
function shown(text: string): string {
  return safeHtml(text.replace(/\r?\n|\r/g, "↵").replaceAll("\t", "→"));
}

/** How the lines look; deleted characters are crossed out and inserted ones underlined, so that nothing depends on color. */
export const editsStyle: string =
  ".script{max-width:none;font-family:var(--vscode-editor-font-family,monospace);line-height:1.35}" +
  ".pair{display:inline-grid;grid-template-rows:1.35em 1.35em;vertical-align:top;white-space:pre;margin-bottom:.6em}" +
  ".pair>*{border:1px solid transparent;margin:-1px}.pair ins,.pair del{text-decoration:none}" +
  ".pair>span+span{color:var(--vscode-descriptionForeground)}" +
  ".deleted>del{text-decoration:line-through;background:var(--vscode-diffEditor-removedTextBackground);border-color:var(--vscode-diffEditor-removedTextBorder,transparent)}" +
  ".inserted>ins{text-decoration:underline;background:var(--vscode-diffEditor-insertedTextBackground);border-color:var(--vscode-diffEditor-insertedTextBorder,transparent)}" +
  ".replaced>*{background:var(--vscode-editor-findMatchHighlightBackground);border-color:var(--vscode-editor-findMatchHighlightBorder,transparent)}" +
  ".replaced>del{text-decoration:line-through}.replaced>ins{text-decoration:underline}";
