import { HubError, stopping } from "./ports/errors";

/** Default number of concurrent requests. */
export const defaultConcurrency = 4;

/** Runs `work` for every item, a few at a time, and returns the first HubError. An error in `stopping` ends the run early. */
export async function forEachWithLimit<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  concurrency = defaultConcurrency,
): Promise<HubError | null> {
  let failure: HubError | null = null;
  let at = 0;
  const worker = async (): Promise<void> => {
    while (at < items.length && !(failure && stopping.has(failure.reason))) {
      const item = items[at++];
      if (item === undefined) return;
      try {
        await work(item);
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        if (!failure || stopping.has(error.reason)) failure = error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return failure;
}
