import type { LineageColumns } from "../../columns/columns";
import { authorKinds } from "../../organizations/kinds";
import { normal95 } from "../../statistics/interval";
import type { RatioInterval } from "../../statistics/ratio-interval";
import type { AnalysisOptions } from "../analysis";
import { unknownKind } from "../organizations/study";
import { edgeFilter } from "../scope";
import type { Everyone } from "./everyone";

/** The edges that count, as places of authors. */
export interface AuthorEdges {
  /** The author of each edge's child, and of its parent. */
  readonly child: Uint32Array;
  readonly parent: Uint32Array;
  /** The number of places; the last one is that of models without an author. */
  readonly places: number;
}

/** The authors at both ends of each counted edge. */
export function authorEdges(
  columns: LineageColumns,
  options: AnalysisOptions,
  { place, places }: Everyone,
): AuthorEdges {
  const { edges } = columns;
  const keep = edgeFilter(columns, options);
  const [child, parent] = [new Uint32Array(edges.child.length), new Uint32Array(edges.child.length)];
  let count = 0;
  for (let edge = 0; edge < edges.child.length; edge++) {
    if (keep !== undefined && !keep(edge)) continue;
    child[count] = place(edges.child[edge]!);
    parent[count++] = place(edges.parent[edge]!);
  }
  return { child: child.slice(0, count), parent: parent.slice(0, count), places };
}

/** Whether both ends of an edge have the same author; models without one are nobody's own. */
export function isOwn({ child, parent, places }: AuthorEdges, edge: number): boolean {
  return child[edge] === parent[edge] && child[edge] !== places - 1;
}

/** How often models of one kind of author derive from models of another. */
export interface FlowCell {
  /** Indexes into `authorKinds`. */
  readonly from: number;
  readonly to: number;
  readonly edges: number;
  /** How many of them lead to a model of the same author. */
  readonly own: number;
  /** The share of the edges of children of this kind. */
  readonly share: RatioInterval | null;
  /** How many edges chance alone would give. */
  readonly expected: number;
  /** Edges by expected edges; null if none are expected. */
  readonly ratio: RatioInterval | null;
}

const kindCount = authorKinds.length;

/** What a matrix is summed from: edges by the parent's author (one row of kinds each) and by the child's kind. */
interface Sums {
  /** By the parent's author and the child's kind. */
  readonly cells: Float64Array;
  readonly own: Float64Array;
  /** By the parent's author, and the places of those that have any. */
  readonly parents: Float64Array;
  readonly authors: Uint32Array;
  /** By the child's author. */
  readonly children: Float64Array;
}

/**
 * The matrix of kinds, from the parent's to the child's, over all edges or only those between different authors.
 *
 * Chance draws the parent of each child by the number of children of all models, whoever made the child: expected = row ·
 * column / edges. Between different authors, a child's own author cannot be drawn: an edge of author a has a parent of
 * kind k with the probability (children of k without those of a) / (edges without the children of a).
 *
 * Intervals treat each parent's author as one draw. The one of the ratio is linearized on a logarithmic scale: z = cell /
 * Σ cell + all / Σ all - row / Σ row - column / Σ column, each numerator of one author; s² = c / (c - 1) · Σ z² over c authors.
 */
export function kindFlows(edges: AuthorEdges, kinds: Uint8Array, withOwn: boolean): readonly FlowCell[] {
  const kindOf = (place: number) => kinds[place] ?? unknownKind;
  const sums = sumsOf(edges, kindOf, withOwn);
  const expected = expectedOf(edges, sums, kindOf, withOwn);
  const flows: FlowCell[] = [];
  for (let from = 0; from < kindCount; from++)
    for (let to = 0; to < kindCount; to++) flows.push(cellOf(from, to, sums, kindOf, expected));
  return flows;
}

function sumsOf(edges: AuthorEdges, kindOf: (place: number) => number, withOwn: boolean): Sums {
  const { child, parent, places } = edges;
  const cells = new Float64Array(places * kindCount);
  const own = new Float64Array(places * kindCount);
  const [children, parents] = [new Float64Array(places), new Float64Array(places)];
  for (let edge = 0; edge < child.length; edge++) {
    const isSame = isOwn(edges, edge);
    if (isSame && !withOwn) continue;
    const at = parent[edge]! * kindCount + kindOf(child[edge]!);
    cells[at] = cells[at]! + 1;
    if (isSame) own[at] = own[at]! + 1;
    children[child[edge]!] = children[child[edge]!]! + 1;
    parents[parent[edge]!] = parents[parent[edge]!]! + 1;
  }
  const authors = Uint32Array.from(parents.keys()).filter(place => parents[place]! > 0);
  return { cells, own, parents, authors, children };
}

