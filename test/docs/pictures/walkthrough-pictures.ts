import { firstModel } from "../../../src/demo/sample-cards";
import { type SampleModel, sampleModels } from "../../../src/demo/sample-models";
import { bar, box, button, color, line, picture, ring, size, slashes, wave, words } from "./themed-svg";

/** The pictures of the walkthrough by their path: drawn from the sample data, in the colors of the reader's theme. */
export function walkthroughPictures(): ReadonlyMap<string, string> {
  const drawn = { "open-card": openCard(), "see-family": seeFamily(), "fix-finding": fixFinding() };
  const more = {
    "whole-family": wholeFamily(),
    "import-snapshot": importSnapshot(),
    "run-analysis": runAnalysis(),
  };
  return new Map(
    Object.entries({ ...drawn, ...more }).map(([name, svg]) => [`media/walkthrough/${name}.svg`, svg]),
  );
}

const models = sampleModels();
const childrenOf = (id: string) => [...models.values()].filter(({ parents }) => parents.includes(id));

/** The color of a license in these pictures; null is none. */
function shadeOf(license: string | null): string {
  if (license === "cc-by-nc-4.0") return color.purple;
  if (license === "apache-2.0") return color.blue;
  return license === null ? color.quiet : color.orange;
}

const shade = ({ license }: SampleModel): string => shadeOf(license);

/** Lines of a card from a height on: a key and its value. */
function cardLines(from: number, lines: readonly (readonly [key: string, value: string])[]): string[] {
  return lines.flatMap(([key, value], at) => {
    const y = from + at * 24;
    const after = 66 + key.length * 8;
    return [
      words(34, y, String(at + 1), { mono: true, fill: color.quiet, anchor: "end" }),
      words(56, y, key, { mono: true, fill: color.link }),
      words(after, y, value, { mono: true }),
    ];
  });
}

const card = [
  ["---", ""],
  ["license:", "apache-2.0"],
  ["language:", "[en]"],
  ["base_model:", firstModel],
  ["pipeline_tag:", "text-generation"],
  ["---", ""],
] as const;

function openCard(): string {
  return picture("A model card", [
    box({ x: 1, y: 1, width: 160, height: 36, fill: color.back, radius: 0 }),
    words(20, 24, "README.md", { fill: color.warning }),
    ...cardLines(72, card.slice(0, 3)),
    wave(130, 101, 80),
    words(56, 144, "draft · 1 parent · Show Family | Compare with Parent", { fill: color.quiet }),
    ...cardLines(168, [card[3]]).slice(1),
    words(34, 168, "4", { mono: true, fill: color.quiet, anchor: "end" }),
    line(`M154 173h176`, color.link),
    ...cardLines(192, [card[4], card[5]]).filter((_, at) => at % 3 !== 0),
    words(34, 192, "5", { mono: true, fill: color.quiet, anchor: "end" }),
    words(34, 216, "6", { mono: true, fill: color.quiet, anchor: "end" }),
    words(56, 258, "# Harbor assistant", { mono: true, bold: true }),
    words(56, 286, "A LoRA adapter that answers questions.", { mono: true }),
  ]);
}

function seeFamily(): string {
  const children = childrenOf(firstModel).slice(0, 9);
  const step = (size.height - 60) / (children.length - 1);
  const middle = size.height / 2;
  return picture("A family tree", [
    ...children.flatMap((child, at) => {
      const y = 30 + at * step;
      const changed = child.license !== models.get(firstModel)?.license;
      return [
        line(`M156 ${middle}C210 ${middle} 190 ${y} 246 ${y}`),
        ...(changed ? [slashes(226, y)] : []),
        ring(252, y, shade(child)),
        words(266, y + 4.5, child.id.split("/")[1] ?? ""),
      ];
    }),
    ring(150, middle, color.purple, 8),
    words(136, middle + 4.5, "Harbor-1B", { bold: true, anchor: "end" }),
  ]);
}

