import type { AuthorKind } from "../../organizations/kinds";

/** An author with what it has; downloads in 30 days, null if the table has none. */
export interface LeadingAuthor {
  readonly author: string;
  readonly kind: AuthorKind;
  /** ISO 3166-1 alpha-2; null if it is not known. */
  readonly country: string | null;
  readonly models: number;
  readonly downloads: number | null;
}

/** One of the most downloaded models. */
export interface LeadingModel {
  readonly model: string;
  readonly kind: AuthorKind;
  readonly task: string | null;
  /** What the task takes and gives: `audio and text`; null if the task is unknown. */
  readonly modalities: string | null;
  readonly downloads: number;
  readonly share: number;
}

/** Who uploads and is downloaded most. */
export interface Leaders {
  /** The first five authors of each kind, by models and by downloads. */
  readonly uploads: readonly LeadingAuthor[];
  readonly downloads: readonly LeadingAuthor[];
  /** The first ten of all kinds together. */
  readonly mostUploads: readonly LeadingAuthor[];
  readonly mostDownloads: readonly LeadingAuthor[];
  readonly models: readonly LeadingModel[];
  /** The share of all downloads that goes to the ten models, with its interval. */
  readonly topShare: {
    readonly ratio: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
}
