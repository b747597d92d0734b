import { adjacency, type EdgeRows, type LineageColumns, relationCodes } from "../../columns/columns";
import { componentsOf } from "../../statistics/components";
import { generationsOf } from "../../statistics/generations";
import { degreesOf } from "../../statistics/patterns";
import type { AnalysisOptions, ModelsOfRow } from "../analysis";
import { childrenThat, modelsThat } from "../models-of-row";
import { insideFilter } from "../scope";

function graphOf(columns: LineageColumns, options: AnalysisOptions) {
  return adjacency(columns.edges, columns.models, insideFilter(columns, options));
}

function byDegree(side: "children" | "parents"): ModelsOfRow {
  return (columns, options, [degree]) => {
    const degrees = degreesOf(graphOf(columns, options)[side]);
    return modelsThat(columns.models, options.within, model => degrees[model] === degree);
  };
}

const isEmpty = ({ starts }: EdgeRows, model: number) => starts[model] === starts[model + 1];

const byDepth: ModelsOfRow = (columns, options, [depth]) => {
  const graph = graphOf(columns, options);
  const generations = generationsOf(columns.models, graph).depth;
  const isAlone = (model: number) => isEmpty(graph.children, model) && isEmpty(graph.parents, model);
  return modelsThat(columns.models, options.within, model => generations[model] === depth && !isAlone(model));
};

const bySize: ModelsOfRow = (columns, options, [size]) => {
  const { of, sizes } = componentsOf(columns.models, columns.edges, insideFilter(columns, options));
  return modelsThat(columns.models, options.within, model => sizes[of[model]!] === size);
};

const byRoot: ModelsOfRow = (columns, options, [root]) => {
  const { of } = componentsOf(columns.models, columns.edges, insideFilter(columns, options));
  let at = 0;
  while (at < columns.models && columns.id(at) !== root) at++;
  return at === columns.models
    ? []
    : modelsThat(columns.models, options.within, model => of[model] === of[at]);
};

/** Children that have children themselves, both through edges that are not merges. */
const branching: ModelsOfRow = (columns, options, [name]) => {
  const { parent, child, relation } = columns.edges;
  const inside = insideFilter(columns, options);
  const merge = relationCodes.indexOf("merge");
  const code = (relationCodes as readonly unknown[]).indexOf(name);
  const hasChildren = new Uint8Array(columns.models);
  const unmerged = (edge: number) => relation[edge] !== merge && inside?.(edge) !== false;
  for (let edge = 0; edge < parent.length; edge++) if (unmerged(edge)) hasChildren[parent[edge]!] = 1;
  return childrenThat(columns, unmerged, edge => relation[edge] === code && hasChildren[child[edge]!] === 1);
};

/** The models behind the rows of the structure tables. */
export const structureModels: Readonly<Record<string, ModelsOfRow>> = {
  families: byRoot,
  depths: byDepth,
  sizes: bySize,
  children: byDegree("children"),
  parents: byDegree("parents"),
  branching,
};
