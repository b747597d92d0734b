import {
  CREATED_AT_FLOOR,
  dropUndefined,
  isRecord,
  isRelation,
  type ModelFacts,
  type Relation,
} from "./facts";

/** Two-letter codes (ISO 639-1) and the longer ones that occur in the recorded families. */
const LANGUAGES = new Set(
  "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu fon nso tum zhs zht code multilingual".split(
    " ",
  ),
);

/** What the tags of one recorded model say, taken apart. */
export interface TagFacts {
  readonly parents: readonly string[];
  readonly relation: Relation | undefined;
  readonly license: string | undefined;
  readonly languages: readonly string[];
  readonly datasets: readonly string[];
  /** The tags that no other fact accounts for. */
  readonly rest: readonly string[];
}

/** Takes recorded tags apart; languages are the run of codes that the Hub puts just before datasets, papers and parents. */
export function readTags(tags: readonly string[]): TagFacts {
  const parents: string[] = [];
  const datasets: string[] = [];
  const plain: string[] = [];
  let relation: Relation | undefined;
  let license: string | undefined;
  let plainAtColon: number | undefined;
  for (const tag of tags) {
    const typed = /^base_model:([a-z]+):(.+)$/.exec(tag);
    if (typed?.[1] !== undefined && isRelation(typed[1])) relation = typed[1];
    else if (tag.startsWith("base_model:")) parents.push(tag.slice("base_model:".length));
    else if (tag.startsWith("dataset:")) datasets.push(tag.slice("dataset:".length));
    else if (tag.startsWith("license:")) license ??= tag.slice("license:".length);
    else if (!/^(arxiv|doi|region|deploy):/.test(tag)) {
      plain.push(tag);
      continue;
    }
    plainAtColon ??= plain.length;
  }
  const end = plainAtColon ?? plain.length;
  let start = end;
  while (start > 0 && LANGUAGES.has(plain[start - 1] ?? "")) start--;
  const rest = [...plain.slice(0, start), ...plain.slice(end)];
  return {
    parents: [...new Set(parents)],
    relation,
    license,
    languages: plain.slice(start, end),
    datasets,
    rest,
  };
}

/** Facts from one row of a recorded table; what the table holds in the Hub's own words is kept and given out verbatim. */
export function rowToFacts(row: Readonly<Record<string, unknown>>, verbatim: readonly string[]): ModelFacts {
  const tags = Array.isArray(row.tags) ? (row.tags as string[]) : [];
  const facts = readTags(tags);
  const recorded: Record<string, unknown> = {};
  for (const field of verbatim) {
    if (Object.hasOwn(row, field) && row[field] !== null) recorded[field] = row[field];
  }
  const { safetensors, gguf, gated } = row;
  const size = isRecord(safetensors) ? safetensors.total : isRecord(gguf) ? gguf.total : undefined;
  return dropUndefined({
    id: String(row.id),
    parents: facts.parents,
    relation: facts.relation,
    license: facts.license,
    languages: facts.languages,
    task: textOf(row.pipeline_tag),
    library: textOf(row.library_name),
    datasets: facts.datasets,
    tags: facts.rest,
    downloads: Number(row.downloads ?? 0),
    likes: Number(row.likes ?? 0),
    createdAt: textOf(row.createdAt) ?? CREATED_AT_FLOOR,
    lastModified: textOf(row.lastModified),
    trendingScore: typeof row.trendingScore === "number" ? row.trendingScore : undefined,
    parameters: typeof size === "number" ? size : undefined,
    gated: gated === "auto" || gated === "manual" ? gated : undefined,
    disabled: row.disabled === true ? true : undefined,
    recorded,
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
