import { readInWords } from "../../app/evidence/gather-evidence";
import type { ModelTrace } from "../../app/evidence/trace-model";
import type { Evidence, InferredParent } from "../../evidence/evidence";
import { count } from "../../lineage/in-words";
import { inLine } from "../printable";
import type { Style } from "../terminal/style";

/** Parents below this probability are not worth a line. */
const leastShown = 0.02;

/** A trace as text: what is declared, what is likely and why, and what contradicts it. */
export function traceText(trace: ModelTrace, style: Style): string {
  const { model, declared, files } = trace;
  const shown = trace.inferred.filter(({ probability }) => probability >= leastShown);
  const name = style("bold", inLine(model ?? "This model"));
  return `${[
    `${name}: ${count(declared.length, "declared parent")}, ${count(shown.length, "parent")} by evidence`,
    ...declared.map(({ parent, relation }) => `  declared  ${inLine(parent)} (${relation})`),
    ...shown.flatMap(parent => likelyLines(parent, style)),
    ...trace.contradictions.map(
      ({ sentence }) => `  ${style("yellow", "contradiction")}  ${inLine(sentence)}`,
    ),
    ...trace.unplaced.map(piece => `  ${style("dim", `leads nowhere  ${pieceInWords(piece)}`)}`),
    ...(files?.problems ?? []).map(problem => `  ${style("yellow", inLine(problem))}`),
    ...(files === null ? [] : ["", style("dim", inLine(readInWords(files, "its repo")))]),
  ].join("\n")}\n`;
}

function likelyLines({ parent, relation, probability, evidence }: InferredParent, style: Style): string[] {
  const percent = `${Math.round(probability * 100)}%`.padStart(4);
  return [
    `  ${percent}  ${style("bold", inLine(parent))} (${relation})`,
    ...evidence.slice(0, 5).map(piece => `        ${style("dim", pieceInWords(piece))}`),
  ];
}

function pieceInWords({ where, seen }: Evidence): string {
  return `${inLine(where)}: ${inLine(seen)}`;
}

/** A trace as JSON: `{model, declared, inferred: [{parent, relation, probability, evidence: [{kind, seen, where}]}], …}`. */
export function traceJson(trace: ModelTrace): string {
  return `${JSON.stringify(traceObject(trace), null, 2)}\n`;
}

/** The same as an object, for a list of them. */
export function traceObject({
  model,
  declared,
  inferred,
  contradictions,
  unplaced,
  files,
}: ModelTrace): object {
  const piece = ({ kind, seen, where }: Evidence) => ({ kind, seen, where });
  return {
    model,
    declared: declared.map(({ parent, relation }) => ({ parent, relation })),
    inferred: inferred.map(({ parent, relation, probability, evidence }) => ({
      ...{ parent, relation, probability: Math.round(probability * 1e4) / 1e4 },
      evidence: evidence.map(piece),
    })),
    contradictions: contradictions.map(({ about, sentence }) => ({ about, sentence })),
    unplaced: unplaced.map(piece),
    filesRead: files?.read ?? null,
    problems: files?.problems ?? [],
  };
}
