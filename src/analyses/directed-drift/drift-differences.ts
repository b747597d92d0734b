import { type ListedDifference, linkDifferences } from "../differences";

/** What drift counts in another way than the paper. */
export const driftDifferences: readonly ListedDifference[] = [
  ...linkDifferences,
  {
    what: "transitions",
    published: "a swap counts twice; a value that is kept receives a transition from each value that is lost",
    here: "a swap counts once, and values at both ends do not count",
    only: "corrected",
  },
  {
    what: "drift to English",
    published: "read as children that turn to English",
    here: "counted as published: most of it is English that is kept while other languages are lost",
    only: "paper",
  },
  {
    what: "drift to English",
    published: "counts English that is kept while other languages are lost",
    here: "counts only children that gain English",
    only: "corrected",
  },
  {
    what: "order",
    published: "any one of the best orders, a different one for each hash seed",
    here: "the alphabetically first of the best, how many there are, and which pairs they agree on",
  },
  {
    what: "values in order",
    published: "20 of each trait; in the later version 10 tasks and 10 libraries of finetunes alone",
    here: "20 of each trait over all relations; --top and --relation choose others",
  },
  { what: "null models, intervals, years", ...{ published: "none", here: "computed" } },
];
