import { type SampleModel, sampleModels } from "./sample-models";

/** The address of the sample Hub, which no network has (RFC 6761). */
export const sampleEndpoint = "https://sample.hub-lineage.invalid";

/** A `fetch` that answers requests to the sample Hub as the Hub would, from memory, and never uses the network. */
export function createSampleFetch(): (url: string, init?: RequestInit) => Promise<Response> {
  const models = sampleModels();
  return async (url, init) => {
    init?.signal?.throwIfAborted();
    return answerOf(new URL(url), models);
  };
}

type Models = ReadonlyMap<string, SampleModel>;

function answerOf({ origin, pathname, searchParams }: URL, models: Models): Response {
  if (origin !== sampleEndpoint) return json({ error: "The sample Hub has no other address." }, 404);
  const path = decodeURIComponent(pathname);
  if (path === "/api/models") return json(listOf(searchParams, models));
  const id = /^\/api\/models\/([^/]+(?:\/[^/]+)?)$/.exec(path)?.[1];
  const model = models.get(id ?? "");
  if (model !== undefined) return json(itemOf(model, models));
  const dataset = /^\/api\/datasets\/([^/]+(?:\/[^/]+)?)$/.exec(path)?.[1];
  if (dataset !== undefined) return json({ id: dataset, gated: false, tags: [] });
  const card = models.get(/^\/(.+)\/resolve\/main\/README\.md$/.exec(path)?.[1] ?? "");
  if (card !== undefined) return new Response(cardOf(card), { headers: { "Content-Type": "text/plain" } });
  const missing = { "X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found" };
  return json({ error: "Repository not found" }, 404, missing);
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json", ...headers },
  });
}

/** All matches on one page: the sample is small. */
function listOf(query: URLSearchParams, models: Models): readonly unknown[] {
  const parent = query.get("filter")?.replace(/^base_model:/, "");
  const author = query.get("author");
  const words = (query.get("search") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...models.values()].filter(
    ({ id, parents }) =>
      (parent === undefined || parents.includes(parent)) &&
      (author === null || id.startsWith(`${author}/`)) &&
      words.every(word => id.toLowerCase().includes(word)),
  );
  const newest = (a: SampleModel, b: SampleModel) => b.createdAt.localeCompare(a.createdAt);
  const mostUsed = (a: SampleModel, b: SampleModel) => b.downloads - a.downloads;
  found.sort(query.get("sort") === "downloads" ? mostUsed : newest);
  const limit = Number(query.get("limit") ?? found.length);
  return found.slice(0, limit).map(model => itemOf(model, models));
}

function itemOf(model: SampleModel, models: Models): Readonly<Record<string, unknown>> {
  const { id, relation, parents } = model;
  return {
    _id: id,
    id,
    modelId: id,
    author: id.split("/")[0],
    private: false,
    gated: false,
    disabled: false,
    createdAt: model.createdAt,
    lastModified: model.createdAt,
    downloads: model.downloads,
    likes: model.likes,
    pipeline_tag: model.task,
    library_name: model.library,
    tags: tagsOf(model),
    cardData: metadataOf(model),
    [model.library === "gguf" ? "gguf" : "safetensors"]: { total: model.parameters },
    ...(relation === null ? {} : { baseModels: { relation, models: parents.map(id => ({ _id: id, id })) } }),
    childrenModelCount: childrenOf(model, models),
  };
}

function tagsOf({ license, relation, parents, languages, library }: SampleModel): readonly string[] {
  return [
    library,
    ...languages,
    ...(license === null ? [] : [`license:${license}`]),
    ...parents.flatMap(id => [`base_model:${id}`, `base_model:${relation}:${id}`]),
  ];
}

function metadataOf({ license, languages, parents, relation, task, library }: SampleModel) {
  return {
    ...(license === null ? {} : { license }),
    language: languages,
    ...(parents.length === 0 ? {} : { base_model: parents, base_model_relation: relation }),
    pipeline_tag: task,
    library_name: library,
  };
}

function childrenOf({ id }: SampleModel, models: Models): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { parents, relation } of models.values())
    if (relation !== null && parents.includes(id)) counts.set(relation, (counts.get(relation) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** The card that the sample Hub has for a model. */
function cardOf(model: SampleModel): string {
  const lines = Object.entries(metadataOf(model)).flatMap(([key, value]) =>
    Array.isArray(value) ? [`${key}:`, ...value.map(item => `  - ${item}`)] : [`${key}: ${value}`],
  );
  const name = model.id.split("/")[1];
  const from =
    model.parents.length === 0
      ? "It was trained from scratch."
      : `It was made from ${model.parents.join(" and ")}.`;
  return `---\n${lines.join("\n")}\n---\n\n# ${name}\n\n${from}\n\nThis model is part of the sample data of Hub Lineage. It does not exist.\n`;
}
