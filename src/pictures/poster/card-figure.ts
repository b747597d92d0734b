import type { Family, FamilyEdge } from "../../lineage/family";
import { count, grouped, nounFor, shareInWords } from "../../lineage/in-words";
import { type Model, type Relation, relations } from "../../lineage/model";
import { cutMiddle, showable } from "../../lineage/showable";
import { licenseText } from "../../lineage/traits/trait-change";
import { type FamilyFinding, familyFinding } from "../../lineage/tree/family-finding";
import { growTree } from "../../lineage/tree/family-tree";
import { siblingFinding } from "../../lineage/tree/sibling-finding";
import { inEnglish } from "../../words/words";
import { isHollow } from "../family/color-numbers";
import type { Inks } from "../family/inks";
import { type Palette, paletteOf } from "../family/palette";
import { type Pen, SvgContext } from "../svg-context";
import { wrapped } from "../text-width";
import { posterInks, posterStyle } from "./poster-inks";
import { dot, type TextLook, widthIn, write } from "./poster-pen";
import { dataWords } from "./poster-words";

const [width, margin, line, indent] = [720, 20, 26, 26];
const [size, smallSize] = [15, 12.5];
/** More parents than these are counted, not named. */
const mostNamed = 8;
/** A license is longer than this only to break the figure. */
const longestLicense = 60;

/** A line of the figure: a model with its license, or a number of children. */
interface Line {
  readonly text: string;
  readonly level: number;
  readonly bold: boolean;
  /** The model whose color the line has; none for a number. */
  readonly model: Model | null;
  readonly license: string;
  readonly changes: boolean;
}

const many: Readonly<Record<Relation, readonly [one: string, many: string]>> = {
  finetune: ["finetune", "finetunes"],
  adapter: ["adapter", "adapters"],
  merge: ["merge", "merges"],
  quantized: ["quantized version", "quantized versions"],
  unknown: ["model with an unstated relation", "models with an unstated relation"],
};

const verbs: Readonly<Record<Exclude<Relation, "unknown">, string>> = {
  finetune: "Finetuned from",
  adapter: "An adapter of",
  merge: "Merged from",
  quantized: "Quantized from",
};

function shownLicense(model: Model | null): string {
  if (model === null || model.unread) return "license not read";
  return cutMiddle(showable(licenseText(model) ?? "no license declared"), longestLicense);
}

function parentLines(parents: readonly FamilyEdge[], models: ReadonlyMap<string, Model>): Line[] {
  const named = parents.slice(0, mostNamed).map(({ parent }): Line => {
    const model = models.get(parent) ?? null;
    return {
      text: showable(parent),
      level: 0,
      bold: false,
      model,
      license: shownLicense(model),
      changes: false,
    };
  });
  const more = parents.length - named.length;
  const rest = { level: 0, bold: false, model: null, license: "", changes: false };
  return more > 0 ? [...named, { ...rest, text: `and ${count(more, "more parent")}` }] : named;
}

/** How many children there are by relation: as the Hub counts them, or as far as they are known. */
function childCounts(root: Model | null, edges: readonly FamilyEdge[]): (readonly [Relation, number])[] {
  return relations.flatMap(relation => {
    const known = edges.filter(edge => edge.relation === relation).length;
    const n = Math.max(known, root?.childCounts?.[relation] ?? 0);
    return n > 0 ? [[relation, n] as const] : [];
  });
}

/** How many of the children change the license, of those of which it is known. */
function changeWords(family: Family): string {
  const { license = null, known = 0, changed = 0 } = siblingFinding(family, family.root) ?? {};
  if (license === null || known === 0) return "";
  const those = `the ${count(known, "child", "children")} that ${nounFor(known, "declares", "declare")} a license`;
  if (changed === 0) return `Of ${those}, none changed the license.`;
  return `Of ${those}, ${grouped(changed)} (${shareInWords(changed, known)}) changed the license.`;
}

/** A line in as many rows as its words need. */
function rowsOf(
  lines: readonly Line[],
): readonly { readonly line: Line; readonly rows: readonly string[] }[] {
  return lines.map(each => {
    const look = { size, color: "", bold: each.bold };
    const license = each.license === "" ? 0 : widthIn({ size: smallSize, color: "" }, each.license) + 30;
    const room = width - 2 * margin - indent * (each.level + 1);
    const isShort = widthIn(look, each.text) + license <= room;
    return { line: each, rows: isShort ? [each.text] : [...wrapped(each.text, room, size, each.bold), ""] };
  });
}

