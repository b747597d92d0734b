import { HubError, stopping } from "./ports/errors";

/** Default number of concurrent requests. */
export const usualLanes = 4;

/** Runs `work` for every item, a few at a time, and returns the first HubError. An error in `stopping` ends the run early. */
export async function eachAtOnce<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  lanes = usualLanes,
): Promise<HubError | null> {
  let failure: HubError | null = null;
  let at = 0;
  const lane = async (): Promise<void> => {
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
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, lane));
  return failure;
}
