/** Time as the Hub client uses it, injected to spare tests from waiting. */
export interface Timers {
  /** ms since 1970. */
  now(): number;
  /** Runs `run` once after `ms`; the returned function cancels it. */
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

/** Waits `ms`; returns early, without an error, if the signal is aborted. */
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
