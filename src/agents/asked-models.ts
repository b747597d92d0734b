import { sourceInWords } from "../app/age";
import { budgetedHub, type RequestBudget } from "../app/card/card-budget";
import { failedModel } from "../app/family/failed-model";
import type { FamilyReader } from "../app/family/read-family";
import { forEachWithLimit } from "../app/for-each-with-limit";
import { HubError } from "../app/ports/errors";
import type { Hub } from "../app/ports/hub-port";
import type { Lookup, ModelEntry } from "../app/ports/index-port";
import { count } from "../lineage/in-words";
import type { AgentEngine, ToolCall } from "./agent-engine";
import type { Coverage } from "./answer";

/** The most requests to the Hub that one call of a tool may make. */
export const mostRequests = 100;

/** The requests of one call of a tool. */
class CallBudget implements RequestBudget {
  #left = mostRequests;

  take(): void {
    if (this.#left-- > 0) return;
    throw new HubError(
      "rate-limited",
      `This call made ${mostRequests} requests, which is the most for one. What was read is kept: call the tool again to read on, or ask for less.`,
    );
  }

  note(): void {}
}

/** The Hub as one call may ask it. Everything that is asked for is remembered, to say what an answer rests on. */
export class AskedModels {
  readonly #engine: AgentEngine;
  readonly #call: ToolCall;
  readonly #found = new Map<string, Lookup>();
  /** What all requests of the call share. */
  readonly budget: RequestBudget = new CallBudget();
  readonly hub: Hub;
  readonly reader: FamilyReader;
  /** The first request that failed. */
  failure: HubError | null = null;

  constructor(engine: AgentEngine, call: ToolCall) {
    this.#engine = engine;
    this.#call = call;
    this.hub = budgetedHub(engine.hub, this.budget);
    this.reader = engine.reader(this.hub);
  }

  /** What is known of a model that was asked for. */
  get(id: string): Lookup {
    return this.#found.get(id) ?? { state: "unknown" };
  }

  entry(id: string): ModelEntry | null {
    const found = this.get(id);
    return found.state === "known" ? found.entry : null;
  }

  has(id: string): boolean {
    return this.#found.has(id);
  }

  /** Looks models up in the index and, as far as it may, on the Hub. Only cancellation throws. */
  async ask(ids: readonly string[]): Promise<void> {
    const wanted = [...new Set(ids)].filter(id => !this.#found.has(id));
    if (wanted.length === 0) return;
    if (this.#engine.whyOffline === null) {
      const { signal } = this.#call;
      const failure = await forEachWithLimit(wanted, async id => {
        await this.reader.readModel(id, { signal });
      });
      this.note(failure);
    }
    this.#call.signal.throwIfAborted();
    const found = await this.#engine.index.lookup(wanted);
    for (const [at, id] of wanted.entries()) this.#found.set(id, found[at] ?? { state: "unknown" });
  }

  /** Remembers the first failure. */
  note(failure: HubError | null): void {
    this.failure ??= failure;
  }

  /** How old what was asked for is, and what is missing; `more` are sentences on what else is not known. */
  coverage(more: readonly string[] = []): Coverage {
    const entries = [...this.#found.values()].flatMap(found =>
      found.state === "known" ? [found.entry] : [],
    );
    const times = entries.map(({ fetchedAt, snapshotAt }) => snapshotAt ?? fetchedAt).filter(at => at > 0);
    const oldest = times.length === 0 ? null : Math.min(...times);
    const unknown = this.unknown();
    const why = this.failure?.message ?? (unknown.length > 0 ? this.#engine.whyOffline : null);
    const missing = [
      ...(unknown.length === 0
        ? []
        : [`${count(unknown.length, "model is", "models are")} not known (not_known).`]),
      ...(why === null ? [] : [why]),
      ...more,
    ];
    return {
      oldest: oldest === null ? "" : new Date(oldest).toISOString(),
      age: this.#ageOf(entries),
      complete: missing.length === 0,
      missing: missing.join(" "),
      not_known: unknown,
    };
  }

  /** Models that were asked for and of which nothing is known, each with what the Hub said, if it did. */
  unknown(): readonly string[] {
    return [...this.#found].flatMap(([id, found]) => {
      if (found.state === "known") return [];
      return found.state === "failed" ? [failedModel(id, found.reason, this.#engine.endpoint)] : [id];
    });
  }

  #ageOf(entries: readonly ModelEntry[]): string {
    const [oldest] = entries.toSorted((one, other) => one.fetchedAt - other.fetchedAt);
    if (oldest === undefined) return "";
    const what =
      entries.length === 1 ? "The model was" : `The oldest of ${count(entries.length, "model")} was`;
    const age = sourceInWords(oldest, this.#engine.now());
    return `${what} ${age.startsWith("read ") ? age : `taken ${age}`}.`;
  }
}
