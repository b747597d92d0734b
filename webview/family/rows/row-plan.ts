import { grouped } from "../../../src/lineage/in-words";
import { showable } from "../../../src/lineage/showable";
import { licenseText } from "../../../src/lineage/traits/trait-change";
import type { FamilyRow, ModelRow } from "../../../src/lineage/tree/open-rows";
import type { Measure } from "../../../src/pictures/family/inks";
import { phrase, t } from "../../../src/words/words";
import {
  figureNames,
  figureOf,
  licenseWords,
  markOf,
  type RowSpeech,
  relationOf,
  rowWords,
  verdictNames,
} from "./row-words";

/**
 * How the parts of a row stand: all in one line with columns; the name above the rest; or, in a narrow window, the rest in two
 * lines.
 */
export type RowForm = "line" | "pair" | "stack";

/** Where everything of every row stands, in px. */
export interface RowPlan {
  readonly form: RowForm;
  readonly width: number;
  /** How far each level is indented, and the most that all of them are. */
  readonly step: number;
  readonly mostIndent: number;
  /** Heights of a line of a name and of the lines below it. */
  readonly nameLine: number;
  readonly partLine: number;
  /** Space above and below the lines of a row. */
  readonly padding: number;
  /** Widths of the columns in the form of a line; the changes have the rest. */
  readonly columns: Readonly<Record<"name" | "relation" | "license" | "figure", number>>;
  /** The top of each row, and the bottom of the last. */
  readonly tops: Float64Array;
}

/** Room for the sign that opens a row and for its shape. */
export const signRoom = 38;
/** Space between columns and at the sides. */
export const gap = 14;
/** The longest bar. */
export const barRoom = 64;
/** The least width for the changes in the form of a line. */
const leastChanges = 120;
/** For at most so many models, every license and verdict is measured. */
const exactUpTo = 1200;
/** Below this width, in text sizes, the parts below a name take two lines. */
const stackBelow = 34;
const [widestStep, narrowestStep] = [16, 4];
/** The share of the width that indentation may take. */
const indentShare = 0.25;
/** Names that are measured to find the longest: those with the most characters. */
const measured = 24;

/** The width of what follows a name in its last line: its mark, and the number of models that are folded below it. */
function widthAfter(measure: Measure, { open, count, node }: ModelRow, speech: RowSpeech): number {
  const mark = markOf(speech, node);
  return [mark, !open && count > 0 ? `+${grouped(count)}` : ""]
    .filter(Boolean)
    .reduce((sum, text) => sum + measure(text, false) * 0.8 + 22, 0);
}

function widthOfName(measure: Measure, row: FamilyRow, speech: RowSpeech): number {
  if (row.kind === "more") return 0;
  return measure(showable(row.node.id), row.node.side === "focus") + widthAfter(measure, row, speech);
}

/** The width that names need with their indentation: the longest by characters are measured. */
function longestName(rows: readonly FamilyRow[], speech: RowSpeech, measure: Measure, step: number): number {
  const charWidth = measure("m", false) * 0.7;
  const roughly = (row: FamilyRow) =>
    row.kind === "more" ? 0 : row.node.id.length * charWidth + row.depth * step;
  let candidates: FamilyRow[] = [];
  let least = 0;
  for (const row of rows) {
    if (roughly(row) <= least) continue;
    candidates.push(row);
    if (candidates.length < 4 * measured) continue;
    candidates = candidates.sort((a, b) => roughly(b) - roughly(a)).slice(0, measured);
    least = roughly(candidates.at(-1) as FamilyRow);
  }
  return Math.max(0, ...candidates.map(row => row.depth * step + widthOfName(measure, row, speech)));
}

/** The width of licenses with their verdicts: that of all rows if they are few, else the most that it can be. */
function licenseWidth(models: readonly ModelRow[], speech: RowSpeech, measure: Measure): number {
  const between = 8;
  if (models.length <= exactUpTo)
    return Math.max(
      0,
      ...models.map(row => {
        const { license, verdict } = rowWords(speech, row);
        return measure(license, false) + (verdict ? between + measure(verdict.word, false) : 0);
      }),
    );
  const widest = (texts: readonly string[]) => Math.max(...texts.map(text => measure(text, false)));
  const byLicense = new Map(models.map(({ node }) => [node.model && licenseText(node.model), node.model]));
  const licenses = [...byLicense.values()].map(licenseWords);
  return (
    widest([...licenses, t`not read`]) +
    between +
    widest(Object.values(verdictNames).map(name => phrase(name)))
  );
}

