import {
  adjacency,
  firstCodes,
  type LineageColumns,
  type OptionalCodes,
  relationCodes,
} from "../columns/columns";
import { licenseVerdict } from "../licenses/compatibility";
import { licenseRow } from "../licenses/licenses";
import type { Relation } from "../lineage/model";
import { SumsByCluster } from "../statistics/cluster-sums";
import { clusteredInterval } from "../statistics/clustered";
import { generationsOf } from "../statistics/generations";
import { seeded } from "../statistics/random";
import {
  type Analysis,
  type AnalysisOptions,
  type Cell,
  type Findings,
  type Headline,
  type ModelsOfRow,
  type PublishedFigure,
  paper,
} from "./analysis";
import { childrenThat } from "./models-of-row";
import { studiesTable } from "./possible-conflicts/license-studies";
import {
  boundsTable,
  type Conflicts,
  conflictBounds,
  conflictSummary,
} from "./possible-conflicts/violation-bounds";
import {
  findingOf,
  totalsOf,
  type VerdictCounts,
  type ViolatedPair,
  type Violations,
} from "./possible-conflicts/violation-figures";
import { countEdges, type EdgeFilter, edgeFilter } from "./scope";

/** How often licenses break the terms that they descend from. */
export const violations: Analysis<Violations> = {
  id: "violations",
  title: "Possible license conflicts",
  definition:
    "Each edge with a license declared at both ends is judged by the license table: whether the child's license passes on the obligations of the parent's, " +
    "for the relation of the edge (an unknown relation counts as a finetune). If there are several licenses, the first counts. A chain may conflict with an ancestor's terms " +
    "if the license of a model would be incompatible with that of any of its ancestors, judged by the relation of the model's own edge.",
  source: `this project's license table, based on the license texts; the abstract of ${paper.source} mentions frequent violations but does not measure any`,
  readsLinks: true,
  needs: ["license"],
  run,
  summaryAlone,
  models: {
    relations: broken((edge, [relation]) => edge.relation === relation),
    licenses: broken((edge, [parent]) => edge.parent === parent),
    pairs: broken((edge, [parent, child]) => edge.parent === parent && edge.child === child),
  },
};

/** What rows are matched against: the relation of an edge and the first license at both ends. */
interface JudgedEdge {
  readonly relation: Relation | undefined;
  readonly parent: string | undefined;
  readonly child: string | undefined;
}

/** The children of the incompatible edges that belong to a row. */
function broken(isOfRow: (edge: JudgedEdge, row: readonly Cell[]) => boolean): ModelsOfRow {
  return (columns, options, row) => {
    const { values, codes } = firstLicenses(columns);
    const judge = judgeOf(values);
    const { edges } = columns;
    return childrenThat(columns, edgeFilter(columns, options), edge => {
      const parent = codes[edges.parent[edge]!]!;
      const child = codes[edges.child[edge]!]!;
      const relation = edges.relation[edge]!;
      if (parent < 0 || child < 0) return false;
      if (verdictCodes[judge(parent, child, relation)] !== "incompatible") return false;
      const judged = { relation: relationCodes[relation], parent: values[parent], child: values[child] };
      return isOfRow(judged, row);
    });
  };
}

/** Verdicts on an edge by the codes of `Judge`. */
export const verdictCodes = ["ok", "review", "incompatible"] as const;

/** The bounds of possible conflicts, and what they are counted from. */
function partsOf(columns: LineageColumns, options: AnalysisOptions) {
  const keep = edgeFilter(columns, options);
  const first = firstLicenses(columns);
  const judge = judgeOf(first.values);
  const conflict: Conflicts = (parent, child, relation) =>
    verdictCodes[judge(parent, child, relation)] === "incompatible";
  const strict = first.values.map(
    value => licenseVerdict(value, "mit", "finetune").verdict === "incompatible",
  );
  const counted = conflictBounds(columns, first.codes, parent => strict[parent] === true, conflict, keep);
  return { keep, first, judge, counted };
}

function summaryAlone(columns: LineageColumns, options: AnalysisOptions): readonly Headline[] {
  const { keep, counted } = partsOf(columns, options);
  return conflictSummary(columns, counted, countEdges(columns, keep), options, keep);
}

