import { IndexJob, type JobOutcome, type JobProgress } from "../app/index/index-job";
import { HubError, UserError } from "../app/ports/errors";
import type { JobKind } from "../app/ports/job-port";
import { count } from "../lineage/in-words";
import type { Command } from "./arguments";
import { type Core, jobParts } from "./core";
import type { ProgressLine } from "./terminal/progress-line";

type IndexCommand = Command & { readonly name: "index" };

/** Output and cancellation of a running command. */
export interface Running {
  readonly print: (line: string) => void;
  readonly signal: AbortSignal;
  readonly progress: ProgressLine;
}

/** The result of a run: its output, and whether everything was read. */
export interface Indexed {
  readonly output: string;
  readonly whole: boolean;
}

/** Minimum time between two progress lines, in ms, because each one costs a save. */
const lineEveryMs = 250;

/**
 * Reads a family or organization into the index and saves it. Throws UserError if there is nothing to read or the Hub
 * cannot be reached; everything read by then is saved in any case.
 */
export async function runIndex(command: IndexCommand, core: Core, running: Running): Promise<Indexed> {
  const began = performance.now();
  try {
    const kind = await kindOf(command, core);
    const lines = new DurableLines(core, command.progress ? running.print : null);
    const job = new IndexJob(jobParts(core), {
      kind,
      root: command.target,
      cards: command.cards,
      storage: command.storage,
      force: command.refresh,
      signal: running.signal,
      onProgress: progress => {
        lines.note(progress);
        if (!command.progress) running.progress.say(progressInWords(command.target, progress));
      },
    });
    const outcome = await job.run();
    await lines.finish(outcome.indexed);
    return report(command, core, { ...outcome, kind }, performance.now() - began);
  } catch (error) {
    if (error instanceof HubError) throw new UserError(error.message);
    throw error;
  } finally {
    await core.index.save();
  }
}

function progressInWords(target: string, { models, left, leftMs, waitingMs }: JobProgress): string {
  const rest = leftMs === null ? "" : `, about ${Math.ceil(leftMs / 1000)} s`;
  const wait = waitingMs > 0 ? `, waiting ${Math.ceil(waitingMs / 1000)} s for the limit of the Hub` : "";
  return `Indexing ${target}: ${count(models, "model")}, ${count(left, "request")} left${rest}${wait}`;
}

/** A name with a slash is a model; one without may be an old model, so the Hub decides. */
async function kindOf({ target, org }: IndexCommand, core: Core): Promise<JobKind> {
  if (target.includes("/")) return "family";
  if (org) return "organization";
  const found = await core.reader.readModel(target);
  return found.state === "known" ? "family" : "organization";
}

/** Progress lines that say how many models are saved; each is printed only after they are on disk. */
class DurableLines {
  readonly #core: Core;
  readonly #print: ((line: string) => void) | null;
  #indexed = 0;
  #printed = 0;
  #saving: Promise<void> | null = null;
  #nextAt = 0;

  constructor(core: Core, print: ((line: string) => void) | null) {
    this.#core = core;
    this.#print = print;
  }

  note({ indexed }: JobProgress): void {
    this.#indexed = indexed;
    if (this.#print === null || this.#saving !== null || indexed === this.#printed) return;
    if (performance.now() < this.#nextAt) return;
    this.#saving = this.#save().finally(() => {
      this.#saving = null;
      this.#nextAt = performance.now() + lineEveryMs;
    });
    // If saving fails, the final save reports it.
    this.#saving.catch(() => undefined);
  }

  /** Saves the rest and prints the last line. */
  async finish(indexed: number): Promise<void> {
    await this.#saving?.catch(() => undefined);
    this.#indexed = indexed;
    await this.#save();
  }

  async #save(): Promise<void> {
    const indexed = this.#indexed;
    await this.#core.index.save();
    if (this.#print === null || indexed === this.#printed) return;
    this.#printed = indexed;
    this.#print(`${JSON.stringify({ indexed })}\n`);
  }
}

function report(
  command: IndexCommand,
  core: Core,
  outcome: JobOutcome & { readonly kind: JobKind },
  ms: number,
): Indexed {
  const { extent, failure, failed, kind } = outcome;
  if (failure !== null && failure.reason !== "canceled") throw new UserError(stopped(failure, outcome));
  if (kind === "organization" && failure === null && extent.models === 0) {
    throw new UserError(
      `No model or organization named ${command.target} was found at ${core.endpoint}. Check the name, or set HF_TOKEN.`,
    );
  }
  if (failure !== null) core.warn(stopped(failure, outcome));
  else if (failed[0] !== undefined) {
    core.warn(
      `${count(failed.length, "response")} could not be read. First error: ${failed[0].message} Run the same command to continue.`,
    );
  }
  const { requests, retries } = core.hub.counts();
  const seconds = Math.round(ms / 10) / 100;
  const { models, edges } = extent;
  const output =
    command.format === "json"
      ? `${JSON.stringify({ models, edges, requests, retries, seconds })}\n`
      : `${count(models, "model")}, ${count(edges, "edge")}; ${count(requests, "request")} (${count(retries, "retry", "retries")}) in ${seconds} s\n`;
  return { output, whole: failure === null && failed.length === 0 };
}

function stopped(failure: HubError, { extent }: JobOutcome): string {
  const { models, unchecked } = extent;
  const saved = count(models, "model was saved", "models were saved");
  const kept = `${saved}; the children of ${unchecked} of them have not been read.`;
  const why = failure.reason === "canceled" ? "Stopped." : failure.message;
  return `${why} ${kept} Run the same command to continue.`;
}
