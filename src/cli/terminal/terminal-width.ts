/** The columns of a terminal; null elsewhere, and for a terminal that does not know, which says 0. */
export function terminalWidth({ columns }: { readonly columns?: number }): number | null {
  return columns === undefined || columns <= 0 ? null : columns;
}
