import type { LineageColumns } from "../columns/columns";

/** What one rule finds in cards, and the models whose cards these are. */
export interface CardFindings {
  readonly rule: string;
  readonly severity: string;
  readonly summary: string;
  readonly models: readonly number[];
}

/** Findings in the cards of models; `read` is how many of the models the table has card data of. */
export interface JudgedCards {
  readonly read: number;
  readonly findings: readonly CardFindings[];
}

/** Lints what a table tells of the cards of models. */
export type JudgeCards = (columns: LineageColumns, models: readonly number[]) => JudgedCards;
