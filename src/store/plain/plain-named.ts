import { ownValue } from "../../lineage/own-value";
import type { SnapshotReader } from "../../snapshot/snapshot-reader";
import { type PlainColumn, type PlainTable, plainTimes } from "./plain-columns";
import type { FindId } from "./plain-conditions";
import { NotPlain, type PlainQuestion } from "./plain-question";
import { shownId } from "./plain-values";

/** The table of the models that a question names by their ids, read one by one; null if it asks for others. */
export function namedModels(
  { table, where }: PlainQuestion,
  reader: SnapshotReader,
  find: FindId,
  idOf: (model: number) => Uint8Array,
): PlainTable | null {
  const named = where.find(({ column, operator }) => column === "id" && ["=", "in"].includes(operator));
  if (table !== "models" || named === undefined) return null;
  const rows = [...new Set(named.values.map(id => find(String(id))))].filter(row => row >= 0);
  const text = (read: (row: number) => string | null) => codedTexts(rows.map(read));
  const number = (name: string) => Float64Array.from(rows, row => reader.number(name, row) ?? Number.NaN);
  const columns: Readonly<Record<string, () => PlainColumn>> = {
    id: () => ({ kind: "ids", models: Uint32Array.from(rows) }),
    author: () => text(row => /^([^/]*)\//.exec(shownId(idOf(row)))?.[1] ?? null),
    license: () => text(row => reader.list("license", row)[0] ?? null),
    license_name: () => text(row => reader.single("licenseName", row)),
    task: () => text(row => reader.single("task", row)),
    library: () => text(row => reader.single("library", row)),
    downloads: () => ({ kind: "numbers", values: number("downloads") }),
    likes: () => ({ kind: "numbers", values: number("likes") }),
    parameters: () => ({ kind: "numbers", values: number("parameters") }),
    created_at: () => plainTimes(number("createdAt")),
    last_modified: () => plainTimes(number("lastModified")),
  };
  return {
    rows: rows.length,
    column: name => {
      const made = ownValue(columns, name);
      if (made === undefined) throw new NotPlain();
      return made();
    },
  };
}

function codedTexts(texts: readonly (string | null)[]): PlainColumn {
  const values = [...new Set(texts)].filter(text => text !== null);
  return {
    kind: "codes",
    codes: Int32Array.from(texts, text => (text === null ? -1 : values.indexOf(text))),
    values,
  };
}