function fixFinding(): string {
  return picture("A finding and its fix", [
    ...cardLines(50, card.slice(0, 5)),
    wave(130, 79, 80),
    box({ x: 130, y: 166, width: 358, height: 62, fill: color.side }),
    words(144, 190, `Possible license conflict: ${firstModel}`),
    words(144, 212, "is cc-by-nc-4.0, which forbids commercial use."),
    box({ x: 130, y: 240, width: 358, height: 72, fill: color.side }),
    box({ x: 134, y: 244, width: 350, height: 30, fill: color.button, radius: 2 }),
    words(146, 264, "Change license to cc-by-nc-4.0, like the parent", { fill: color.onButton }),
    words(146, 298, "Silence license/nc-dropped here and give a reason"),
  ]);
}

function wholeFamily(): string {
  const all = [...models.values()].filter(({ id }) => id !== firstModel);
  const generation = (model: SampleModel): number => {
    const parent = models.get(model.parents[0] ?? "");
    return parent === undefined ? 0 : 1 + generation(parent);
  };
  const columns = [1, 2, 3, 4].map(at => all.filter(model => generation(model) === at));
  const middle = 160;
  return picture("A whole family", [
    ...columns.flatMap((column, at) => {
      const step = Math.min(5, 268 / column.length);
      const top = middle - (column.length * step) / 2;
      const x = 110 + at * 96;
      return [
        ...[top, top + column.length * step].map(y =>
          line(`M${x - 30} ${middle}C${x - 16} ${middle} ${x - 20} ${y} ${x - 4} ${y}`),
        ),
        ...column.map((model, row) => bar(x, top + row * step, 64, Math.max(1, step - 1), shade(model))),
      ];
    }),
    ring(70, middle, color.purple, 8),
    bar(24, 316, size.width - 48, 4, color.side),
    bar(24, 316, (size.width - 48) * 0.72, 4, color.button),
    words(24, 342, `${models.size} models · children of 31 of 43 models read`, { fill: color.quiet }),
  ]);
}

function importSnapshot(): string {
  const shades = [color.blue, color.orange, color.green, color.purple, color.quiet];
  const rows = Array.from({ length: 9 }, (_, row) => row);
  return picture("A table of all models becomes one file", [
    words(36, 50, "models.parquet", { bold: true }),
    box({ x: 36, y: 64, width: 170, height: 212, fill: color.side }),
    ...rows.map(row => line(`M46 ${84 + row * 22}h${90 + ((row * 37) % 60)}`, color.quiet, 4)),
    line("M228 170h52m-12 -9l12 9l-12 9", color.link, 3),
    words(304, 50, "the index", { bold: true }),
    ...shades.map((fill, at) => bar(304 + at * 38, 64, 28, 212, fill)),
    words(36, 318, "3 million models, about a minute, resumed after an interruption", { fill: color.quiet }),
  ]);
}

function runAnalysis(): string {
  const licenses = new Map<string | null, number>();
  for (const { license } of models.values()) licenses.set(license, (licenses.get(license) ?? 0) + 1);
  const rows = [...licenses].sort(([, a], [, b]) => b - a).slice(0, 5);
  const most = rows[0]?.[1] ?? 1;
  const kept = Math.round((100 * most) / models.size);
  return picture("A report", [
    words(32, 46, `${kept}% of the family keep the license of its root.`, { bold: true }),
    words(32, 68, "Licenses of the models", { fill: color.quiet }),
    ...rows.flatMap(([license, count], at) => {
      const y = 92 + at * 32;
      return [
        words(150, y + 13, license ?? "not declared", { anchor: "end" }),
        bar(162, y, Math.max(3, (count / most) * 290), 18, shadeOf(license)),
        words(170 + Math.max(3, (count / most) * 290), y + 13, String(count), { fill: color.quiet }),
      ];
    }),
    line("M32 272h456", color.edge),
    button(32, 294, "Export…"),
    words(134, 311, "Method · models behind each row · published figures", { fill: color.quiet }),
  ]);
}
