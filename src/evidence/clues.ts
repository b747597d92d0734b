/** The groups within which pieces of evidence repeat each other: only the strongest of a group counts. */
export type ClueGroup = "files" | "weights" | "prose" | "tags" | "name" | "author";

/** What a clue is worth, and in how many cases that was measured. */
export interface ClueEntry {
  readonly group: ClueGroup;
  /** Added to the log-odds of the parent. */
  readonly weight: number;
  /** Cases in which it was measured; 0 if the weight is an assumption. */
  readonly cases: number;
  /** Whether a file of the model says it: reason enough for a warning. */
  readonly isFile?: true;
}

/**
 * The weight of each clue: ln(p / (1 − p)), where p is how often the parent that the clue names was the declared one.
 * Source: docs/evidence.md, which has the cases and says which weights are assumptions.
 */
export const clues = {
  "adapter-config/base": { group: "files", weight: 4.3, cases: 214, isFile: true },
  "gguf/base-model": { group: "files", weight: 2.5, cases: 0, isFile: true },
  "gguf/source": { group: "files", weight: 3.5, cases: 0, isFile: true },
  "mergekit/model": { group: "files", weight: 4, cases: 0, isFile: true },
  "config/name-or-path": { group: "files", weight: 2.2, cases: 0, isFile: true },
  "weights/same": { group: "weights", weight: 4.6, cases: 0, isFile: true },
  "prose/template": { group: "prose", weight: 4.6, cases: 0 },
  "prose/says": { group: "prose", weight: 3, cases: 0 },
  "prose/based-on": { group: "prose", weight: 1.4, cases: 0 },
  "prose/link": { group: "prose", weight: -1.5, cases: 0 },
  "prose/usage": { group: "prose", weight: -1, cases: 0 },
  "tag/id": { group: "tags", weight: 3, cases: 0 },
  /** Weighed by what is observed about the namesake: see names/name-weights.ts. */
  "name/alike": { group: "name", weight: 0, cases: 0 },
} as const satisfies Readonly<Record<string, ClueEntry>>;

/** The name of a clue. */
export type Clue = keyof typeof clues;

/** What a clue is worth, and how that is known. */
export function clueEntry(clue: Clue): ClueEntry {
  return clues[clue];
}
