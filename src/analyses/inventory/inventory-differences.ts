import { type ListedDifference, linkDifferences } from "../differences";

/** What the inventory counts in another way than the paper. */
export const inventoryDifferences: readonly ListedDifference[] = [
  ...linkDifferences,
  {
    what: "models with the most children",
    published: "parents as written, of models that declare one parent only",
    here: "children over all edges",
    only: "corrected",
  },
  {
    what: "languages",
    published: "two-letter tags that pycountry knows, by their English names",
    here: "the same tags, by their codes",
  },
  {
    what: "arXiv papers",
    published: "categories of each linked paper, looked up on arXiv",
    here: "the papers; no table of the Hub has their categories",
  },
];
