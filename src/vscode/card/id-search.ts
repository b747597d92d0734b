import type * as vscode from "vscode";
import type { Hub } from "../../app/ports/hub-port";
import type { SearchRequest } from "../../app/ports/index-port";
import type { Session } from "../session";

/** Debounce delay for searching the Hub, in ms. */
const askAfterMs = 250;

/** Maximum time to wait for the Hub's answer before opening the list, in ms. */
const waitMs = 1_500;

/** Minimum number of characters for a search on the Hub. */
const fewest = 2;

/** Maximum number of IDs per search, in the index and on the Hub. */
const limit = 40;

/** Number of Hub searches to cache, to avoid a request when the user deletes a letter. */
const capacity = 100;

/** Finds IDs that contain the typed text, in the index immediately and on the Hub after typing pauses. */
export class IdSearch {
  readonly #session: Session;
  readonly #asked = new Map<string, Promise<readonly string[]>>();
  /** The Hub that gave these answers. */
  #hub: Hub | null = null;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Unique IDs, those from the index first. Omits the Hub's if automatic requests are off or the answer is slow. */
  async find(
    what: SearchRequest["what"],
    typed: string,
    token: vscode.CancellationToken,
  ): Promise<readonly string[]> {
    const inIndex = this.#session.index.search({ what, text: typed, limit }).catch(() => []);
    const onHub = what === "models" ? this.#onHub(typed.trim().toLowerCase(), token) : [];
    return [...new Set((await Promise.all([inIndex, onHub])).flat())];
  }

  async #onHub(typed: string, token: vscode.CancellationToken): Promise<readonly string[]> {
    if (typed.length < fewest || !this.#session.mayAsk) return [];
    const known = this.#known.get(typed);
    if (known === undefined && !(await quiet(token))) return [];
    return Promise.race([known ?? this.#ask(typed), later(waitMs)]);
  }

  /** What the Hub in use has answered. */
  get #known(): Map<string, Promise<readonly string[]>> {
    const { hub } = this.#session;
    if (hub !== this.#hub) this.#asked.clear();
    this.#hub = hub;
    return this.#asked;
  }

  #ask(typed: string): Promise<readonly string[]> {
    const { hub } = this.#session;
    const answer: Promise<readonly string[]> = hub.search(typed, limit).catch((error: unknown) => {
      if (this.#asked.get(typed) === answer) this.#asked.delete(typed);
      this.#session.log.debug(`search failed: ${String(error)}`);
      return [];
    });
    const known = this.#known;
    known.set(typed, answer);
    for (const old of known.keys()) {
      if (known.size <= capacity) break;
      known.delete(old);
    }
    return answer;
  }
}

/** Waits out the debounce delay; returns whether typing has paused. */
async function quiet(token: vscode.CancellationToken): Promise<boolean> {
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, askAfterMs);
    token.onCancellationRequested(() => {
      clearTimeout(timer);
      resolve();
    });
  });
  return !token.isCancellationRequested;
}

async function later(ms: number): Promise<readonly string[]> {
  await new Promise(resolve => setTimeout(resolve, ms));
  return [];
}