function drawLine(
  pen: Pen,
  inks: Inks,
  palette: Palette,
  each: Line,
  rows: readonly string[],
  y: number,
): void {
  const left = margin + each.level * indent;
  if (each.model !== null || each.license !== "") {
    const ink = palette.inkOf(palette.valueOf(each.model));
    const color = isHollow(ink) ? null : (inks.palette[ink] ?? inks.soft);
    const unread = each.model === null || each.model.unread === true;
    dot(pen, inks, { color, unread }, { x: left + 8, y: y + line / 2, radius: 6 });
  }
  const look: TextLook = { size, color: each.license === "" ? inks.soft : inks.text, bold: each.bold };
  for (const [at, text] of rows.entries())
    if (text !== "") write(pen, inks, text, left + indent, y + (at + 0.5) * line, look);
  if (each.license === "") return;
  const right = width - margin;
  const middle = y + (rows.length - 0.5) * line;
  const small: TextLook = { size: smallSize, color: each.changes ? inks.text : inks.soft, align: "right" };
  write(pen, inks, each.license, right, middle, small);
  if (!each.changes) return;
  pen.fillStyle = inks.warn;
  pen.fillRect(right - widthIn(small, each.license) - 12, middle - 7, 4, 14);
}

/**
 * A figure for a model card as the text of an SVG file of at most 30 KB: the parents, the model, and how many children it has,
 * with changes of license. Its colors follow the reader's system.
 */
export function cardFigure(family: Family, source: string): string {
  return inEnglish(() => figureOf(family, source));
}

function figureOf(family: Family, source: string): string {
  const inks = posterInks("auto");
  const models = new Map(family.models.map(model => [model.id, model]));
  const root = models.get(family.root) ?? null;
  const parents = family.edges.filter(({ child, parent }) => child === family.root && parent !== family.root);
  const children = family.edges.filter(
    ({ child, parent }) => parent === family.root && child !== family.root,
  );
  const finding = familyFinding(family, growTree(family, family.root));
  const own = root === null ? null : licenseText(root);
  const before = parents.flatMap(
    ({ parent }) => licenseText(models.get(parent) ?? { license: null, licenseName: null }) ?? [],
  );
  const changes = own !== null && before.some(license => license !== own);
  const blank = { level: 1, bold: false, model: null, license: "", changes: false };
  const relation = parents[0]?.relation;
  const lines: Line[] = [
    ...parentLines(parents, models),
    {
      text: showable(family.root),
      level: relation === undefined ? 0 : 1,
      bold: true,
      model: root,
      license: changes ? `changed to ${shownLicense(root)}` : shownLicense(root),
      changes,
    },
    ...childCounts(root, children).map(
      ([kind, n]): Line => ({
        ...blank,
        level: relation === undefined ? 1 : 2,
        text: count(n, ...many[kind]),
      }),
    ),
  ];
  const notes = [
    relation === undefined ? "" : relationWords(relation, parents.length),
    changeWords(family),
  ].filter(Boolean);
  return drawn(
    family.root,
    inks,
    paletteOf(family, "license"),
    rowsOf(lines),
    notes.join(" "),
    finding,
    source,
  );
}

function relationWords(relation: Relation, parents: number): string {
  if (relation === "unknown") return "";
  return `${verbs[relation]} the ${parents === 1 ? "model" : count(parents, "model")} above.`;
}

function drawn(
  id: string,
  inks: Inks,
  palette: Palette,
  laid: ReturnType<typeof rowsOf>,
  note: string,
  finding: FamilyFinding,
  source: string,
): string {
  const pen = new SvgContext(1);
  const foot = `${dataWords(finding)} · ${source} · Hub Lineage`;
  const small: TextLook = { size: smallSize, color: inks.soft };
  const words = [note, foot].filter(Boolean).flatMap(text => wrapped(text, width - 2 * margin, smallSize));
  const rows = laid.reduce((sum, each) => sum + each.rows.length, 0);
  const height = Math.ceil(margin * 2 + rows * line + 8 + words.length * 18);
  pen.fillStyle = inks.background;
  pen.fillRect(0, 0, width, height);
  let y = margin;
  for (const { line: each, rows: texts } of laid) {
    drawLine(pen, inks, palette, each, texts, y);
    y += texts.length * line;
  }
  for (const [at, text] of words.entries()) write(pen, inks, text, margin, y + 8 + (at + 0.5) * 18, small);
  return pen.text(width, height, `Lineage of ${id}`, { style: posterStyle("auto") });
}
