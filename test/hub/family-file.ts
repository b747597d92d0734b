import { readdirSync, readFileSync } from "node:fs";
import { hubAsset } from "./asset-root";
import { dropUndefined, isRelation, type ModelFacts } from "./models/facts";

/** The columns of a family file, in order; lists are comma-separated, and an empty cell means "not known". */
export const FAMILY_COLUMNS = [
  "id",
  "parents",
  "relation",
  "license",
  "languages",
  "task",
  "library",
  "downloads",
  "likes",
  "createdAt",
  "parameters",
  "gated",
  "datasets",
  "tags",
  "files",
] as const;

type Column = (typeof FAMILY_COLUMNS)[number];

/** Reads a family file: `#` lines are comments, the first other line names the columns; throws with the line number. */
export function parseFamily(text: string, name: string): ModelFacts[] {
  const models: ModelFacts[] = [];
  let columns: string[] | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" || line.startsWith("#")) continue;
    const cells = line.split("\t");
    if (columns === undefined) {
      columns = cells;
      continue;
    }
    if (cells.length > columns.length) {
      throw new Error(`${name}, line ${index + 1}: ${cells.length} cells under ${columns.length} columns.`);
    }
    const row = new Map(columns.map((column, at) => [column, cells[at] ?? ""]));
    models.push(rowToFacts(row, `${name}, line ${index + 1}`));
  }
  return models;
}

/** Writes models as a family file with the given comments, omitting trailing empty cells to save space. */
export function formatFamily(models: readonly ModelFacts[], remarks: readonly string[]): string {
  const rows = models.map(model =>
    FAMILY_COLUMNS.map(column => cellOf(model, column))
      .join("\t")
      .trimEnd(),
  );
  return [...remarks.map(remark => `# ${remark}`), FAMILY_COLUMNS.join("\t"), ...rows, ""].join("\n");
}

/** The names of the families included in the project, without `.tsv`. */
export function familyNames(): string[] {
  return readdirSync(hubAsset("families"))
    .filter(file => file.endsWith(".tsv"))
    .map(file => file.slice(0, -".tsv".length))
    .sort();
}

/** The models of the included families (all by default), each ID once. */
export function readFamilies(names: readonly string[] = familyNames()): ModelFacts[] {
  const shipped = familyNames();
  const byId = new Map<string, ModelFacts>();
  for (const name of names) {
    if (!shipped.includes(name)) throw new Error(`No family ${name}; there are ${shipped.join(", ")}.`);
    const file = `${name}.tsv`;
    for (const model of parseFamily(readFileSync(hubAsset("families", file), "utf8"), file)) {
      if (!byId.has(model.id)) byId.set(model.id, model);
    }
  }
  return [...byId.values()];
}

function rowToFacts(row: ReadonlyMap<string, string>, where: string): ModelFacts {
  const cell = (column: Column): string | undefined => row.get(column) || undefined;
  const list = (column: Column): string[] => cell(column)?.split(",") ?? [];
  const id = cell("id");
  const createdAt = cell("createdAt");
  const relation = cell("relation");
  const gated = cell("gated");
  if (id === undefined || createdAt === undefined) throw new Error(`${where}: id or createdAt is missing.`);
  if (relation !== undefined && !isRelation(relation))
    throw new Error(`${where}: unknown relation ${relation}.`);
  if (gated !== undefined && gated !== "auto" && gated !== "manual") {
    throw new Error(`${where}: gated is ${gated}; it must be auto, manual or empty.`);
  }
  const parameters = cell("parameters");
  const files = cell("files");
  return dropUndefined({
    id,
    parents: list("parents"),
    relation,
    license: cell("license"),
    languages: list("languages"),
    task: cell("task"),
    library: cell("library"),
    downloads: Number(cell("downloads") ?? 0),
    likes: Number(cell("likes") ?? 0),
    createdAt: createdAt.replace(/Z$/, ".000Z"),
    parameters: parameters === undefined ? undefined : Number(parameters),
    gated,
    datasets: list("datasets"),
    tags: list("tags"),
    files: files === undefined ? undefined : files.split(","),
  });
}

function cellOf(model: ModelFacts, column: Column): string {
  const value = column === "createdAt" ? model.createdAt.replace(/\.000Z$/, "Z") : model[column];
  if (value === undefined || value === 0) return "";
  const text = Array.isArray(value) ? value.join(",") : String(value);
  if (/[\t\n]/.test(text)) throw new Error(`${model.id}: the ${column} holds a tab or a line end.`);
  return text;
}
