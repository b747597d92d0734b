import type { KnownDataset } from "../card/finding";
import { hubPage } from "../lineage/export/purl";
import type { Bill } from "./bill";

/** A dataset that a bill names: what is known of it, where its card is, and in words what of it is not known. */
export interface BilledDataset {
  readonly known: KnownDataset;
  readonly page: string;
  /** A sentence without a period; null if the Hub shows the dataset. */
  readonly unknown: string | null;
  /** The license, or several joined by commas; null if none is declared, or it is not known. */
  readonly license: string | null;
  /** Whether the license was read, so that null is none. */
  readonly isRead: boolean;
}

/** What is known of a dataset for a bill. Missing, not read, and not looked up are different. */
export function billedDataset(name: string, { datasets, making }: Bill): BilledDataset {
  const found = datasets.get(name);
  const known = found ?? { state: "unknown" };
  const isKnown = known.state === "known";
  return {
    known,
    page: hubPage(`datasets/${isKnown ? known.id : name}`, making.hub),
    unknown: found === undefined ? "It was not looked up" : inWords(known),
    license: isKnown ? known.license : null,
    isRead: isKnown,
  };
}

function inWords(known: KnownDataset): string | null {
  if (known.state === "known") return null;
  if (known.state === "unknown") return "It was asked for, but could not be read";
  return known.orPrivate
    ? "The Hub shows no dataset of this name: it is missing or private"
    : "The Hub has no dataset of this name";
}
