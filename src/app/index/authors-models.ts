import type { Index } from "../ports/index-port";

/** The IDs of an author's models that the index has, most downloaded first, at most so many. */
export async function authorsModels(
  index: Pick<Index, "query">,
  author: string,
  limit: number,
): Promise<readonly string[]> {
  const sql = `SELECT id FROM models WHERE author = '${author.replaceAll("'", "''")}' ORDER BY downloads DESC, id`;
  const { rows } = await index.query({ sql, limit });
  return rows.flatMap(([id]) => (typeof id === "string" ? [id] : []));
}
