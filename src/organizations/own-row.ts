/** One row of the user's table before it is checked. */
export interface OwnRow {
  /** Counted from 1. */
  readonly line: number;
  /** What the file says, of whatever type, or the rest of the sentence "Line N …" if the row cannot be read. */
  readonly fields: { readonly name: unknown; readonly kind: unknown; readonly country: unknown } | string;
}
