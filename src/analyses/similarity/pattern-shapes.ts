import { ownValue } from "../../lineage/own-value";
import { comparedLetters, pairKinds } from "../../statistics/pattern-pairs";

/** A model in the drawing of a pattern: `across` from -1 to 1, `generation` from 0 for the oldest. */
export interface ShapeNode {
  readonly across: number;
  readonly generation: number;
  /** Whether it is one of the two that are compared. */
  readonly compared: boolean;
}

/** A local pattern of descent, and which two of its models are compared. */
export interface PatternShape {
  readonly pattern: string;
  /** How many generations are between the compared two; null for any two models. */
  readonly generations: number | null;
  readonly nodes: readonly ShapeNode[];
  /** Parent and child, as places in `nodes`. */
  readonly edges: readonly (readonly [parent: number, child: number])[];
}

/** Models by their letters in the paper, with their places, and edges as parent and child. */
interface Drawing {
  readonly places: Readonly<Record<string, readonly [across: number, generation: number]>>;
  readonly edges: readonly string[];
}

const drawings: Readonly<Record<string, Drawing>> = {
  rando: { places: { u: [-0.6, 1], v: [0.6, 1] }, edges: [] },
  duo: { places: { u: [0, 0], v: [0, 1] }, edges: ["uv"] },
  trio_1: { places: { u: [0, 0], v: [-0.6, 1], w: [0.6, 1] }, edges: ["uv", "uw"] },
  trio_2: { places: { u: [0, 0], v: [0, 1], w: [0, 2] }, edges: ["uv", "vw"] },
  quad_0: { places: { u: [0, 0], v: [-1, 1], w: [0, 1], x: [1, 1] }, edges: ["uv", "uw", "ux"] },
  quad_1: { places: { u: [0, 0], v: [0, 1], w: [-0.6, 2], x: [0.6, 2] }, edges: ["uv", "vw", "vx"] },
  quad_2: { places: { u: [0, 0], v: [-0.6, 1], x: [0.6, 1], w: [-0.6, 2] }, edges: ["uv", "ux", "vw"] },
  quad_3: { places: { t: [0, 0], u: [0, 1], v: [0, 2], w: [0, 3] }, edges: ["tu", "uv", "vw"] },
  cousins: {
    places: { u: [0, 0], v: [-0.6, 1], y: [0.6, 1], w: [-0.6, 2], x: [0.6, 2] },
    edges: ["uv", "uy", "vw", "yx"],
  },
};

/** The most generations of a pattern. */
export const mostGenerations = 4;

/** The patterns of all kinds of pairs, by their ids in the paper's order (`trio_1:2`). */
export function patternShapes(): ReadonlyMap<string, PatternShape> {
  return new Map(
    pairKinds.flatMap(kind => {
      const [pattern = ""] = kind.id.split(":");
      const drawing = ownValue(drawings, pattern);
      if (drawing === undefined) return [];
      const compared = comparedLetters(kind);
      const letters = Object.keys(drawing.places);
      const nodes = Object.entries(drawing.places).map(([letter, [across, generation]]) => {
        return { across, generation, compared: compared === null || compared.includes(letter) };
      });
      const edges = drawing.edges.map(([parent = "", child = ""]) => {
        return [letters.indexOf(parent), letters.indexOf(child)] as const;
      });
      return [[kind.id, { pattern, generations: kind.generations, nodes, edges }] as const];
    }),
  );
}
