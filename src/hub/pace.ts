import { sleep, type Timers } from "./timers";

/** Requests that may follow each other at once: more than any command needs that a person waits for. */
const burst = 2000;

/** ms between requests after that: as fast as the Hub answers four at once, and still a courtesy if it answers faster. */
const gapMs = 25;

/**
 * Keeps requests apart, whatever rate a server allows or withstands: a server that answers at once, and with always more to
 * request, would otherwise keep both sides busy.
 */
export class Pace {
  private readonly timers: Timers;
  private free = burst;
  private since: number;

  constructor(timers: Timers) {
    this.timers = timers;
    this.since = timers.now();
  }

  /** Resolves when the next request may be sent; at once if the signal is aborted. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = this.timers.now();
    // A clock that was set back must not stop everything.
    this.free = Math.min(burst, this.free + Math.max(0, now - this.since) / gapMs);
    this.since = now;
    this.free--;
    if (this.free < 0) await sleep(this.timers, -this.free * gapMs, signal);
  }
}
