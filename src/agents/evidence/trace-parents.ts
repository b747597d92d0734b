import { cardEvidence } from "../../app/evidence/card-evidence";
import { type ModelTrace, type TraceSubject, traceModel } from "../../app/evidence/trace-model";
import { HubError } from "../../app/ports/errors";
import { count } from "../../lineage/in-words";
import type { ToolCall } from "../agent-engine";
import { type Draft, fitted, type ToolAnswer } from "../answer";
import { plainLine } from "../fence";
import type { EvidenceEngine } from "./evidence-engine";
import { EvidenceCall, type EvidenceInput, type EvidenceSubject } from "./evidence-subject";

type Piece = ModelTrace["unplaced"][number];

/** Names on the Hub that are compared with that of the model. */
const mostNamesakes = 20;

/** Parents below this probability are only in a complete answer. */
const leastShown = 0.02;

/** Looks for the parents of a model by its files, its card, its tags, and its name. */
export async function traceParents(
  input: EvidenceInput,
  engine: EvidenceEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  const evidence = new EvidenceCall(engine, call);
  const { asked } = evidence;
  const subject = await evidence.subject(input);
  const trace = await traceModel(traced(subject), {
    lookup: id => evidence.lookup(id),
    search: text =>
      engine.whyOffline === null
        ? asked.hub.search(text, mostNamesakes, call.signal).catch((error: unknown) => {
            call.signal.throwIfAborted();
            if (!(error instanceof HubError)) throw error;
            asked.note(error);
            return [];
          })
        : Promise.resolve([]),
    filesOf: id => evidence.filesOf(id),
  });
  const problems = [...subject.problems, ...(trace.files?.problems ?? [])];
  const coverage = asked.coverage([
    ...(trace.files === null
      ? ["The files were not read: pass a path or a model ID to have them read."]
      : []),
    ...(subject.files !== null && subject.names === null ? ["The files could not be listed."] : []),
    ...(problems.length === 0 ? [] : [`${count(problems.length, "file")} could not be read (problems).`]),
    ...(engine.whyOffline === null ? [] : ["Models with a similar name were not searched for."]),
  ]);
  const isComplete = input.complete === true;
  return fitted(most => draft({ trace, problems, isComplete }, most, coverage), isComplete);
}

function traced({ repo, card, files, names, entry }: EvidenceSubject): TraceSubject {
  const bare = { repo, declared: [], body: null, tags: [], createdAt: entry?.model.createdAt ?? null, files };
  if (card === null) return bare;
  const told = cardEvidence({ ...card, repo, files: names });
  return {
    ...bare,
    ...told,
    declared: entry !== null && entry.parents.length > 0 ? entry.parents : told.declared,
  };
}

interface Traced {
  readonly trace: ModelTrace;
  readonly problems: readonly string[];
  readonly isComplete: boolean;
}

function draft({ trace, problems, isComplete }: Traced, most: number, coverage: Draft["coverage"]): Draft {
  const { model, declared, inferred, contradictions, unplaced, files } = trace;
  const likely = isComplete ? inferred : inferred.filter(({ probability }) => probability >= leastShown);
  const shown = likely.slice(0, Math.max(1, most));
  const pieces = Math.max(1, Math.min(most, isComplete ? most : 5));
  const data = {
    model: model ?? "",
    declared: declared.slice(0, Math.max(3, most)).map(({ parent, relation }) => ({ parent, relation })),
    inferred: shown.map(({ parent, relation, probability, evidence }) => ({
      ...{ parent, relation, probability: Math.round(probability * 1e4) / 1e4 },
      evidence: evidence.slice(0, pieces).map(pieceOf),
    })),
    inferred_count: inferred.length,
    contradictions: contradictions.slice(0, Math.max(3, most)).map(({ sentence }) => plainLine(sentence)),
    unplaced: unplaced.slice(0, most).map(pieceOf),
    files_read: (files?.read ?? []).slice(0, Math.max(3, most)).map(name => plainLine(name, 200)),
    problems: problems.slice(0, Math.max(3, most)).map(problem => plainLine(problem)),
  };
  const left = inferred.length - shown.length;
  return {
    head: `Parents of the model: ${count(declared.length, "declared parent")}, ${count(likely.length, "parent")} by evidence, ${count(contradictions.length, "contradiction")}.`,
    lines: linesOf(data),
    tail: [
      ...(left > 0 ? [`${count(left, "less likely parent")} left out; set complete to see all.`] : []),
      likely.length > 0
        ? "A probability is no proof. Ask the user before you write base_model, or change it."
        : declared.length > 0
          ? "Nothing else that was read tells of a parent."
          : "Nothing that was read tells of a parent. Ask the user; do not guess one.",
    ].join(" "),
    data,
    coverage,
  };
}

interface TraceLines {
  readonly model: string;
  readonly declared: readonly { readonly parent: string; readonly relation: string }[];
  readonly inferred: readonly {
    readonly parent: string;
    readonly relation: string;
    readonly probability: number;
    readonly evidence: readonly ReturnType<typeof pieceOf>[];
  }[];
  readonly contradictions: readonly string[];
  readonly unplaced: readonly ReturnType<typeof pieceOf>[];
  readonly files_read: readonly string[];
  readonly problems: readonly string[];
}

function linesOf(found: TraceLines): readonly string[] {
  return [
    ...(found.model === "" ? [] : [`model: ${found.model}`]),
    ...found.declared.map(({ parent, relation }) => `declared: ${parent} (${relation})`),
    ...found.inferred.flatMap(({ parent, relation, probability, evidence }) => [
      `${Math.round(probability * 100)}%: ${parent} (${relation})`,
      ...evidence.map(({ where, seen }) => `  ${where}: ${seen}`),
    ]),
    ...found.contradictions.map(sentence => `contradiction: ${sentence}`),
    ...found.unplaced.map(({ where, seen }) => `leads nowhere: ${where}: ${seen}`),
    ...(found.files_read.length === 0 ? [] : [`read: ${found.files_read.join(", ")}`]),
    ...found.problems.map(problem => `problem: ${problem}`),
  ];
}

function pieceOf({ kind, seen, where }: Piece) {
  return { kind, seen: plainLine(seen, 300), where: plainLine(where, 200) };
}
