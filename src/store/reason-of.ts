/** The message of an error, whatever was thrown (sql.js also throws bare strings). */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
