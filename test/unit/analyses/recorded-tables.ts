import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { authorsOfIds } from "../../../src/columns/authors";
import { columnsOf } from "../../../src/columns/build-columns";
import { type LineageColumns, listTrait, relationCodes, singleTrait } from "../../../src/columns/columns";
import { packIds } from "../../../src/columns/id-builder";
import { type Edge, isRelation } from "../../../src/lineage/model";
import { needsRecorded, recordedPath } from "../../harness/recorded/recorded-data";
import { readFamilies } from "../../hub/family-file";

const census = "hub-2024-07.parquet";

/** The options of a test that needs the census. */
export const withCensus = needsRecorded(census);

/** The complete family of SmolLM2-1.7B of July 2025, which has no merges. */
export function smolColumns(): LineageColumns {
  const models = readFamilies(["HuggingFaceTB__SmolLM2-1.7B"]);
  const links = models.flatMap(({ id, parents, relation }) =>
    parents.map((parent): Edge => ({ parent, child: id, relation: relation ?? "unknown" })),
  );
  const rows = models.map(({ id, task = null, library = null, likes, downloads, createdAt }) => ({
    id,
    task,
    library,
    numbers: { likes, downloads, createdAt: Date.parse(createdAt) },
  }));
  return columnsOf(rows, links);
}

interface CensusRow {
  readonly id: string;
  readonly createdAt: Date | null;
  readonly downloads: bigint | null;
  readonly likes: bigint | null;
  readonly tags: readonly string[] | null;
  readonly pipeline_tag: string | null;
  readonly library_name: string | null;
}

/** The two-letter codes of ISO 639 that the paper's `pycountry` knows. */
const languages = new Set(
  "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split(
    " ",
  ),
);

const prefixes = { license: "license:", dataset: "dataset:", paper: "arxiv:" } as const;
const step = 20_000;
let read: Promise<LineageColumns> | undefined;

/** The census of July 2024 in columns, read once; tags mean what the paper's parsing rules (1.3) say. */
export function censusColumns(): Promise<LineageColumns> {
  read ??= readCensus();
  return read;
}

async function readCensus(): Promise<LineageColumns> {
  const file = await asyncBufferFromFile(recordedPath(census));
  const metadata = await parquetMetadataAsync(file);
  const total = Number(metadata.num_rows);
  const columns = ["id", "createdAt", "downloads", "likes", "tags", "pipeline_tag", "library_name"];
  const builder = new CensusBuilder(total);
  for (let rowStart = 0; rowStart < total; rowStart += step) {
    const rowEnd = Math.min(total, rowStart + step);
    const rows = await parquetReadObjects({ file, metadata, columns, rowStart, rowEnd });
    for (const row of rows) builder.add(row as unknown as CensusRow);
  }
  return builder.finish();
}

class Words {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  code(text: string): number {
    const code = this.#codes.get(text) ?? this.values.push(text) - 1;
    this.#codes.set(text, code);
    return code;
  }
  find(text: string): number | undefined {
    return this.#codes.get(text);
  }
}

class Lists {
  readonly words = new Words();
  readonly codes: number[] = [];
  readonly starts: number[] = [0];
  add(texts: readonly string[]): void {
    for (const text of new Set(texts)) this.codes.push(this.words.code(text));
    this.starts.push(this.codes.length);
  }
  finish() {
    const { values } = this.words;
    const [starts, codes] = [Uint32Array.from(this.starts), Uint32Array.from(this.codes)];
    return listTrait(values, starts, codes);
  }
}

