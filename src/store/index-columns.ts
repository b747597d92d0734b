import { authorsOfIds } from "../columns/authors";
import type { ListColumn } from "../columns/coded-column";
import { ColumnBuilder, type ColumnName } from "../columns/column-builder";
import type { LineageColumns } from "../columns/columns";
import { packIds } from "../columns/id-builder";
import type { ParentColumn } from "../columns/parent-column";
import { traitsOf } from "../columns/snapshot-columns";
import { meantLicense } from "../licenses/recognize-license";
import { normalizeLanguage } from "../lineage/languages";
import { once } from "../lineage/make-once";
import { isCut, licensesIn } from "../lineage/traits/read-traits";
import type { Database } from "./database";
import { number, relation, text } from "./rows";

const columns: ReadonlySet<ColumnName> = new Set<ColumnName>([
  "license",
  "language",
  "task",
  "library",
  "dataset",
  "createdAt",
  "downloads",
  "likes",
  "parameters",
  "cardLength",
]);

/** Reads JSON arrays into a column; identical ones are parsed once, and one that was not read to its end is as unknown as none. */
function listReader(
  column: ListColumn,
  meaning: (value: string) => string | null = value => value,
): (json: string) => void {
  const read = new Map<string, readonly number[]>();
  const codesOf = (json: string): readonly number[] => {
    const listed = JSON.parse(json) as string[];
    const values = isCut(listed) ? [] : listed.flatMap(value => meaning(value) ?? []);
    return [...new Set(values)].map(value => column.dictionary.code(value));
  };
  return json => {
    const codes = read.get(json) ?? codesOf(json);
    read.set(json, codes);
    for (const code of codes) column.add(code);
    column.endRow();
  };
}

const modelRows = `SELECT m.id, m.license, m.languages, m.task, m.library, m.datasets, m.created_at, m.downloads,
    m.likes, m.parameters, length(c.text), m.license_name, m.license_link
  FROM models AS m LEFT JOIN cards AS c ON c.id = m.id ORDER BY m.id`;

const edgeRows = `SELECT e.child, coalesce(a.id, e.parent), e.relation FROM edges AS e
  LEFT JOIN aliases AS a ON a.old = e.parent ORDER BY e.child`;

/** Reads the edges, which are in the same order as the models. */
function readParents(database: Database, places: ReadonlyMap<string, number>, parents: ParentColumn): void {
  const endRows = (until: number) => {
    while (parents.rows < until) parents.endRow();
  };
  database.each(edgeRows, row => {
    const model = places.get(text(row[0]) ?? "");
    if (model === undefined) return;
    endRows(model);
    parents.link(text(row[1]) ?? "", relation(row[2]));
  });
  endRows(places.size);
}

/**
 * The whole index as columns, for analyses in this process. Models are sorted by id, and languages are normalized. The
 * index does not store papers or tags. Cards are read from the tables on demand.
 */
export function indexColumns(database: Database): LineageColumns {
  const models = number(database.value("SELECT count(*) FROM models")) ?? 0;
  const ids: string[] = [];
  const places = new Map<string, number>();
  const builder = new ColumnBuilder(columns, models);
  const { license, language, dataset } = builder.lists;
  const { task, library } = builder.singles;
  const { createdAt, downloads, likes, parameters, cardLength } = builder.numbers;
  const readLanguages = listReader(language, normalizeLanguage);
  const readDatasets = listReader(dataset);
  database.each(modelRows, row => {
    const id = text(row[0]) ?? "";
    places.set(id, ids.push(id) - 1);
    const declared = meantLicense({
      license: text(row[1]),
      licenseName: text(row[11]),
      licenseLink: text(row[12]),
    });
    if (declared) for (const each of licensesIn(declared)) license.addText(each);
    license.endRow();
    readLanguages(text(row[2]) ?? "[]");
    task.add(text(row[3]));
    library.add(text(row[4]));
    readDatasets(text(row[5]) ?? "[]");
    createdAt.push(Date.parse(text(row[6]) ?? ""));
    downloads.push(number(row[7]) ?? Number.NaN);
    likes.push(number(row[8]) ?? Number.NaN);
    parameters.push(number(row[9]) ?? Number.NaN);
    cardLength.push(number(row[10]) ?? Number.NaN);
  });
  readParents(database, places, builder.parents);
  const built = builder.finish(id => places.get(id) ?? -1);
  const author = once(() => authorsOfIds(ids));
  const packed = once(() => packIds(ids));
  return {
    models,
    get author() {
      return author();
    },
    id: model => ids[model] ?? "",
    get ids() {
      return packed();
    },
    card: model => text(database.value("SELECT text FROM cards WHERE id = ?", [ids[model] ?? ""])) ?? "",
    traits: traitsOf(built),
    numbers: built.numbers,
    edges: built.edges,
    unresolved: built.unresolved,
    // The Hub's redirects of the index are resolved in the query of edges.
    lost: null,
    repaired: null,
  };
}
