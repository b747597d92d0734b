import * as vscode from "vscode";

/** Makes a value when it is first asked for, and the same one after; a failure is forgotten, so that the next ask tries again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

/** Debounces by key: a call runs when its key was not touched again for `ms` (or for what `touch` says). */
export class Debounce implements vscode.Disposable {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  touch(key: string, fire: () => void, ms = this.#ms): void {
    this.drop(key);
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      fire();
    }, ms);
    this.#timers.set(key, timer);
  }

  drop(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}

/** A key of `when` clauses; VS Code is told only when the value changes. */
export class ContextKey {
  readonly #name: string;
  #value: boolean | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  set(value: boolean): void {
    if (value === this.#value) return;
    this.#value = value;
    void vscode.commands.executeCommand("setContext", this.#name, value);
  }
}
