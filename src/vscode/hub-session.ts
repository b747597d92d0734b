import type * as vscode from "vscode";
import { FamilyReader } from "../app/family/read-family";
import { HubError, remembered } from "../app/ports/errors";
import type { Hub, HubAccess } from "../app/ports/hub-port";
import type { Index } from "../app/ports/index-port";
import type { ParseApart } from "./card/card-text";
import { config } from "./config";
import { createIndexWorker, type IndexWorker } from "./index/index-worker";

/** A Hub with the index of its answers: what one says is never stored in another's index. */
export interface HubSession {
  readonly index: Index;
  readonly parse: ParseApart;
  /** Its requests clear the recorded failure. */
  readonly hub: Hub;
  /** The same Hub, whose requests clear nothing. */
  readonly quietHub: Hub;
  readonly reader: FamilyReader;
}

/** What the sessions need: where the indexes are, and what is called around each request. */
export interface HubSessionParts {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly access: HubAccess;
  readonly folder: () => vscode.Uri;
  /** Whether the indexes are saved, and not only in memory. */
  readonly saved: boolean;
  /** Called before a request; what it returns is called once the Hub has answered. */
  readonly asking: () => () => void;
}

/** One session for each Hub that was in use since VS Code started: a job of one goes on writing to its own index. */
export class HubSessions implements vscode.Disposable {
  readonly #parts: HubSessionParts;
  readonly #all = new Map<string | null, { readonly session: HubSession; readonly worker: IndexWorker }>();

  constructor(parts: HubSessionParts) {
    this.#parts = parts;
  }

  /** The session of the Hub in use. */
  get present(): HubSession {
    const base = this.#parts.access.base();
    const found = this.#all.get(base) ?? this.#made(base);
    this.#all.set(base, found);
    return found.session;
  }

  dispose(): void {
    for (const { worker } of this.#all.values()) worker.dispose();
  }

  #made(base: string | null): { readonly session: HubSession; readonly worker: IndexWorker } {
    const { context, log, access, folder, saved, asking } = this.#parts;
    const worker = createIndexWorker(context.extensionUri, { folder, hub: base, saved }, log);
    const quietHub = base === null ? access.hub : access.at(base);
    const hub = watched(quietHub, asking);
    const { index, parse } = worker;
    const { isSignedIn } = access;
    const reader = new FamilyReader({
      ...{ hub, index, isSignedIn },
      clock: Date.now,
      maxAgeMs: () => config.maxAgeMs,
    });
    return { session: { index, parse, hub, quietHub, reader }, worker };
  }
}

function watched(hub: Hub, asking: HubSessionParts["asking"]): Hub {
  const watch = async <T>(ask: () => Promise<T>): Promise<T> => {
    const answered = asking();
    try {
      const answer = await ask();
      answered();
      return answer;
    } catch (error) {
      if (error instanceof HubError && remembered.has(error.reason)) answered();
      throw error;
    }
  };
  return {
    ...hub,
    model: (id, ask) => watch(() => hub.model(id, ask)),
    list: (question, ask) => watch(() => hub.list(question, ask)),
    card: (id, ask) => watch(() => hub.card(id, ask)),
    search: (text, limit, signal) => watch(() => hub.search(text, limit, signal)),
  };
}
