/** Time as the client of the Hub uses it, injected so that tests need no waiting. */
export interface Timers {
  /** ms since 1970. */
  now(): number;
  /** Runs `run` once after `ms`; the answer calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The timers of the platform. */
export const systemTimers: Timers = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Waits `ms`; ends early, without an error, when the signal is aborted. */
export function sleep(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(done => {
    if (signal.aborted) return done();
    const finish = () => {
      callOff();
      signal.removeEventListener("abort", finish);
      done();
    };
    const callOff = timers.after(ms, finish);
    signal.addEventListener("abort", finish);
  });
}
