import type { ParsedCard, Rule, RuleFinding } from "../finding";
import type { Range } from "../position";
import { isRefused } from "../schema/hub-refuses";
import { dateAt, faultWords, quoteFix } from "../schema/shape-words";
import { modelIndexShape, type ShapeFault, shapeFaults } from "../schema/shapes";
import { listed } from "../sentence-parts";

/** Reports results without a part that the format of model-index requires, and parts of the wrong type. */
export const modelIndexIncomplete: Rule = {
  id: "model-index/incomplete",
  severity: "warning",
  summary:
    "Finds a result in model-index that lacks a required part or has one of the wrong type; an error if the Hub rejects the card for it.",
  *check(card) {
    const models = card.frontMatter.fields.get("model-index")?.value;
    if (!Array.isArray(models)) return;
    const missing = new Map<string, ShapeFault[]>();
    for (const fault of faultsOf(models, card)) {
      if (!isLack(fault)) {
        yield wrong(card, fault);
        continue;
      }
      const place = `${isRefused(fault)} ${JSON.stringify(holder(fault))}`;
      missing.set(place, [...(missing.get(place) ?? []), fault]);
    }
    for (const faults of missing.values()) yield lacking(card, faults);
  },
};

type Path = ShapeFault["path"];

function* faultsOf(models: readonly unknown[], card: ParsedCard): Iterable<ShapeFault> {
  const isDate = dateAt(card);
  for (const [at, model] of models.entries()) {
    const path = ["model-index", at];
    yield* shapeFaults(modelIndexShape, model, isDate, path, "model-index[]");
    for (const [number, result] of resultsOf(model).entries()) {
      const value = recordOf(result);
      const own = [...path, "results", number];
      if (value === null) continue;
      // The Hub takes a result without a dataset, and one without metrics; nobody can compare them.
      if (value.dataset === undefined) yield { path: own, where: "dataset", fault: "missing", wanted: "any" };
      if (Array.isArray(value.metrics) && value.metrics.length === 0)
        yield { path: own, where: "metrics", fault: "missing", wanted: "any" };
    }
  }
}

function resultsOf(model: unknown): readonly unknown[] {
  const results = recordOf(model)?.results;
  return Array.isArray(results) ? results : [];
}

/** Whether a part is not there, or there without content. */
function isLack({ fault }: ShapeFault): boolean {
  return fault === "missing" || fault === "empty" || fault === "blank";
}

/** The object that lacks a part. */
function holder({ path, fault }: ShapeFault): Path {
  return fault === "missing" ? path : path.slice(0, -1);
}

function lacking(card: ParsedCard, faults: readonly ShapeFault[]): RuleFinding {
  const [first] = faults;
  const keys = faults.map(({ where }) => where.slice(where.lastIndexOf(".") + 1));
  const error = first !== undefined && isRefused(first);
  const path = first === undefined ? [] : holder(first);
  const what = partWords(path);
  return {
    severity: error ? "error" : "warning",
    message: `${what} lacks ${listed(keys)}, which ${error ? "the Hub" : "model-index"} requires; add ${keys.length > 1 ? "them" : "it"}.`,
    range: placeOf(card, path),
    fixes: [],
  };
}

function partWords(path: Path): string {
  const last = [...path].reverse().find(step => typeof step === "string") ?? "";
  const isResult = typeof path.at(-1) === "number" && last === "results";
  if (isResult) return "This result in model-index";
  if (last === "model-index") return "This model in model-index";
  return last === "metrics" ? "This metric in model-index" : `The ${last} of this result in model-index`;
}

function wrong(card: ParsedCard, fault: ShapeFault): RuleFinding {
  const range = placeOf(card, fault.path);
  const name = fault.where.replace(/^model-index\[\]\.?(?:results\[\]\.)?/, "") || "model-index";
  const wanted =
    typeof fault.wanted === "string" ? fault.wanted : "items" in fault.wanted ? "a list" : "an object";
  const quotes = quoteFix(card, range, fault.fault, "it");
  const refused = isRefused(fault);
  const advice =
    quotes.length > 0 ? "put it in quotes" : `write ${wanted === "boolean" ? "true or false" : wanted}`;
  return {
    severity: refused ? "error" : "warning",
    message: `${name.replaceAll("[]", "")} is ${faultWords(fault.fault)} instead of ${wanted === "boolean" ? "true or false" : wanted}${refused ? ", which the Hub rejects" : ""}; ${advice}.`,
    range,
    fixes: wanted === "text" ? quotes : [],
  };
}

/** The first line of the value at a path, else of its nearest container. */
function placeOf({ text, frontMatter }: ParsedCard, path: Path): Range {
  for (let length = path.length; length > 0; length--) {
    const range = frontMatter.place(path.slice(0, length));
    if (range === null || range.start === range.end) continue;
    const line = text.slice(range.start, range.end).search(/[\r\n]/);
    return line < 0 ? range : { start: range.start, end: range.start + line };
  }
  return { start: 0, end: 0 };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
