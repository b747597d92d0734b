/**
 * What to say after an update, or null for nothing: after the first installation, when the version is the same or an older
 * one, and when no version since then has news. `news` holds one sentence for each version that has any.
 */
export function newsSince(
  before: string | undefined,
  now: string,
  news: ReadonlyMap<string, string>,
): string | null {
  if (before === undefined) return null;
  const isNew = ([version]: readonly [string, string]) => isLater(version, before) && !isLater(version, now);
  const latest = [...news].filter(isNew).sort(([a], [b]) => (isLater(a, b) ? -1 : 1));
  return latest.length === 0 ? null : latest.map(([, sentence]) => sentence).join(" ");
}

/** Whether a version is later than another, by its numbers; a text that is no version counts as 0.0.0. */
function isLater(one: string, other: string): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  const at = a.findIndex((number, place) => number !== b[place]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  const found = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  return [1, 2, 3].map(at => Number(found?.[at] ?? 0));
}
