import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DecodedModel, HubDecoder } from "../../../src/app/ports/decoder-ports";
import type { IndexFiles } from "../../../src/app/ports/file-ports";
import { bareModel, type Edge, type Model } from "../../../src/lineage/model";
import type { Schedule } from "../../../src/store/log/saver";
import { type IndexParts, type OpenIndex, openIndex } from "../../../src/store/open-index";
import { repoRoot } from "../../harness/root";

/** The bytes of the sql.js WebAssembly module. */
export function wasm(): Uint8Array {
  return readFileSync(join(repoRoot(), "node_modules/sql.js/dist/sql-wasm.wasm"));
}

/** Accepts bodies that are JSON of a decoder's result. */
export const jsonDecoder: HubDecoder = {
  model: body => JSON.parse(new TextDecoder().decode(body)),
  list: body => JSON.parse(new TextDecoder().decode(body)),
  page: body => ({ models: JSON.parse(new TextDecoder().decode(body)), unreadable: 0 }),
};

/** A value's JSON as a body. */
export function body(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** A model with its parents; a parent is an id (finetune) or an edge without its child. */
export function decoded(
  id: string,
  parents: readonly (string | Omit<Edge, "child">)[] = [],
  traits: Partial<Model> = {},
): DecodedModel {
  return {
    model: { ...bareModel(id), ...traits },
    parents: parents.map(parent =>
      typeof parent === "string"
        ? { parent, relation: "finetune", resolved: null }
        : { ...parent, resolved: null },
    ),
  };
}

/** In-memory files without a log that count the operations on them. */
export interface MemoryFiles extends IndexFiles {
  bytes: Uint8Array | null;
  aside: Uint8Array[];
  replaced: number;
  /** The errors for the next calls of `stage` and `setAside`. */
  failure: Error | null;
}

/** In-memory files that hold `bytes`. */
export function memoryFiles(bytes: Uint8Array | null = null): MemoryFiles {
  return {
    bytes,
    aside: [],
    replaced: 0,
    failure: null,
    segments: null,
    async mark() {
      return this.bytes && `${this.replaced}`;
    },
    async read() {
      return this.bytes && { bytes: this.bytes, mark: `${this.replaced}` };
    },
    async stage(next) {
      if (this.failure) throw this.failure;
      const commit = async () => {
        this.bytes = next;
        return `${++this.replaced}`;
      };
      return { commit, drop: async () => undefined };
    },
    async setAside() {
      if (this.failure) throw this.failure;
      if (this.bytes) this.aside.push(this.bytes);
      this.bytes = null;
      return `damaged ${this.aside.length}`;
    },
    alone: work => work(async () => true),
  };
}

/** An in-memory index; it saves only on request unless a schedule is given. */
export function openTestIndex(parts: Partial<IndexParts> = {}): Promise<OpenIndex> {
  return openIndex({
    wasm: wasm(),
    files: memoryFiles(),
    decoder: jsonDecoder,
    schedule: () => () => undefined,
    // So late that no date in a test is from the future.
    clock: () => Date.UTC(3000, 0, 1),
    ...parts,
  });
}

/** Stores models by their own answers, at the same time. */
export async function putAll(index: OpenIndex, models: readonly DecodedModel[], at = 1_000): Promise<void> {
  for (const answer of models) await index.putModel({ asked: answer.model.id, body: body(answer), at });
}

/** Edges as `child parent relation` with `outside` at the end where it is. */
export function edgeWords(edges: readonly (Edge & { readonly outside?: true })[]): string[] {
  return edges
    .map(edge => [edge.child, edge.parent, edge.relation, edge.outside ? "outside" : ""].join(" ").trim())
    .sort();
}

/** Timers that fire when a test advances time. */
export interface ManualTime {
  readonly schedule: Schedule;
  /** Advances time by that many ms and runs whatever comes due, in order. */
  pass(ms: number): void;
}

/** A clock at zero with no timers. */
export function manualTime(): ManualTime {
  let now = 0;
  const waiting = new Set<{ readonly due: number; readonly run: () => void }>();
  return {
    schedule: (run, ms) => {
      const timer = { due: now + ms, run };
      waiting.add(timer);
      return () => void waiting.delete(timer);
    },
    pass: ms => {
      now += ms;
      for (const timer of [...waiting].sort((one, other) => one.due - other.due)) {
        if (timer.due > now || !waiting.delete(timer)) continue;
        timer.run();
      }
    },
  };
}
