import {
  type Edges,
  type LineageColumns,
  type ListTrait,
  listTrait,
  relationCodes,
  type SingleTrait,
  singleTrait,
} from "../columns/columns";
import { normalizeLanguage } from "../lineage/languages";
import type { Database } from "./database";
import { number, relation, text } from "./rows";

/** Numbers texts in the order in which they come. */
class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();

  code(value: string): number {
    const known = this.#codes.get(value);
    if (known !== undefined) return known;
    this.#codes.set(value, this.values.length);
    return this.values.push(value) - 1;
  }
}

/** A column of one value or none for each model. */
class SingleColumn {
  readonly #dictionary = new Dictionary();
  readonly #codes: Int32Array;

  constructor(models: number) {
    this.#codes = new Int32Array(models).fill(-1);
  }

  set(model: number, value: string | null): void {
    if (value !== null && value !== "") this.#codes[model] = this.#dictionary.code(value);
  }

  done(): SingleTrait {
    return singleTrait(this.#dictionary.values, this.#codes);
  }
}

/** A column of lists, which are given in the order of the models; equal lists are read once. */
class ListColumn {
  readonly #dictionary = new Dictionary();
  readonly #starts: Uint32Array;
  readonly #codes: number[] = [];
  readonly #read = new Map<string, readonly number[]>();
  readonly #meaning: (value: string) => string | null;

  constructor(models: number, meaning: (value: string) => string | null = value => value) {
    this.#starts = new Uint32Array(models + 1);
    this.#meaning = meaning;
  }

  /** Takes the JSON array of a model. */
  push(model: number, json: string): void {
    for (const code of this.#codesOf(json)) this.#codes.push(code);
    this.#starts[model + 1] = this.#codes.length;
  }

  #codesOf(json: string): readonly number[] {
    const known = this.#read.get(json);
    if (known) return known;
    const values = (JSON.parse(json) as string[]).flatMap(value => this.#meaning(value) ?? []);
    const codes = [...new Set(values)].map(value => this.#dictionary.code(value));
    this.#read.set(json, codes);
    return codes;
  }

  done(): ListTrait {
    const { values } = this.#dictionary;
    return listTrait(values, this.#starts, Uint32Array.from(this.#codes));
  }
}

const edgeRows = `SELECT e.child, coalesce(a.id, e.parent), e.relation FROM edges AS e
  LEFT JOIN aliases AS a ON a.old = e.parent ORDER BY e.child`;

function edgesOf(
  database: Database,
  places: ReadonlyMap<string, number>,
): { edges: Edges; unresolved: number } {
  const [child, parent, relations]: [number[], number[], number[]] = [[], [], []];
  let unresolved = 0;
  let current = "";
  // Where in the arrays each parent of the current child is: two of its names may be one model.
  let known = new Map<number, number>();
  database.each(edgeRows, row => {
    const [from, to] = [text(row[0]) ?? "", text(row[1]) ?? ""];
    if (from !== current) {
      current = from;
      known = new Map();
    }
    const [below, above] = [places.get(from), places.get(to)];
    if (below === undefined) return;
    if (above === undefined) {
      unresolved += 1;
      return;
    }
    const code = relationCodes.indexOf(relation(row[2]));
    const at = known.get(above);
    if (at !== undefined) relations[at] = Math.max(relations[at] ?? 0, code);
    else {
      known.set(above, child.length);
      child.push(below);
      parent.push(above);
      relations.push(code);
    }
  });
  const edges = {
    child: Uint32Array.from(child),
    parent: Uint32Array.from(parent),
    relation: Uint8Array.from(relations),
  };
  return { edges, unresolved };
}

/**
 * The whole index as columns, for analyses in this process: models in the order of their ids, languages by what they mean.
 * Papers and tags are not kept by the index. Cards are read from the tables when they are asked for.
 */
export function indexColumns(database: Database): LineageColumns {
  const models = number(database.value("SELECT count(*) FROM models")) ?? 0;
  const ids: string[] = [];
  const places = new Map<string, number>();
  const license = new SingleColumn(models);
  const task = new SingleColumn(models);
  const library = new SingleColumn(models);
  const language = new ListColumn(models, normalizeLanguage);
  const dataset = new ListColumn(models);
  const numbers = () => new Float64Array(models).fill(Number.NaN);
  const [createdAt, downloads, likes, parameters] = [numbers(), numbers(), numbers(), numbers()];
  const cardLength = numbers();
  database.each(
    `SELECT id, license, languages, task, library, datasets, created_at, downloads, likes, parameters
     FROM models ORDER BY id`,
    row => {
      const model = ids.push(text(row[0]) ?? "") - 1;
      places.set(ids[model] ?? "", model);
      license.set(model, text(row[1]));
      language.push(model, text(row[2]) ?? "[]");
      task.set(model, text(row[3]));
      library.set(model, text(row[4]));
      dataset.push(model, text(row[5]) ?? "[]");
      createdAt[model] = Date.parse(text(row[6]) ?? "");
      downloads[model] = number(row[7]) ?? Number.NaN;
      likes[model] = number(row[8]) ?? Number.NaN;
      parameters[model] = number(row[9]) ?? Number.NaN;
    },
  );
  database.each("SELECT id, length(text) FROM cards", row => {
    const model = places.get(text(row[0]) ?? "");
    if (model !== undefined) cardLength[model] = number(row[1]) ?? Number.NaN;
  });
  return {
    models,
    id: model => ids[model] ?? "",
    card: model => text(database.value("SELECT text FROM cards WHERE id = ?", [ids[model] ?? ""])) ?? "",
    traits: {
      license: license.done(),
      language: language.done(),
      task: task.done(),
      library: library.done(),
      dataset: dataset.done(),
      paper: null,
      tag: null,
    },
    numbers: { createdAt, downloads, likes, parameters, cardLength, cardGenerated: null },
    ...edgesOf(database, places),
  };
}
