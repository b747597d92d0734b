import type { AuthorKind } from "../../organizations/kinds";
import type { RatioInterval } from "../../statistics/ratio-interval";
import type { StudyKind } from "./study";
import type { UnknownAuthors } from "./unknown-authors";

/** What the authors of one kind have; sizes in GB (10⁹ bytes), null if none is known. */
export interface KindRow<Kind extends string = AuthorKind> {
  readonly kind: Kind;
  readonly authors: number;
  readonly models: number;
  readonly ofModels: RatioInterval | null;
  /** Downloads in 30 days; null if the table has none. */
  readonly downloads: number | null;
  readonly ofDownloads: RatioInterval | null;
  readonly perModel: number | null;
  readonly medianDownloads: number | null;
  readonly sized: number;
  readonly medianSize: number | null;
  readonly largestSize: number | null;
}

/** The kinds of authors, as told apart here and as the study did. */
export interface KindsOfAuthors {
  readonly kinds: readonly KindRow[];
  readonly studyKinds: readonly KindRow<StudyKind>[];
  readonly largest: readonly LargeModel[];
  readonly unknown: readonly UnknownAuthors[];
}

/** One of the largest models of a kind. */
export interface LargeModel {
  readonly kind: AuthorKind;
  readonly model: string;
  readonly gigabytes: number;
}