class CensusBuilder {
  readonly #ids: string[] = [];
  readonly #lists = {
    license: new Lists(),
    language: new Lists(),
    dataset: new Lists(),
    paper: new Lists(),
    tag: new Lists(),
  };
  readonly #singles = {
    task: { words: new Words(), codes: [] as number[] },
    library: { words: new Words(), codes: [] as number[] },
  };
  readonly #numbers: Record<"createdAt" | "downloads" | "likes", Float64Array>;
  readonly #claims: { child: number; parent: string; code: number }[] = [];

  constructor(total: number) {
    const numbers = () => new Float64Array(total).fill(Number.NaN);
    this.#numbers = { createdAt: numbers(), downloads: numbers(), likes: numbers() };
  }

  add(row: CensusRow): void {
    const child = this.#ids.push(row.id) - 1;
    const tags = row.tags ?? [];
    for (const name of ["license", "dataset", "paper"] as const) {
      const prefix = prefixes[name];
      this.#lists[name].add(tags.filter(tag => tag.startsWith(prefix)).map(tag => tag.slice(prefix.length)));
    }
    this.#lists.language.add(tags.filter(tag => languages.has(tag)));
    this.#lists.tag.add(tags);
    this.#single("task", row.pipeline_tag);
    this.#single("library", row.library_name);
    this.#numbers.createdAt[child] = row.createdAt?.getTime() ?? Number.NaN;
    this.#numbers.downloads[child] = Number(row.downloads ?? Number.NaN);
    this.#numbers.likes[child] = Number(row.likes ?? Number.NaN);
    for (const tag of tags) this.#claim(child, tag);
  }

  #single(name: "task" | "library", text: string | null): void {
    const { words, codes } = this.#singles[name];
    codes.push(text === null || text === "" ? -1 : words.code(text));
  }

  #claim(child: number, tag: string): void {
    if (!tag.startsWith("base_model:")) return;
    const [, first = "", ...rest] = tag.split(":");
    if (rest.length === 0) this.#claims.push({ child, parent: first, code: 0 });
    else if (isRelation(first)) {
      this.#claims.push({ child, parent: rest.join(":"), code: relationCodes.indexOf(first) });
    }
  }

  finish(): LineageColumns {
    const ids = this.#ids;
    const places = new Map(ids.map((id, place) => [id, place]));
    const relations = new Map<number, number>();
    const lost: { child: number; parent: string; code: number }[] = [];
    for (const { child, parent, code } of this.#claims) {
      const to = places.get(parent);
      if (to === undefined) lost.push({ child, parent, code });
      else
        relations.set(child * ids.length + to, Math.max(code, relations.get(child * ids.length + to) ?? 0));
    }
    const pairs = [...relations.keys()];
    const single = ({ words, codes }: { words: Words; codes: number[] }) => {
      return singleTrait(words.values, Int32Array.from(codes));
    };
    const { license, language, dataset, paper, tag } = this.#lists;
    return {
      models: ids.length,
      id: model => ids[model] ?? "",
      ids: packIds(ids),
      card: null,
      traits: {
        license: license.finish(),
        language: language.finish(),
        task: single(this.#singles.task),
        library: single(this.#singles.library),
        dataset: dataset.finish(),
        paper: paper.finish(),
        tag: tag.finish(),
        emissions: null,
        parametersFrom: null,
      },
      author: authorsOfIds(ids),
      numbers: {
        ...this.#numbers,
        parameters: null,
        cardLength: null,
        cardGenerated: null,
        usedStorage: null,
        trendingScore: null,
        isPrivate: null,
        recordHigh: null,
        recordLow: null,
        weightBytes: null,
      },
      edges: {
        child: Uint32Array.from(pairs, pair => Math.floor(pair / ids.length)),
        parent: Uint32Array.from(pairs, pair => pair % ids.length),
        relation: Uint8Array.from(relations.values()),
      },
      unresolved: lost.length,
      lost: lostOf(lost, ids, places),
      repaired: null,
    };
  }
}

function lostOf(
  links: readonly { child: number; parent: string; code: number }[],
  ids: readonly string[],
  places: ReadonlyMap<string, number>,
): LineageColumns["lost"] {
  const names = new Words();
  const lower = new Map<string, number | null>();
  ids.forEach((id, row) => {
    lower.set(id.toLowerCase(), lower.has(id.toLowerCase()) ? null : row);
  });
  return {
    child: Uint32Array.from(links, ({ child }) => child),
    name: Uint32Array.from(links, ({ parent }) => names.code(parent)),
    relation: Uint8Array.from(links, ({ code }) => code),
    names: names.values,
    meant: null,
    find: id => places.get(id) ?? lower.get(id.toLowerCase()) ?? -1,
  };
}
