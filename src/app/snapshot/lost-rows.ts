import { count, grouped } from "../../lineage/in-words";
import { inEnglish } from "../../words/words";
import type { BadCards, SkippedRows } from "../ports/snapshot-ports";

/** An import that loses more than this share of its rows replaces no snapshot. */
const mostLost = 0.01;

/** What an import lost: of which table, and how many models it found. */
export interface ImportLoss {
  readonly name: string;
  readonly models: number;
  readonly skipped: SkippedRows;
  /** Whether the table was read to its end. */
  readonly isWhole: boolean;
}

/** How many rows were skipped, for whatever reason. */
export function skippedRows({ withoutId, duplicates, damaged }: SkippedRows): number {
  return withoutId + duplicates + damaged;
}

/** Whether so many skipped rows of a table are too many, whatever follows. */
export function isTooLossy(skipped: SkippedRows, rows: number): boolean {
  return skippedRows(skipped) > rows * mostLost;
}

/** Why an import must not replace a snapshot unless that is forced, as a sentence; null if it may. */
export function refusalOf({ name, models, skipped, isWhole }: ImportLoss): string | null {
  const lost = skippedRows(skipped);
  if (models + lost === 0) return `${name} has no rows. Nothing was imported.`;
  if (models > 0 && !isTooLossy(skipped, models + lost)) return null;
  const many = lost.toLocaleString("en-US");
  const some =
    models === 0 ? "No row" : `${many} of ${isWhole ? "" : "the first "}${count(models + lost, "row")}`;
  const cannot = models === 0 ? "can be used" : "cannot be used";
  return `${some} of ${name} ${cannot}: ${reasonsInWords(skipped)}. Nothing was imported.`;
}

/** A table with less than this share of the models of the snapshot that it would replace was probably cut off. */
const leastKept = 0.9;

/** Why a table must not replace a snapshot with so many models unless that is forced, as a sentence; null if it may. */
export function shrinkageOf(name: string, models: number, before: number | null): string | null {
  if (before === null || models >= before * leastKept) return null;
  const now = inEnglish(() => count(models, "model"));
  return `${name} has ${now}, and the snapshot that it would replace has ${before.toLocaleString("en-US")}, so it may be cut off. Nothing was imported.`;
}

/** That pages without a checksum may be damaged unnoticed, as a sentence. */
export function uncheckedInWords(pages: number): string {
  return `${count(pages, "page has no checksum", "pages have no checksum")}, so damage in ${pages === 1 ? "it" : "them"} may not be noticed`;
}

/** That a table may be a mixture of two versions, as a sentence; null if that would have been noticed. */
export function unmarkedInWords(host: string | null): string | null {
  if (host === null) return null;
  return `${host} sends neither an ETag nor a modification date, so it was not possible to check that the table stayed the same during the import. To be sure, download the file and import it from your disk.`;
}

/** `3 rows skipped (2 damaged, 1 duplicate; the first is line 17)`; `0 rows skipped` if none were. */
export function skippedInWords(skipped: SkippedRows): string {
  const lost = skippedRows(skipped);
  return inEnglish(() => {
    const rows = `${count(lost, "row")} skipped`;
    return lost === 0 ? rows : `${rows} (${reasonsInWords(skipped)})`;
  });
}

/** Which cards were read in part or not at all, as a sentence; null if all were read. */
export function badCardsInWords(cards: BadCards | undefined): string | null {
  const { mended = 0, unread = 0 } = cards ?? {};
  const parts = [
    ...(mended > 0
      ? [
          `${count(mended, "card has", "cards have")} NaN or Infinity, which is not JSON and counts as unknown`,
        ]
      : []),
    ...(unread > 0 ? [`the metadata of ${count(unread, "card")} is not JSON and counts as unknown`] : []),
  ];
  const [first = "", ...more] = parts;
  return first === "" ? null : `${[first.charAt(0).toUpperCase() + first.slice(1), ...more].join("; ")}.`;
}

function reasonsInWords({ damaged, withoutId, duplicates, first }: SkippedRows): string {
  const number = (n: number) => inEnglish(() => grouped(n));
  const reasons = [
    damaged > 0 ? `${number(damaged)} damaged` : "",
    withoutId > 0 ? `${number(withoutId)} without an ID` : "",
    duplicates > 0 ? inEnglish(() => count(duplicates, "duplicate")) : "",
  ].filter(reason => reason !== "");
  return `${reasons.join(", ")}${first === null ? "" : `; the first is ${first.unit} ${number(first.number)}`}`;
}
