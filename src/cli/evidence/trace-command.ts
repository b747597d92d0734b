import { hubModelFiles } from "../../app/evidence/hub-model-files";
import { type ModelTrace, type TracePorts, traceModel } from "../../app/evidence/trace-model";
import { knownModel } from "../../app/family/known-model";
import { HubError } from "../../app/ports/errors";
import type { ModelFiles } from "../../app/ports/model-files-port";
import type { Core } from "../core";
import type { Style } from "../terminal/style";
import type { EvidenceCommand } from "./evidence-arguments";
import { traceJson, traceText } from "./trace-text";
import { tracedSubject } from "./traced-subject";

/** The result of tracing, as it is printed. */
export interface TraceOutcome {
  readonly output: string;
  readonly isWhole: boolean;
}

/** Looks for the parents of one model, by its files, its card, its tags, and its name. */
export async function runTrace(command: EvidenceCommand, core: Core, style: Style): Promise<TraceOutcome> {
  const failures: string[] = [];
  const failed = (message: string): void => void failures.push(message);
  const trace = await traceTarget(command, core, tracePorts(core, failed), failed);
  for (const message of new Set(failures)) core.warn(message);
  const output = command.format === "json" ? traceJson(trace) : traceText(trace, style);
  const isRead = trace.files === null || trace.files.problems.length === 0;
  return { output, isWhole: failures.length === 0 && isRead };
}

/** Traces a folder, a card, or a model on the Hub. */
export async function traceTarget(
  { target, repo }: { readonly target: string; readonly repo: string | undefined },
  core: Core,
  ports: TracePorts,
  failed: (message: string) => void,
): Promise<ModelTrace> {
  return traceModel(await tracedSubject({ target, repo }, core, ports, failed), ports);
}

/** What tracing asks of the index and the Hub; what it does not get is told to `failed`. */
export function tracePorts(core: Core, failed: (message: string) => void): TracePorts {
  const files = new Map<string, ModelFiles>();
  return {
    lookup: async id => {
      if (core.offline)
        return knownModel((await core.index.lookup([id]))[0] ?? { state: "unknown" }, Date.now());
      return knownModel(await orTold(core.reader.readModel(id), { state: "unknown" }), Date.now());
    },
    search: async text => (core.offline ? [] : orTold(core.hub.search(text, 20), [])),
    filesOf: id => {
      if (core.offline) return null;
      const known = files.get(id) ?? hubModelFiles(core.modelFiles, id, error => failed(error.message));
      files.set(id, known);
      return known;
    },
  };
  async function orTold<T>(work: Promise<T>, instead: T): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      failed(`${error.message} To trace using only the files and the index, use --offline.`);
      return instead;
    }
  }
}