function run(columns: LineageColumns, options: AnalysisOptions): Findings<Violations> {
  const { keep, first, judge, counted } = partsOf(columns, options);
  const { bounds } = counted;
  const counts = countEdgeVerdicts(columns, first, judge, keep, options);
  const result: Violations = { ...counts, bounds, chains: countChains(columns, first, judge, keep) };
  const summary = conflictSummary(columns, counted, result.edges, options, keep);
  const totals = totalsOf(result, summary[0]);
  return {
    ...findingOf(totals),
    summary,
    coverage: [{ what: "license at both ends", unit: "edges", known: result.judged, total: result.edges }],
    result,
    tables: [
      {
        id: "relations",
        title: "Verdicts by relation",
        columns: ["relation", "edges", "judged", "incompatible", "review", "share", "low", "high"],
        rows: result.byRelation.map(row => {
          const share = row.judged === 0 ? null : row.incompatible / row.judged;
          const counted = [row.relation, row.edges, row.judged, row.incompatible, row.review];
          return [...counted, share, row.low, row.high];
        }),
      },
      {
        id: "licenses",
        title: "Verdicts by the parent's license",
        columns: ["license", "judged", "incompatible", "review", "share"],
        rows: result.byLicense.map(row => {
          return [row.license, row.judged, row.incompatible, row.review, row.incompatible / row.judged];
        }),
      },
      {
        id: "pairs",
        title: "Incompatible license pairs",
        columns: ["parent", "child", "edges", "clause"],
        rows: result.byPair.map(row => [row.parent, row.child, row.edges, row.clause]),
      },
      totals,
      boundsTable(bounds),
      studiesTable(result, countPairs(columns, first, keep)),
    ],
    pictures: [
      {
        title: "Possible conflicts by the parent's license",
        kind: "bars",
        ...{ table: "licenses", licenses: true },
        x: "incompatible",
        y: "license",
      },
      {
        title: "Share of edges in possible conflict, by relation",
        kind: "bars",
        table: "relations",
        x: "share",
        y: "relation",
        ...{ low: "low", high: "high" },
      },
      {
        title: "Pairs of licenses that may conflict: the parent's, and the child's",
        kind: "flow",
        table: "pairs",
        x: "parent",
        y: "child",
        ...{ size: "edges", licenses: true },
      },
    ],
    published: [] satisfies PublishedFigure[],
  };
}

/** How many different pairs of licenses the edges have. */
function countPairs(
  { edges }: LineageColumns,
  { values, codes }: FirstLicenses,
  keep: EdgeFilter | undefined,
): number {
  const pairs = new Set<number>();
  for (let edge = 0; edge < edges.child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const [parent, child] = [codes[edges.parent[edge]!]!, codes[edges.child[edge]!]!];
    if (parent >= 0 && child >= 0) pairs.add(parent * values.length + child);
  }
  return pairs.size;
}

/** The first license of each model. */
export interface FirstLicenses {
  readonly values: readonly string[];
  /** The code of each model's first license, or -1. */
  readonly codes: OptionalCodes;
}

/** The first license of each model. */
export function firstLicenses({ traits, models }: LineageColumns): FirstLicenses {
  const trait = traits.license;
  if (trait === null) return { values: [], codes: new Int32Array(models).fill(-1) };
  if (trait.kind === "single") return trait;
  return { values: trait.values, codes: firstCodes(trait, models) };
}

/** Maps the codes of both licenses and of the relation to a verdict, as an index into `verdictCodes`. */
export type Judge = (parent: number, child: number, relation: number) => number;

/** Judges each combination once, when it first occurs. */
export function judgeOf(values: readonly string[]): Judge {
  const known = new Map<number, number>();
  return (parent, child, relation) => {
    const key = (parent * values.length + child) * relationCodes.length + relation;
    const seen = known.get(key);
    if (seen !== undefined) return seen;
    const { verdict } = licenseVerdict(
      values[parent] ?? null,
      values[child] ?? null,
      relationCodes[relation] ?? "unknown",
    );
    const code = verdictCodes.indexOf(verdict);
    known.set(key, code);
    return code;
  };
}

class Counts {
  edges = 0;
  readonly #verdicts = [0, 0, 0];

  add(verdict: number): void {
    this.#verdicts[verdict] = this.#verdicts[verdict]! + 1;
  }

  counts(): VerdictCounts {
    const [ok = 0, review = 0, incompatible = 0] = this.#verdicts;
    return { judged: ok + review + incompatible, incompatible, review };
  }
}