/** Expected edges by the parent's kind and the child's. */
function expectedOf(
  { places }: AuthorEdges,
  { parents, authors, children }: Sums,
  kindOf: (place: number) => number,
  withOwn: boolean,
): Float64Array {
  const ofKind = new Float64Array(kindCount);
  for (const place of authors) ofKind[kindOf(place)] = ofKind[kindOf(place)]! + parents[place]!;
  const all = ofKind.reduce((sum, count) => sum + count, 0);
  const expected = new Float64Array(kindCount * kindCount);
  for (let place = 0; place < places; place++) {
    const count = children[place]!;
    // Models without an author are nobody's own.
    const without = withOwn || place === places - 1 ? 0 : parents[place]!;
    if (count === 0 || all === without) continue;
    const kind = kindOf(place);
    for (let from = 0; from < kindCount; from++) {
      const others = ofKind[from]! - (from === kind ? without : 0);
      const at = from * kindCount + kind;
      expected[at] = expected[at]! + (count * others) / (all - without);
    }
  }
  return expected;
}

function cellOf(
  from: number,
  to: number,
  { cells, own, parents, authors }: Sums,
  kindOf: (place: number) => number,
  expected: Float64Array,
): FlowCell {
  let [edges, ownEdges, row, column, all] = [0, 0, 0, 0, 0];
  for (const place of authors) {
    const at = place * kindCount + to;
    all += parents[place]!;
    column += cells[at]!;
    if (kindOf(place) !== from) continue;
    row += parents[place]!;
    edges += cells[at]!;
    ownEdges += own[at]!;
  }
  const count = authors.length;
  let [ofShare, ofRatio] = [0, 0];
  for (const place of authors) {
    const ofColumn = cells[place * kindCount + to]!;
    const isFrom = kindOf(place) === from;
    const cell = isFrom ? ofColumn : 0;
    const ofRow = isFrom ? parents[place]! : 0;
    ofShare += (cell - (edges / column) * ofColumn) ** 2;
    ofRatio += (cell / edges + parents[place]! / all - ofRow / row - ofColumn / column) ** 2;
  }
  const half = (squares: number) => normal95 * Math.sqrt((count / (count - 1)) * squares);
  const wanted = expected[from * kindCount + to]!;
  return {
    from,
    to,
    edges,
    own: ownEdges,
    share: column === 0 ? null : around(edges / column, count < 2 ? null : half(ofShare) / column),
    expected: wanted,
    ratio: wanted <= 0 ? null : ratioOf(edges / wanted, edges === 0 || count < 2 ? null : half(ofRatio)),
  };
}

function around(ratio: number, half: number | null): RatioInterval {
  if (half === null) return { ratio, low: null, high: null };
  return { ratio, low: Math.max(0, ratio - half), high: Math.min(1, ratio + half) };
}

/** An interval around a ratio on a logarithmic scale. */
function ratioOf(ratio: number, half: number | null): RatioInterval {
  if (half === null) return { ratio, low: null, high: null };
  return { ratio, low: ratio * Math.exp(-half), high: ratio * Math.exp(half) };
}

/** A pair of authors, and how many edges lead from models of one to models of the other. */
export interface AuthorPair {
  readonly parent: number;
  readonly child: number;
  readonly edges: number;
}

/** The pairs of different authors with most edges; ties by place. Sorts the edges. */
export function topPairs(edges: AuthorEdges, count: number): readonly AuthorPair[] {
  const { child, parent, places } = edges;
  const keys = new Float64Array(child.length);
  let pairs = 0;
  for (let edge = 0; edge < child.length; edge++)
    if (child[edge] !== parent[edge]) keys[pairs++] = parent[edge]! * places + child[edge]!;
  const sorted = keys.subarray(0, pairs).sort();
  const top: AuthorPair[] = [];
  for (let from = 0, to = 0; from < pairs; from = to) {
    while (to < pairs && sorted[to] === sorted[from]) to++;
    if (to - from <= (top[count - 1]?.edges ?? 0)) continue;
    const key = sorted[from]!;
    const pair = { parent: Math.floor(key / places), child: key % places, edges: to - from };
    const at = top.findIndex(other => other.edges < pair.edges);
    top.splice(at < 0 ? top.length : at, 0, pair);
    if (top.length > count) top.pop();
  }
  return top;
}
