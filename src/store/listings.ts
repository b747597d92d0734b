import type { Database } from "./database";
import { number } from "./rows";

/*
 * A list is complete once every page of it is in the tables. That its last page is there says little: earlier ones may be
 * missing after damage, or if a file was deleted or replaced. So the pages of a listing are counted as they come in order.
 * A record says how many its writer held before it, and whoever holds fewer does not take the list for complete.
 */

/** A page of a listing, which began with its first page at `began` (ms since 1970). */
export interface ListingPage {
  readonly parent: string;
  readonly began: number;
  readonly at: number;
  /**
   * How many pages of the listing came before; -1 if its writer did not hold them all. Earlier versions did not write it:
   * the page then counts as the next one.
   */
  readonly page?: number;
}

/** How many pages of a listing, from the first without a gap, the tables hold. */
export function heldPages(database: Database, parent: string, began: number): number {
  const sql = "SELECT pages FROM listings WHERE parent = ? AND began_at = ?";
  return number(database.value(sql, [parent, began])) ?? 0;
}

/** Counts a page if the tables hold all that came before it; returns whether they do. */
export function countPage(database: Database, { parent, began, at, page }: ListingPage): boolean {
  const held = heldPages(database, parent, began);
  const before = page ?? (began === at ? 0 : held);
  if (before < 0 || before > held) return false;
  database.run("INSERT OR REPLACE INTO listings (parent, began_at, pages) VALUES (?, ?, ?)", [
    parent,
    began,
    Math.max(held, before + 1),
  ]);
  return true;
}

/** Forgets the count of a listing that is complete, and of those that began before it. */
export function endListings(database: Database, parent: string, began: number): void {
  database.run("DELETE FROM listings WHERE parent = ? AND began_at <= ?", [parent, began]);
}
