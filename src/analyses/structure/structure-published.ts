import { type PublishedFigure, paper } from "../analysis";
import type { Structure } from "./structure-result";

/**
 * Source: edge counts and time_trends, cells 4 and 9; components from draw_trees, whose graph includes missing parents.
 */
export function structureBeside(result: Structure, isTyped: boolean): PublishedFigure[] {
  const share = (relation: string) => result.branching.find(row => row.relation === relation)?.share ?? null;
  const source = paper.july2025;
  const follow = "Laufer, finetuning-preferential-attachment, pre-attach-3, finetunes of 2023 and 2024";
  return [
    { what: "edges", value: 573_653, ours: result.edges, source },
    {
      what: "components, including missing parents",
      value: 1_308_021,
      ours: result.componentsWithMissing,
      source,
    },
    {
      what: "models of the largest family without merges",
      value: 33_194,
      // Without a relation on any link, nothing is known to be a merge.
      ours: isTyped ? (result.largestWithoutMerges[0]?.size ?? null) : null,
      source,
    },
    {
      what: "finetune edges whose child has children",
      value: 15_047 / 189_391,
      ours: share("finetune"),
      source,
    },
    {
      what: "quantization edges whose child has children",
      value: 970 / 101_921,
      ours: share("quantized"),
      source,
    },
    { what: "adapter edges whose child has children", value: 458 / 241_417, ours: share("adapter"), source },
    {
      what: "exponent of preferential attachment, by the follow-up study's algorithm",
      value: 2.063,
      ours: result.attachmentInCode?.exponent ?? null,
      source: follow,
    },
  ];
}