function countEdgeVerdicts(
  { edges }: LineageColumns,
  { values, codes }: FirstLicenses,
  judge: Judge,
  keep: EdgeFilter | undefined,
  { seed, draws = 999 }: AnalysisOptions,
): Omit<Violations, "bounds" | "chains"> {
  const all = new Counts();
  const relations = relationCodes.map(() => new Counts());
  const byParent = relationCodes.map(() => new SumsByCluster());
  const licenses = values.map(() => new Counts());
  const pairs = new Map<number, number>();
  for (let edge = 0; edge < edges.child.length; edge++) {
    if (keep && !keep(edge)) continue;
    const relation = edges.relation[edge]!;
    const [parent, child] = [codes[edges.parent[edge]!]!, codes[edges.child[edge]!]!];
    const kind = relations[relation];
    all.edges++;
    if (kind) kind.edges++;
    if (parent < 0 || child < 0) continue;
    const verdict = judge(parent, child, relation);
    all.add(verdict);
    kind?.add(verdict);
    byParent[relation]?.add(edges.parent[edge]!, verdictCodes[verdict] === "incompatible" ? 1 : 0, 1);
    licenses[parent]?.add(verdict);
    const pair = parent * values.length + child;
    if (verdictCodes[verdict] === "incompatible") pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  const byLicense = licenses.map((counts, code) => ({ license: values[code] as string, ...counts.counts() }));
  return {
    edges: all.edges,
    ...all.counts(),
    byRelation: relationCodes.map((relation, code) => {
      const counts = relations[code] ?? new Counts();
      const ends = clusteredInterval(byParent[code] ?? new SumsByCluster(), seeded(seed), draws);
      const [low, high] = ends ?? [null, null];
      return { relation, edges: counts.edges, ...counts.counts(), low, high };
    }),
    byLicense: byLicense
      .filter(row => row.judged > 0)
      .sort((one, other) => other.incompatible - one.incompatible || (one.license < other.license ? -1 : 1)),
    byPair: pairRows(pairs, values),
  };
}

function pairRows(pairs: ReadonlyMap<number, number>, values: readonly string[]): ViolatedPair[] {
  const rows = [...pairs].map(([pair, edges]): ViolatedPair => {
    const parent = values[Math.floor(pair / values.length)] as string;
    const child = values[pair % values.length] as string;
    return { parent, child, edges, clause: licenseVerdict(parent, child, "finetune").clause };
  });
  const name = ({ parent, child }: ViolatedPair) => `${parent} ${child}`;
  return rows.sort((one, other) => other.edges - one.edges || (name(one) < name(other) ? -1 : 1));
}

/** Sets of licenses as bits, one row of words per model. */
class LicenseSets {
  readonly #words: number;
  readonly #bits: Uint32Array;

  constructor(models: number, licenses: number) {
    this.#words = Math.max(1, Math.ceil(licenses / 32));
    this.#bits = new Uint32Array(models * this.#words);
  }

  add(model: number, license: number): void {
    const at = model * this.#words + (license >> 5);
    this.#bits[at] = this.#bits[at]! | (1 << (license & 31));
  }

  addAll(model: number, other: number): void {
    for (let word = 0; word < this.#words; word++) {
      const at = model * this.#words + word;
      this.#bits[at] = this.#bits[at]! | this.#bits[other * this.#words + word]!;
    }
  }

  some(model: number, test: (license: number) => boolean): boolean {
    for (let word = 0; word < this.#words; word++) {
      for (let rest = this.#bits[model * this.#words + word]!; rest !== 0; rest &= rest - 1) {
        if (test(word * 32 + 31 - Math.clz32(rest & -rest))) return true;
      }
    }
    return false;
  }
}

/**
 * Passes the licenses of ancestors down from parents to children. Licenses that are not in the table forbid nothing and
 * are not passed down; models on or below a cycle are left out.
 */
function countChains(
  { models, edges }: LineageColumns,
  { values, codes }: FirstLicenses,
  judge: Judge,
  keep: EdgeFilter | undefined,
): Violations["chains"] {
  const both = adjacency(edges, models, keep);
  const { parents } = both;
  // Only licenses of the table get a bit: there are at most 83, whatever cards say.
  const judged = values.flatMap((value, code) => (licenseRow(value) === null ? [] : [code]));
  const bitOf = new Int16Array(values.length).fill(-1);
  judged.forEach((code, bit) => {
    bitOf[code] = bit;
  });
  const above = new LicenseSets(models, judged.length);
  const chains = { models: 0, incompatible: 0, onlyFurtherUp: 0 };
  for (const model of generationsOf(models, both).order) {
    const child = codes[model]!;
    let [hasAncestor, breaksParent, breaksAny] = [false, false, false];
    for (let at = parents.starts[model]!; at < parents.starts[model + 1]!; at++) {
      const parent = parents.ends[at]!;
      if (parent === model) continue;
      const relation = edges.relation[parents.edges[at]!]!;
      const license = codes[parent]!;
      const breaks = (other: number) => verdictCodes[judge(other, child, relation)] === "incompatible";
      above.addAll(model, parent);
      if (license >= 0 && bitOf[license]! >= 0) above.add(model, bitOf[license]!);
      if (child < 0) continue;
      hasAncestor ||= license >= 0 || above.some(parent, () => true);
      breaksParent ||= license >= 0 && breaks(license);
      breaksAny ||= breaksParent || above.some(parent, one => breaks(judged[one]!));
    }
    if (hasAncestor) chains.models++;
    if (breaksAny) chains.incompatible++;
    if (breaksAny && !breaksParent) chains.onlyFurtherUp++;
  }
  return chains;
}
