const around = 3;

/**
 * What changes between two texts, line by line, in the form of `diff -u`, as one hunk from the first to the last changed line. Line
 * ends count: a line that differs only there is shown as changed.
 */
export function lineDiff(before: string, after: string, name: string): readonly string[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  const shorter = Math.min(old.length, now.length) - start;
  while (end < shorter && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  if (start === old.length && start === now.length) return [];
  const from = Math.max(0, start - around);
  const [oldEnd, nowEnd] = [old.length - end, now.length - end];
  const more = Math.min(around, end);
  const shown = (line: string, sign: string) =>
    `${sign}${line.replace(/\r\n$|\n$/, "")}${line.endsWith("\r\n") ? "␍" : ""}${line.endsWith("\n") ? "" : " (no line end)"}`;
  return [
    `--- a/${name}`,
    `+++ b/${name}`,
    `@@ -${from + 1},${oldEnd + more - from} +${from + 1},${nowEnd + more - from} @@`,
    ...old.slice(from, start).map(line => shown(line, " ")),
    ...old.slice(start, oldEnd).map(line => shown(line, "-")),
    ...now.slice(start, nowEnd).map(line => shown(line, "+")),
    ...old.slice(oldEnd, oldEnd + more).map(line => shown(line, " ")),
  ];
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
