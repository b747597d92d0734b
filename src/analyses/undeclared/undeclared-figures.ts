/** How many of some models without a declared parent have a likely one, estimated from those that were drawn. */
export interface UndeclaredRow {
  readonly group: "all" | "library" | "task" | "kind" | "downloads";
  readonly value: string;
  /** Models without a declared parent. */
  readonly models: number;
  readonly drawn: number;
  /** Of the drawn ones, those with a likely parent. */
  readonly likely: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How well hidden edges are found from a probability on. */
export interface HiddenRow {
  readonly from: number;
  readonly predictions: number;
  /** Shares from 0 to 1; null without predictions. */
  readonly precision: number | null;
  readonly recall: number | null;
}

/** One range of probabilities: what was said, and how much of it was right. */
export interface SaidRow {
  readonly from: number;
  readonly to: number;
  readonly predictions: number;
  readonly said: number;
  readonly right: number;
}

/** A model without a declared parent and its most likely one. */
export interface LikelyRow {
  readonly model: string;
  readonly downloads: number | null;
  readonly parent: string;
  readonly probability: number;
}

/** What names, tags, and authors say of models that declare no parent. */
export interface Undeclared {
  readonly models: number;
  readonly undeclared: number;
  readonly rows: readonly UndeclaredRow[];
  readonly hidden: {
    readonly edges: number;
    readonly rows: readonly HiddenRow[];
    readonly recallAt95: number | null;
    readonly brier: number | null;
    readonly reliability: readonly SaidRow[];
  };
  readonly examples: readonly LikelyRow[];
}
