import { terminalWidth } from "./terminal-width";

/** The part of a terminal that a progress line needs. */
export interface LineStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** After this many ms, a command says what it is doing. */
const quietMs = 1_000;
/** The shortest time between two writes, in ms. */
const everyMs = 100;

/**
 * One line on a terminal that says what a command is doing, once it has taken a second. It is replaced, and cleared when
 * something else is printed. Elsewhere than on a terminal, it prints nothing.
 */
export class ProgressLine {
  readonly #stream: LineStream;
  readonly #isOn: boolean;
  readonly #began = performance.now();
  #text = "";
  #shown = "";
  #writtenAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | null = null;

  constructor(stream: LineStream, environment: Readonly<Record<string, string | undefined>>) {
    this.#stream = stream;
    this.#isOn = stream.isTTY === true && environment.TERM !== "dumb";
  }

  /** Says what is being done from now on, in visible characters. */
  say(text: string): void {
    if (!this.#isOn) return;
    this.#text = text;
    const now = performance.now();
    const due = Math.max(this.#began + quietMs, this.#writtenAt + everyMs);
    if (now >= due) this.#draw();
    else if (this.#timer === null) {
      this.#timer = setTimeout(() => this.#draw(), due - now);
      this.#timer.unref();
    }
  }

  /** Says what is being done, at once, before work that lets no timer run. */
  sayBefore(text: string): void {
    if (!this.#isOn) return;
    this.#text = text;
    this.#draw();
  }

  /** Removes the line, for other output or at the end; the next text brings it back. */
  clear(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#text = "";
    if (this.#shown === "") return;
    this.#shown = "";
    this.#stream.write("\r\u001b[K");
  }

  #draw(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const most = Math.max(10, (terminalWidth(this.#stream) ?? 80) - 1);
    const line = this.#text.length <= most ? this.#text : `${this.#text.slice(0, most - 1)}…`;
    this.#writtenAt = performance.now();
    if (line === this.#shown) return;
    this.#shown = line;
    this.#stream.write(`\r\u001b[K${line}`);
  }
}
