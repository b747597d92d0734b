import type { Fix, ParsedCard, Rule, RuleFinding } from "../finding";
import type { Range } from "../position";
import { listed } from "../sentence-parts";

/** Reports results without a part that the format of model-index requires. */
export const modelIndexIncomplete: Rule = {
  id: "model-index/incomplete",
  severity: "warning",
  summary:
    "Finds a result in model-index without a task, a dataset, a metric or its value, all of which are required.",
  *check(card) {
    const models = card.frontMatter.fields.get("model-index")?.value;
    if (!Array.isArray(models)) return;
    for (const [at, model] of models.entries()) {
      const path = ["model-index", at];
      const results = recordOf(model)?.results;
      if (!Array.isArray(results)) {
        const message = "This model in model-index has no list of results; add results, or remove the model.";
        yield { message, range: placeOf(card, path), fixes: [] };
        continue;
      }
      for (const [number, result] of results.entries())
        yield* lacks(card, [...path, "results", number], recordOf(result) ?? {});
    }
  },
};

type Path = readonly (string | number)[];
type Values = Readonly<Record<string, unknown>>;

function* lacks(card: ParsedCard, path: Path, result: Values): Iterable<RuleFinding> {
  const task = recordOf(result.task);
  const dataset = recordOf(result.dataset);
  const metrics = Array.isArray(result.metrics) ? result.metrics : [];
  const missing = [
    ...(says(task?.type) ? [] : ["task.type"]),
    ...(says(dataset?.type) ? [] : ["dataset.type"]),
    ...(says(dataset?.name) ? [] : ["dataset.name"]),
    ...(metrics.length > 0 ? [] : ["metrics"]),
  ];
  if (missing.length > 0) yield lacking(missing, placeOf(card, path));
  for (const [at, metric] of metrics.entries()) {
    const values = recordOf(metric) ?? {};
    const lost = (["type", "value"] as const).filter(key => !says(values[key]));
    if (lost.length > 0) yield lacking(lost, placeOf(card, [...path, "metrics", at]));
  }
  const config = dataset?.config;
  if (config !== undefined && config !== null && typeof config !== "string") {
    const place = placeOf(card, [...path, "dataset", "config"]);
    yield {
      message: "dataset.config must be text; put it in quotes.",
      range: place,
      fixes: quoted(card, place),
    };
  }
  const source = recordOf(result.source);
  if (source !== null && !says(source.url)) yield lacking(["source.url"], placeOf(card, [...path, "source"]));
}

function quoted({ text }: ParsedCard, range: Range): Fix[] {
  const written = text.slice(range.start, range.end);
  if (!/^[\w.+-]+$/.test(written)) return [];
  return [{ title: "Put it in quotes", edits: [{ range, newText: `"${written}"` }] }];
}

function lacking(keys: readonly string[], range: Range): RuleFinding {
  const message = `This result in model-index lacks ${listed(keys)}, which model-index requires; add ${keys.length > 1 ? "them" : "it"}.`;
  return { message, range, fixes: [] };
}

/** The first line of the value at a path, else of its nearest container. */
function placeOf({ text, frontMatter }: ParsedCard, path: Path): Range {
  for (let length = path.length; length > 0; length--) {
    const range = frontMatter.place(path.slice(0, length));
    if (range === null) continue;
    const line = text.slice(range.start, range.end).search(/[\r\n]/);
    return line < 0 ? range : { start: range.start, end: range.start + line };
  }
  return { start: 0, end: 0 };
}

function recordOf(value: unknown): Values | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : null;
}

function says(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
