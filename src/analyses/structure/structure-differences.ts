import { type ListedDifference, linkDifferences } from "../differences";

/** How the structure is counted in another way than in the paper and its follow-up. */
export const structureDifferences: readonly ListedDifference[] = [
  ...linkDifferences,
  {
    what: "quad_3, chains of four",
    published: "the code leaves out how many parents the second model has",
    here: "counted as in the code; the exact number is in the column exact",
    only: "paper",
  },
  {
    what: "quad_3, chains of four",
    published: "the code leaves out how many parents the second model has",
    here: "counted exactly",
    only: "corrected",
  },
  {
    what: "growth of the largest families",
    ...{ published: "families without merges", here: "families with merges" },
    only: "corrected",
  },
  {
    what: "finetunes where no relation is told",
    ...{ published: "untyped edges are no finetunes", here: "untyped edges count, as there are no others" },
  },
  {
    what: "root of a family",
    published: "where a walk from an arbitrary model up its first parents ends",
    here: "the member without parents that has the most children",
  },
  {
    what: "attachment",
    published: "whole days; only models before 2023 and children of earlier events can be chosen",
    here: "the published algorithm beside our own, by minutes and with all models",
  },
  {
    what: "depth, width, degrees, distances",
    ...{
      published: "not computed for all models",
      here: "computed exactly, or from a sample that is marked",
    },
  },
];
