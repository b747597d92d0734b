import type { Family } from "../../lineage/family";
import { count, listed, nounFor } from "../../lineage/in-words";
import { cutMiddle } from "../../lineage/showable";
import { mostParents } from "../../lineage/traits/read-traits";
import { familyOutline, levelOf, type OutlineRow } from "../../pictures/family/family-outline";
import { inLine } from "../printable";
import type { Style } from "../terminal/style";

/** How a text is set: its style, and the columns of the terminal, or null for lines of any length. */
export interface TextLayout {
  readonly style: Style;
  readonly width: number | null;
}

const shortestName = 24;
/** Columns of relation and downloads, with the gaps around them. */
const beforeLicense = 2 + 9 + 2 + 11 + 2;
const licenseWidth = 18;

/**
 * A family as a tree of lines: relation, downloads of the last 30 days, license, and what stands out. `?` is what was not
 * read, `–` what is not declared.
 */
export function familyText(family: Family, { style, width }: TextLayout): string {
  const rows = familyOutline(family);
  const longest = rows.reduce((most, row) => Math.max(most, widthOf(row)), 0);
  const room = width === null ? longest : Math.max(shortestName, width - beforeLicense - licenseWidth);
  const name = Math.min(longest, room);
  const lines = rows.map(row => lineOf(row, family.root, { name, style, width }));
  const head = `${"model".padEnd(name)}  ${"relation".padEnd(9)}  ${"downloads".padStart(11)}  license`;
  return `${[summaryOf(family, style), "", style("dim", head), ...lines, ...footer(family)].join("\n")}\n`;
}

function summaryOf({ root, models, edges }: Family, style: Style): string {
  return `${style("bold", inLine(root))}: ${count(models.length, "model")}, ${count(edges.length, "edge")}`;
}

function lineOf(
  row: OutlineRow,
  root: string,
  { name, style, width }: TextLayout & { readonly name: number },
): string {
  const { model, edge, isRead } = row;
  const rail = railOf(row, name);
  const id = cutMiddle(inLine(model.id), Math.max(8, name - rail.length));
  const shown = model.id === root ? style("bold", id) : id;
  const relation = edge === null ? "" : edge.relation;
  const downloads = model.downloads === null ? "?" : model.downloads.toLocaleString("en-US");
  const most = width === null ? 40 : Math.max(licenseWidth, width - name - beforeLicense);
  const license = cutMiddle(isRead ? licenseOf(row) : "?", most);
  const start = `${style("dim", rail)}${shown}${" ".repeat(Math.max(0, name - rail.length - id.length))}`;
  const cells = `${start}  ${style("dim", relation.padEnd(9))}  ${downloads.padStart(11)}  `;
  const used = name + beforeLicense + Math.max(license.length, licenseWidth);
  const notes = notesOf(row).join("; ");
  const left = width === null ? notes.length : width - used - 2;
  const note = left >= 8 ? cutEnd(notes, left) : "";
  const own = style(lookOf(row), license);
  return note === ""
    ? `${cells}${own}`
    : `${cells}${own}${" ".repeat(Math.max(0, licenseWidth - license.length))}  ${note}`;
}

/** Levels whose lines are drawn on a line of any length; below, only their number is. */
const mostRails = 60;

/** Columns that a name takes together with the lines in front of it. */
function widthOf(row: OutlineRow): number {
  return Math.min(levelOf(row), mostRails) * 3 + row.model.id.length;
}

/** The lines of the tree in front of a name; those of the outermost levels give way to the number of the level. */
function railOf(row: OutlineRow, name: number): string {
  const { rail } = row;
  if (rail === null) return "";
  const levels = levelOf(row);
  const own = rail.more ? "├─ " : "└─ ";
  const most = Math.min(mostRails, Math.max(3, Math.floor((name - shortestName / 2) / 3)));
  if (levels > most) return `…${levels} ${own}`;
  const parts = [own];
  for (let at = rail.above; at !== null; at = at.above) parts.unshift(at.more ? "│  " : "   ");
  return parts.join("");
}

function licenseOf({ model, verdict }: OutlineRow): string {
  const { license, licenseName } = model;
  const named = license === "other" && licenseName !== null ? `other (${licenseName})` : license;
  const sign = verdict?.verdict === "incompatible" ? "✗ " : verdict?.verdict === "review" ? "! " : "";
  return `${sign}${inLine(named ?? "–")}`;
}

function lookOf({ verdict }: OutlineRow): "red" | "yellow" | "cyan" {
  if (verdict?.verdict === "incompatible") return "red";
  return verdict?.verdict === "review" ? "yellow" : "cyan";
}

function notesOf({
  verdict,
  judged,
  edge,
  changed,
  others,
  isRead,
  isUnchecked,
}: OutlineRow): readonly string[] {
  const clause = verdict?.clause == null ? "" : ` (${verdict.clause})`;
  // The verdict is about the parent above, unless it says another.
  const other = judged === null || judged === edge?.parent ? "" : ` with ${inLine(judged)}`;
  const traits = changed.filter(trait => trait !== "license");
  return [
    ...(isRead ? [] : ["not read"]),
    ...(verdict?.verdict === "incompatible" ? [`possible license conflict${other}${clause}`] : []),
    ...(verdict?.verdict === "review" ? [`compare the licenses${other}`] : []),
    ...(traits.length === 0 ? [] : [`other ${listed(traits)}`]),
    ...(others.length === 0
      ? []
      : [
          `also from ${listed(
            others.map(({ parent }) => inLine(parent)),
            3,
          )}`,
        ]),
    ...(isUnchecked ? ["children not read"] : []),
  ];
}

function cutEnd(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** What the tree cannot show. */
function footer(family: Family): readonly string[] {
  const { missing, cycles, unchecked, manyParents = [] } = family;
  const loops = cycles.map(ids => (ids.length === 1 ? `${ids[0]} names itself` : listed(ids)));
  const said = [
    missing.length === 0
      ? ""
      : `Not on the Hub, but named as ${nounFor(missing.length, "a parent", "parents")}: ${listed(missing.map(inLine), 10)}.`,
    loops.length === 0 ? "" : `Descend from each other: ${loops.map(inLine).join("; ")}.`,
    unchecked.length === 0
      ? ""
      : `The children of ${count(unchecked.length, "model")} were not read. To read them, run hub-lineage index.`,
    ...manyParents.map(
      id => `Only the first ${mostParents} parents of a model are read; ${inLine(id)} may name more.`,
    ),
  ].filter(line => line !== "");
  return said.length === 0 ? [] : ["", ...said];
}
