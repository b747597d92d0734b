import { listed } from "../../lineage/in-words";
import { phrase, t } from "../../words/words";
import type { ParsedCard, Rule, RuleFinding } from "../finding";
import type { Range } from "../position";
import { isRefused } from "../schema/hub-refuses";
import { dateAt, faultWords, quoteFix } from "../schema/shape-words";
import { modelIndexShape, type ShapeFault, shapeFaults } from "../schema/shapes";

/** Reports results without a part that the format of model-index requires, and parts of the wrong type. */
export const modelIndexIncomplete: Rule = {
  id: "model-index/incomplete",
  severity: "warning",
  summary:
    "Finds a result in model-index that lacks a required part or has one of the wrong type; an error if the Hub rejects the card for it.",
  *check(card) {
    const models = card.frontMatter.fields.get("model-index")?.value;
    if (!Array.isArray(models)) return;
    const missing = new Map<string, [ShapeFault, ...ShapeFault[]]>();
    for (const fault of faultsOf(models, card)) {
      if (!isLack(fault)) {
        yield wrong(card, fault);
        continue;
      }
      const place = `${isRefused(fault)} ${fault.fault === "missing"} ${JSON.stringify(holder(fault))}`;
      const same = missing.get(place);
      if (same === undefined) missing.set(place, [fault]);
      else same.push(fault);
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
      if (value === null) continue;
      // The Hub takes a result without a dataset, and one without metrics; nobody can compare them.
      const lacks = (where: string): ShapeFault => ({
        ...{ path: [...path, "results", number], where },
        ...{ fault: "missing", wanted: "any" },
      });
      if (value.dataset === undefined) yield lacks("dataset");
      if (Array.isArray(value.metrics) && value.metrics.length === 0) yield lacks("metrics");
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

function lacking(card: ParsedCard, faults: readonly [ShapeFault, ...ShapeFault[]]): RuleFinding {
  const [first] = faults;
  const keys = faults.map(({ where }) => where.slice(where.lastIndexOf(".") + 1));
  const isError = isRefused(first);
  const path = holder(first);
  const isMissing = first.fault === "missing";
  const said = isMissing
    ? t`${partWords(path)} lacks ${listed(keys)}, which ${isError ? t`the Hub` : "model-index"} requires; add ${keys.length > 1 ? t`them` : t`it`}.`
    : typeof first.path.at(-1) === "number"
      ? t`An item of ${keys[0]?.replace("[]", "") ?? ""} is empty${isError ? t`, which the Hub rejects` : ""}; fill it in, or remove it.`
      : t`${partWords(path)} has ${listed(keys)} without a value${isError ? t`, which the Hub rejects` : ""}; write ${keys.length > 1 ? t`them` : t`one`}.`;
  return { severity: isError ? "error" : "warning", message: said, range: placeOf(card, path), fixes: [] };
}

function partWords(path: Path): string {
  const last = [...path].reverse().find(step => typeof step === "string") ?? "";
  const isResult = typeof path.at(-1) === "number" && last === "results";
  if (isResult) return t`This result in model-index`;
  if (last === "model-index") return t`This model in model-index`;
  return last === "metrics" ? t`This metric in model-index` : t`The ${last} of this result in model-index`;
}

function wrong(card: ParsedCard, fault: ShapeFault): RuleFinding {
  const range = placeOf(card, fault.path);
  const name = fault.where.replace(/^model-index\[\]\.?(?:results\[\]\.)?/, "") || "model-index";
  const wanted =
    typeof fault.wanted === "string" ? fault.wanted : "items" in fault.wanted ? t`a list` : t`an object`;
  const quotes = quoteFix(card, range, fault.fault, t`it`);
  const refused = isRefused(fault);
  const advice =
    quotes.length > 0
      ? t`put it in quotes`
      : t`write ${wanted === "boolean" ? t`true or false` : phrase(wanted)}`;
  return {
    severity: refused ? "error" : "warning",
    message: t`${name.replaceAll("[]", "")} is ${faultWords(fault.fault)} instead of ${wanted === "boolean" ? t`true or false` : phrase(wanted)}${refused ? t`, which the Hub rejects` : ""}; ${advice}.`,
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