function columnsOf(
  rows: readonly FamilyRow[],
  speech: RowSpeech,
  measure: Measure,
  step: number,
): RowPlan["columns"] {
  const { tree, figure } = speech;
  const models = rows.flatMap(row => (row.kind === "model" ? [row] : []));
  // Of thousands of models, each relation is said once.
  const relations = new Set<string>();
  const said = new Set<string>();
  for (const row of models) {
    const { side, relation, joined, model } = row.node;
    const kind = `${side} ${relation} ${joined} ${model === null}`;
    if (row.into !== null || (side === "descendant" && said.has(kind))) continue;
    said.add(kind);
    relations.add(relationOf(tree, row, true));
  }
  const most = Math.max(0, ...models.map(({ node }) => figureOf(node.model, figure) ?? 0));
  const widest = (texts: readonly string[]) => Math.max(...texts.map(text => measure(text, false)), 0);
  return {
    name: Math.ceil(signRoom + longestName(rows, speech, measure, step) + 12),
    relation: Math.ceil(widest([...relations, t`Relation`])),
    license: Math.ceil(Math.max(widest([t`License`]), licenseWidth(models, speech, measure))),
    figure: Math.ceil(widest([grouped(most), t`not read`, phrase(figureNames[figure])])) + barRoom + 8,
  };
}

/** Plans the rows of a family for a width: whole names always; what does not fit beside them goes below. */
export function planRows(
  rows: readonly FamilyRow[],
  speech: RowSpeech,
  { measure, fontSize }: { readonly measure: Measure; readonly fontSize: number },
  width: number,
): RowPlan {
  const deepest = rows.reduce((most, { depth }) => Math.max(most, depth), 0);
  const mostIndent = Math.floor(width * indentShare);
  const fitting = Math.max(narrowestStep, mostIndent / Math.max(1, deepest));
  const step = Math.min(widestStep, fitting);
  const columns = columnsOf(rows, speech, measure, step);
  const { name, relation, license, figure } = columns;
  const needed = name + relation + license + figure + leastChanges + 6 * gap;
  const form = needed <= width ? "line" : width < stackBelow * fontSize ? "stack" : "pair";
  const nameLine = Math.round(fontSize * 1.5);
  const partLine = Math.round(fontSize * 1.5);
  const padding = form === "line" ? Math.max(2, Math.round(fontSize * 0.25)) : 5;
  const plan = { form, width, step, mostIndent, nameLine, partLine, padding, columns } as const;
  const tops = new Float64Array(rows.length + 1);
  const parts = form === "line" ? 0 : form === "pair" ? 1 : 2;
  for (const [at, row] of rows.entries()) {
    const lines = row.kind === "more" || form === "line" ? 1 : nameLines(plan, row, speech, measure).length;
    const below = row.kind === "more" ? 0 : parts * partLine;
    tops[at + 1] = (tops[at] ?? 0) + 2 * padding + lines * nameLine + below;
  }
  return { ...plan, tops };
}

/** How far a row is indented. */
export function indentOf({ step, mostIndent }: Pick<RowPlan, "step" | "mostIndent">, depth: number): number {
  return Math.min(mostIndent, depth * step);
}

/** The room for a name in its line when the rest stands below. */
function nameRoom(plan: Pick<RowPlan, "width" | "step" | "mostIndent">, depth: number): number {
  return plan.width - indentOf(plan, depth) - signRoom - gap;
}

/** The parts at which a name may be broken: after a slash, a dash, a dot, or an underscore. */
function piecesOf(name: string): readonly string[] {
  return name.match(/[^/._-]*[/._-]+|[^/._-]+/g) ?? [name];
}

/** A model ID in lines that fit: in one if possible, else broken after a sign, and within a word only if that alone is too long. */
export function nameLines(
  plan: Pick<RowPlan, "width" | "step" | "mostIndent" | "form">,
  row: ModelRow,
  speech: RowSpeech,
  measure: Measure,
): readonly string[] {
  const id = showable(row.node.id);
  if (plan.form === "line") return [id];
  const room = Math.max(60, nameRoom(plan, row.depth) - widthAfter(measure, row, speech));
  const bold = row.node.side === "focus";
  if (id.length * measure("W", bold) <= room || measure(id, bold) <= room) return [id];
  const lines: string[] = [];
  let line = "";
  const add = (piece: string) => {
    if (line !== "" && measure(line + piece, bold) > room) {
      lines.push(line);
      line = "";
    }
    line += piece;
  };
  for (const piece of piecesOf(id))
    for (const part of measure(piece, bold) <= room ? [piece] : [...piece]) add(part);
  return [...lines, line];
}

/** The first row whose bottom is below a position. */
export function rowAt({ tops }: RowPlan, y: number): number {
  let [low, high] = [0, Math.max(0, tops.length - 2)];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tops[middle + 1] ?? 0) <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}
