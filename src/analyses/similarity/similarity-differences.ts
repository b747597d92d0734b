import { type ListedDifference, linkDifferences } from "../differences";

/** What similarity compares in another way than the paper. */
export const similarityDifferences: readonly ListedDifference[] = [
  ...linkDifferences,
  {
    what: "finetunes",
    published: "edges of relation finetune",
    here: "the same; if no relation is told, untyped edges stand for them",
    only: "paper",
  },
  {
    what: "finetunes",
    published: "edges of relation finetune",
    here: "finetunes and edges of unknown relation",
    only: "corrected",
  },
  {
    what: "metadata",
    published: "the listing's dictionary with all of its fields",
    here: "the same, of which _id, trendingScore, and private are only there if the table has them",
  },
  {
    what: "pairs of a parent and child",
    published: "the interval drawn is that of random pairs",
    here: "its own interval",
  },
  {
    what: "chains of four (quad_3)",
    published: "drawn without regard to how many parents the second model has",
    here: "every chain with the same chance",
    only: "corrected",
  },
  {
    what: "pairs of each kind",
    ...{ published: "5,000 draws for each figure anew", here: "the same draws for each measure" },
  },
];
