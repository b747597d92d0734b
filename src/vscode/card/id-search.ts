import type * as vscode from "vscode";
import type { SearchRequest } from "../../app/ports/index-port";
import type { Session } from "../session";

/** Time for which an id must be quiet before the Hub is asked for what it begins, in ms. */
const askAfterMs = 250;

/** Time after which the list opens without the Hub's answer, in ms. */
const waitMs = 1_500;

/** Fewest characters that the Hub is asked with. */
const fewest = 2;

/** Ids from one search, of the index as of the Hub. */
const limit = 40;

/** Searches of the Hub that are kept, so that going back a letter asks nothing. */
const capacity = 100;

/** Finds ids that contain what was typed: those of the index at once, those of the Hub when typing pauses. */
export class IdSearch {
  readonly #session: Session;
  readonly #asked = new Map<string, Promise<readonly string[]>>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Ids, each once, those of the index first; none of the Hub's where it may not be asked or does not answer soon. */
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
    const known = this.#asked.get(typed);
    if (known === undefined && !(await quiet(token))) return [];
    return Promise.race([known ?? this.#ask(typed), later(waitMs)]);
  }

  #ask(typed: string): Promise<readonly string[]> {
    const answer = this.#session.hub.search(typed, limit).catch((error: unknown) => {
      this.#asked.delete(typed);
      this.#session.log.debug(`search failed: ${String(error)}`);
      return [];
    });
    this.#asked.set(typed, answer);
    for (const old of this.#asked.keys()) {
      if (this.#asked.size <= capacity) break;
      this.#asked.delete(old);
    }
    return answer;
  }
}

/** Whether nobody typed on for a while. */
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
