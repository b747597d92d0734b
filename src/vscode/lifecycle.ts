import * as vscode from "vscode";

/** Creates a value on the first call and returns it on later calls. After a failure, the next call tries again. */
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

/** Debounces by key: a call runs once its key has been untouched for `ms`, which `touch` can override. */
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

/** A context key for `when` clauses; updates VS Code only when the value changes. */
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
