import { ownValue } from "../../lineage/own-value";
import { t } from "../../words/words";
import { UserError } from "../ports/errors";
import { analysisOptions, readAnalysisOptions, type WrittenRun } from "../report/analysis-options";

/** Whether a cell's text is an analysis: the one line `-- analyze ID`, with or without options, and no more words. */
export function isAnalysisLine(text: string): boolean {
  return /^-- analyze [^\s-]\S*[ \t]*(?:[ \t]--[^\n]*)?$/.test(text);
}

/** An analysis as written in a cell. */
export interface WrittenAnalysis extends WrittenRun {
  readonly id: string;
}

const example = (): string => t`for example, -- analyze drift --family google/gemma-2b`;

/** Reads a cell for which `isAnalysisLine` holds, with the options of `hub-lineage analyze`; throws UserError. */
export function readAnalysisLine(text: string): WrittenAnalysis {
  const [id = "", ...words] = wordsOf(text.slice("-- analyze ".length));
  return { id, ...readAnalysisOptions(optionsIn(words)) };
}

/** Words as in a shell: parted by white space, which quotes keep. */
function wordsOf(line: string): readonly string[] {
  const found = [...line.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+|["']/g)].map(([word]) => word);
  if (found.some(word => /^["']$/.test(word)))
    throw new UserError(t`A quote in this line is not closed. Close it, or remove it.`);
  return found.map(word => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}

function optionsIn(words: readonly string[]): Readonly<Record<string, unknown>> {
  const values = new Map<string, string | string[]>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const [, name = "", inline] = /^--([a-z-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
    const option = ownValue(analysisOptions, name);
    if (option === undefined) {
      const known = Object.keys(analysisOptions).map(each => `--${each}`);
      throw new UserError(
        t`An analysis has no option ${JSON.stringify(word)}. Use ${known.join(", ")}; ${example()}.`,
      );
    }
    const next = inline ?? words[++at];
    if (next === undefined || (inline === undefined && next.startsWith("-")))
      throw new UserError(t`--${name} needs a value; ${example()}.`);
    const before = values.get(name);
    values.set(name, "multiple" in option ? [...(Array.isArray(before) ? before : []), next] : next);
  }
  return Object.fromEntries(values);
}
