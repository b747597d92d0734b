import type { FamilyRows, FamilyValue } from "./family-rows";

type Test = (row: readonly FamilyValue[]) => boolean;

/** Names of columns as headings show them, where they differ. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["model", "id"],
  ["created", "created_at"],
]);

function testOf(word: string, columns: readonly string[], isUnread: (id: string) => boolean): Test {
  const colon = word.indexOf(":");
  const name = word.slice(0, Math.max(0, colon));
  const at = columns.indexOf(otherNames.get(name) ?? name);
  if (at < 0) return row => row.some(value => value !== null && String(value).toLowerCase().includes(word));
  const wanted = word.slice(colon + 1);
  return row => {
    const value = row[at] ?? null;
    if (wanted === "none") return value === null && !isUnread(String(row[0]));
    return value !== null && String(value).toLowerCase().includes(wanted);
  };
}

/**
 * The rows that have every word of `text` in one of their columns; `column:word` asks one column, `column:none`
 * matches rows that were read and have no value there. Rows whose first value is not among `ids` are dropped first.
 */
export function filterRows<Rows extends FamilyRows>(
  table: Rows,
  text: string,
  ids: ReadonlySet<string> | null = null,
  unread: ReadonlySet<string> = new Set(),
): Rows {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && ids === null) return table;
  const tests = words.map(word => testOf(word, table.columns, id => unread.has(id)));
  const rows = table.rows.filter(
    row => (ids === null || ids.has(String(row[0]))) && tests.every(test => test(row)),
  );
  return { ...table, rows };
}
