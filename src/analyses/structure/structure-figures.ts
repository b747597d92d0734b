import { normal95 } from "../../statistics/interval";
import { type PatternName, patternNames } from "../../statistics/patterns";
import type { Cell, Findings, ResultTable, Sentence } from "../analysis";
import { figure, interval } from "../sentence";
import { branchingAgesTable } from "./branching-ages";
import { structurePictures } from "./structure-pictures";
import { structureBeside } from "./structure-published";
import type { Structure } from "./structure-result";

const meanings: Readonly<Record<PatternName, string>> = {
  duo: "parent and child",
  trio_1: "parent and two children",
  trio_2: "chain of three",
  quad_0: "parent and three children",
  quad_1: "chain ending in two children",
  quad_2: "chain of three whose middle has a sibling",
  quad_3: "chain of four",
};

/** The tables and pictures of a structure, its coverage, and the published figures to compare. */
export function structureFigures(result: Structure, isTyped: boolean): Omit<Findings<Structure>, "result"> {
  const tables = tablesOf(result);
  return {
    ...findingOf(tables),
    coverage: [
      {
        what: "depth (not on or below a cycle)",
        unit: "models",
        known: result.models - result.cyclic,
        total: result.models,
      },
      {
        what: "createdAt, for growth and attachment",
        unit: "models",
        known: result.dated,
        total: result.models,
      },
      ...(result.edgesFromScope === null
        ? []
        : [
            {
              what: "parent in the scope too (other edges lead out of it, and are left out)",
              unit: "edges" as const,
              known: result.edges,
              total: result.edgesFromScope,
            },
          ]),
    ],
    tables,
    pictures: structurePictures,
    published: structureBeside(result, isTyped),
  };
}

function table(
  id: string,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): ResultTable {
  return { id, title, columns, rows };
}

function tablesOf(result: Structure): ResultTable[] {
  const points = result.attachment?.points.filter(point => point.chosen > 0) ?? [];
  return [
    table(
      "families",
      "Largest families",
      ["root", "models", "depth", "width", "wiener", "wienerError", "meanDistance", "exact"],
      result.largestFamilies.map(row => [
        row.root,
        row.size,
        row.depth,
        row.width,
        row.wiener,
        row.wienerError,
        row.meanDistance,
        row.exact,
      ]),
    ),
    table(
      "families-without-merges",
      "Largest families without merges",
      ["root", "models"],
      result.largestWithoutMerges.map(row => [row.root, row.size]),
    ),
    table(
      "patterns",
      "Local patterns",
      ["pattern", "meaning", "occurrences", "exact"],
      patternNames.map(name => [
        ...[name, meanings[name], result.patterns[name]],
        name === "quad_3" ? result.chains.exact : result.patterns[name],
      ]),
    ),
    table(
      "depths",
      "Models by depth",
      ["depth", "models"],
      result.depths.map(row => [row.depth, row.models]),
    ),
    table(
      "sizes",
      "Families by size",
      ["size", "families"],
      result.familySizes.map(row => [row.size, row.families]),
    ),
    table(
      "children",
      "Models by number of children",
      ["children", "models"],
      result.children.map(row => [row.degree, row.models]),
    ),
    table(
      "parents",
      "Models by number of parents",
      ["parents", "models"],
      result.parents.map(row => [row.degree, row.models]),
    ),
    table(
      "branching",
      "Edges whose child has children",
      ["relation", "edges", "branching", "share", "low", "high"],
      result.branching.map(row => [row.relation, row.edges, row.branching, row.share, row.low, row.high]),
    ),
    table(
      "growth",
      "Growth of the largest families",
      ["family", "month", "models"],
      result.growth.map(row => [row.root, row.month, row.models]),
    ),
    table(
      "attachment",
      "Chance of being chosen as a parent, by number of children",
      ["children", "chosen", "exposed", "chance"],
      points.map(point => [point.children, point.chosen, point.exposed, point.chosen / point.exposed]),
    ),
    branchingAgesTable(result.branchingAges),
    fitsOf(result),
    ...totalsOf(result),
  ];
}

/** The exponent of attachment by our fit, and by the follow-up study's own algorithm. */
function fitsOf({ attachment, attachmentInCode }: Structure): ResultTable {
  const row = (fit: string, found: Structure["attachment"] | Structure["attachmentInCode"]) =>
    found === null
      ? []
      : [[fit, found.events, found.eligibleAtStart, found.exponent, found.r2 satisfies Cell]];
  return table(
    "attachment-fits",
    "How attachment grows with the number of children",
    ["fit", "events", "eligibleAtStart", "exponent", "r2"],
    [
      ...row("minutes, all models eligible, weights by choices", attachment),
      ...row("the follow-up study's algorithm", attachmentInCode),
    ],
  );
}

/** The shape as a whole, and the power law of the number of children with its 95% interval. */
function totalsOf(result: Structure): ResultTable[] {
  const { models, edges, components, families, selfReferences, bornBeforeParent, childrenTail } = result;
  const largest = result.largestFamilies[0]?.size ?? 0;
  const half = normal95 * (childrenTail?.standardError ?? 0);
  return [
    table(
      "totals",
      "The shape as a whole",
      [
        ...["models", "edges", "components", "componentsWithMissing", "families"],
        ...["largest", "share", "selfReferences", "bornBeforeParent"],
      ],
      [
        [
          ...[models, edges, components, result.componentsWithMissing, families],
          ...[largest, models === 0 ? null : largest / models, selfReferences, bornBeforeParent],
        ],
      ],
    ),
    table(
      "tail",
      "Power law of the number of children",
      ["exponent", "low", "high", "from", "models", "distance"],
      childrenTail === null
        ? []
        : [
            [
              childrenTail.exponent,
              childrenTail.exponent - half,
              childrenTail.exponent + half,
              childrenTail.from,
              childrenTail.count,
              childrenTail.distance,
            ],
          ],
    ),
  ];
}

/** The largest family, and how the number of children falls off; nothing if there are no families. */
function findingOf(tables: readonly ResultTable[]): Pick<Findings<unknown>, "finding"> {
  const [families, totals, tail] = ["families", "totals", "tail"].map(name =>
    tables.find(({ id, rows }) => id === name && rows.length > 0),
  );
  if (families === undefined || totals === undefined) return {};
  const law: Sentence =
    tail === undefined
      ? []
      : [
          "; the number of children falls off as a power law with exponent ",
          figure(tail, 0, "exponent", "number"),
          ...interval(tail, 0, "number"),
        ];
  return {
    finding: [
      "The largest of ",
      figure(totals, 0, "families", "count"),
      " families, named after its model without parents that has the most children, is that of ",
      figure(families, 0, "root", "words"),
      ", with ",
      figure(totals, 0, "largest", "count"),
      " models (",
      figure(totals, 0, "share", "percent"),
      " of all)",
      ...law,
    ],
  };
}
