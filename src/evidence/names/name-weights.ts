import type { Observation } from "./name-candidates";

/** Weights of observations, added to the log-odds of a parent. Source: docs/evidence.md; `HUB_LINEAGE_FIT=1 npm run bench -- evidence` fits them. */
export const nameWeights: Readonly<Record<Observation, number>> = {
  "named-by-tag": 5.41,
  "owner-in-name": -1.71,
  "converted-name": 2.75,
  "trained-name": 0.61,
  "same-name": -4.59,
  "begins-with-name": -1.94,
  "share-of-name": 3.48,
  "contains-name": -0.15,
  "longest-name": 1.57,
  children: 1.08,
  "share-of-namesakes": 3.59,
  "same-architecture": 0.43,
  "other-architecture": 0.41,
  older: -1.55,
  younger: -4.73,
  "same-author": -0.1,
  "author-share": 0.43,
  "author-nearest": 0.33,
  "author-name-overlap": 1.99,
  "mark-share": 3.22,
  "author-twin": -0.17,
  "author-all": 0.72,
  "author-latest": 1.47,
  "author-mark-share": 1.73,
  "parent-of-source": 4.04,
  "tag-of-copy": -4.56,
  "words-of-parent": 2.34,
  "same-size": -0.09,
  "other-size": -1.89,
  downloads: -0.16,
};

/** The log-odds that every candidate starts from. */
export const nameBias = -5.19;
