/** A number in PDF: at most two decimals, which is a hundredth of a pixel. */
export function written(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** A cubic curve from the current point: two control points and an end, as six numbers. */
type Curve = readonly [number, number, number, number, number, number];

/** How far the control points of a quarter of a circle are from its ends. */
const quarter = 0.5522847498;

/** A circle as operators of a PDF path. */
export function circlePath(x: number, y: number, r: number): string {
  const k = quarter * r;
  const curves: readonly Curve[] = [
    [x + r, y + k, x + k, y + r, x, y + r],
    [x - k, y + r, x - r, y + k, x - r, y],
    [x - r, y - k, x - k, y - r, x, y - r],
    [x + k, y - r, x + r, y - k, x + r, y],
  ];
  return `${written(x + r)} ${written(y)} m ${curves.map(curveTo).join(" ")} h`;
}

function curveTo(curve: Curve): string {
  return `${curve.map(written).join(" ")} c`;
}

/** How many numbers each command of a path takes. */
const counts: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, A: 7, Z: 0 };

/**
 * The data of an SVG path, moved by `dx` and `dy`, as operators of a PDF path. Throws Error for a command that our
 * pictures do not use.
 */
export function pdfPath(data: string, dx: number, dy: number): string {
  const operators: string[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  for (const [, letter = "", rest = ""] of data.matchAll(/([a-z])([^a-z]*)/gi)) {
    const name = letter.toUpperCase();
    const count = Object.hasOwn(counts, name) ? (counts[name] ?? 0) : -1;
    if (count < 0) throw new Error(`A picture has the path command ${letter}, which the PDF writer lacks.`);
    const numbers = (rest.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi) ?? []).map(Number);
    for (let at = 0; at < Math.max(1, numbers.length); at += Math.max(1, count)) {
      const given = numbers.slice(at, at + count);
      if (given.length < count) throw new Error(`A path of a picture ends within its command ${letter}.`);
      const [baseX, baseY] = letter === name ? [0, 0] : [x, y];
      const ends = endOf(name, given, { x, y, baseX, baseY, startX, startY });
      if (name === "Z") operators.push("h");
      else if (name === "A") operators.push(...arc(x + dx, y + dy, given, ends.x + dx, ends.y + dy));
      else if (name === "C") {
        const [a = 0, b = 0, c = 0, d = 0] = given.map((n, i) => n + (i % 2 === 0 ? baseX + dx : baseY + dy));
        operators.push(curveTo([a, b, c, d, ends.x + dx, ends.y + dy]));
      } else {
        const isMove = name === "M" && at === 0;
        operators.push(`${written(ends.x + dx)} ${written(ends.y + dy)} ${isMove ? "m" : "l"}`);
        if (isMove) [startX, startY] = [ends.x, ends.y];
      }
      [x, y] = [ends.x, ends.y];
    }
  }
  return operators.join(" ");
}

interface PathPlace {
  readonly x: number;
  readonly y: number;
  readonly baseX: number;
  readonly baseY: number;
  readonly startX: number;
  readonly startY: number;
}

/** Where a command ends. */
function endOf(name: string, given: readonly number[], place: PathPlace): { x: number; y: number } {
  if (name === "Z") return { x: place.startX, y: place.startY };
  if (name === "H") return { x: place.baseX + (given[0] ?? 0), y: place.y };
  if (name === "V") return { x: place.x, y: place.baseY + (given[0] ?? 0) };
  return { x: place.baseX + (given.at(-2) ?? 0), y: place.baseY + (given.at(-1) ?? 0) };
}

/**
 * An arc of a circle as curves of at most a quarter each. Source: SVG 1.1, appendix F.6.5, for equal radii, which are
 * the only ones in our pictures.
 */
function arc(x1: number, y1: number, given: readonly number[], x2: number, y2: number): readonly string[] {
  const [rx = 0, ry = 0, , isLarge = 0, isSweep = 0] = given;
  const half = Math.hypot(x2 - x1, y2 - y1) / 2;
  if (rx !== ry) throw new Error("A picture has an arc of an ellipse, which the PDF writer lacks.");
  if (half === 0 || rx === 0) return [`${written(x2)} ${written(y2)} l`];
  const r = Math.max(rx, half);
  const side = isLarge === isSweep ? -1 : 1;
  const reach = (side * Math.sqrt(Math.max(0, r * r - half * half))) / (2 * half);
  const [cx, cy] = [(x1 + x2) / 2 - reach * (y2 - y1), (y1 + y2) / 2 + reach * (x2 - x1)];
  const from = Math.atan2(y1 - cy, x1 - cx);
  let angle = Math.atan2(y2 - cy, x2 - cx) - from;
  if (isSweep === 1 && angle < 0) angle += 2 * Math.PI;
  if (isSweep === 0 && angle > 0) angle -= 2 * Math.PI;
  const steps = Math.max(1, Math.ceil(Math.abs(angle) / (Math.PI / 2) - 1e-9));
  const k = (4 / 3) * Math.tan(angle / steps / 4) * r;
  return Array.from({ length: steps }, (_, step) => {
    const [a, b] = [from + (angle * step) / steps, from + (angle * (step + 1)) / steps];
    const [ax, ay] = [cx + r * Math.cos(a), cy + r * Math.sin(a)];
    const [bx, by] = [cx + r * Math.cos(b), cy + r * Math.sin(b)];
    return curveTo([
      ax - k * Math.sin(a),
      ay + k * Math.cos(a),
      bx + k * Math.sin(b),
      by - k * Math.cos(b),
      bx,
      by,
    ]);
  });
}
