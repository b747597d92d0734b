import type { Finding, TextEdit } from "../finding";
import type { Field, FrontMatter } from "../front-matter/front-matter";
import { endOfLine } from "../front-matter/line-at";
import type { Range } from "../position";
import { Moved } from "./apply-edits";
import { losesText, repeatsIn } from "./losses";

/** A card's text with what it says and what is wrong with it. */
export interface CardReading {
  readonly text: string;
  /** All of it, with its problems. */
  readonly frontMatter: FrontMatter;
  readonly findings: readonly Finding[];
}

/**
 * Whether edits leave a card no worse than it was, judging by the result, read again: no error that was not there, every
 * value outside the edits the same, no key that an edit does not stand for, no comment lost, nothing twice in a list that stood there
 * once, and the front matter as long as it should be.
 */
export function keepsCard(before: CardReading, edits: readonly TextEdit[], after: CardReading): boolean {
  const moved = new Moved(edits);
  if (!moved.isOrdered || losesText(before.text, before.frontMatter, edits)) return false;
  if (
    repeatsIn(after.frontMatter) > repeatsIn(before.frontMatter) &&
    !opens(before.frontMatter, after.frontMatter)
  )
    return false;
  if (opens(before.frontMatter, after.frontMatter))
    return keepsFields(before, after, moved) && !writesErrors(before, after, moved);
  return (
    (before.frontMatter.block === null) === (after.frontMatter.block === null) &&
    closesWhereItDid(before, after, moved) &&
    !addsProblems(before.frontMatter, after.frontMatter) &&
    keepsFields(before, after, moved) &&
    addsOnlyWritten(before, after, moved) &&
    !addsErrors(before, after) &&
    !writesErrors(before, after, moved)
  );
}

/** Whether more can be read than before: what comes to light then was there, unread. */
function opens(before: FrontMatter, after: FrontMatter): boolean {
  if (after.block === null) return false;
  return before.block === null ? after.problems.length === 0 : after.problems.length < before.problems.length;
}

/** Whether the text after the closing fence is the old one: a fence in a value would end the front matter early. */
function closesWhereItDid(before: CardReading, after: CardReading, moved: Moved): boolean {
  const end = before.frontMatter.block?.end;
  if (end === undefined) return true;
  // The fence is three characters long, so no edit of the body starts before these are over.
  return restOf(after) === restOf(before) + moved.growthFrom(end + 3);
}

/** The length of a text from its closing fence on. */
function restOf({ text, frontMatter }: CardReading): number {
  const end = frontMatter.block?.end ?? 0;
  return text.length - end - (text.startsWith("\r\n", end) ? 2 : 1);
}

function addsProblems(before: FrontMatter, after: FrontMatter): boolean {
  const old = countsOf(before.problems.map(({ message }) => message));
  const now = countsOf(after.problems.map(({ message }) => message));
  return [...now].some(([message, count]) => count > (old.get(message) ?? 0));
}

function addsErrors(before: CardReading, after: CardReading): boolean {
  const old = countsOf(errorsIn(before).map(({ rule }) => rule));
  const now = countsOf(errorsIn(after).map(({ rule }) => rule));
  return [...now].some(([rule, count]) => count > (old.get(rule) ?? 0));
}

/** Whether what the edits wrote is an error, except for one that stood there already. */
function writesErrors(before: CardReading, after: CardReading, moved: Moved): boolean {
  const old = new Set(errorsIn(before).map(({ rule, range }) => `${rule} ${moved.to(range.start)}`));
  return errorsIn(after).some(
    ({ rule, range }) => moved.writerOf(range.start) >= 0 && !old.has(`${rule} ${range.start}`),
  );
}

function errorsIn({ findings }: CardReading): readonly Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}

/** Whether every field that was read reliably is still there, with the same values outside the edits. */
function keepsFields(before: CardReading, after: CardReading, moved: Moved): boolean {
  const fields = [...soundFields(before.frontMatter)];
  const byPlace = new Map([...after.frontMatter.fields.values()].map(each => [each.keyRange.start, each]));
  return fields.every(field => {
    if (moved.covers({ start: field.keyRange.start, end: field.valueRange.end })) return true;
    const now = byPlace.get(moved.to(field.keyRange.start));
    if (now === undefined) return false;
    const isRenamed = moved.changes(field.keyRange);
    if (!isRenamed && now.key !== field.key) return false;
    if (!isTouched(before.text, field, moved)) return sameValue(field.value, now.value);
    return keepsLeaves(before.frontMatter, field, after.frontMatter, now, moved);
  });
}

function* soundFields({ fields, problems }: FrontMatter): Iterable<Field> {
  const first = problems[0]?.range.start ?? Number.POSITIVE_INFINITY;
  for (const field of fields.values()) if (field.valueRange.end < first) yield field;
}

/** Whether an edit is in a field's value or borders on it, up to the line below, where items are appended. */
function isTouched(text: string, { keyRange, valueRange }: Field, moved: Moved): boolean {
  return moved.meets({ start: keyRange.end, end: nextLine(text, valueRange.end) });
}

/** A value that is no container, or an empty one. */
interface Leaf {
  readonly path: string;
  readonly value: unknown;
  /** Null if it stands elsewhere, behind an alias. */
  readonly range: Range | null;
}

/** Whether the values of a field outside the edits are the same, in the same order and below the same keys. */
function keepsLeaves(
  before: FrontMatter,
  field: Field,
  after: FrontMatter,
  now: Field,
  moved: Moved,
): boolean {
  const old = leavesOf(before, field).filter(({ range }) => range === null || !moved.changes(range));
  const written = (range: Range) =>
    moved.written.some(({ start, end }) => start < range.end && range.start < end);
  const kept = leavesOf(after, now).filter(({ range }) => range === null || !written(range));
  const says = (leaves: readonly Leaf[]) => JSON.stringify(leaves.map(({ path, value }) => [path, value]));
  return says(old) === says(kept);
}

/** The values of a field with their paths, without the numbers of list items, which removing one changes. */
function leavesOf(frontMatter: FrontMatter, field: Field): readonly Leaf[] {
  const found: Leaf[] = [];
  const visit = (value: unknown, place: readonly (string | number)[]): void => {
    if (value === null || value === undefined) return;
    if (Array.isArray(value) && value.length > 0) {
      for (const [at, each] of value.entries()) visit(each, [...place, at]);
    } else if (typeof value === "object" && Object.keys(value).length > 0) {
      for (const [key, each] of Object.entries(value)) visit(each, [...place, key]);
    } else {
      const path = place.slice(1).map(step => (typeof step === "number" ? "" : step));
      found.push({ path: JSON.stringify(path), value, range: frontMatter.place(place) });
    }
  };
  visit(field.value, [field.key]);
  return found;
}

/** Whether each new field is one that an edit wrote, which outside of values may write one each. */
function addsOnlyWritten(before: CardReading, after: CardReading, moved: Moved): boolean {
  const old = new Set<number>();
  const values: Range[] = [];
  for (const { keyRange, valueRange } of before.frontMatter.fields.values()) {
    if (moved.covers({ start: keyRange.start, end: valueRange.end })) continue;
    old.add(moved.to(keyRange.start));
    values.push({ start: moved.to(keyRange.end), end: moved.to(valueRange.end) });
  }
  const writers = new Set<number>();
  for (const { keyRange } of after.frontMatter.fields.values()) {
    if (old.has(keyRange.start)) continue;
    const writer = moved.writerOf(keyRange.start);
    const start = moved.written[writer]?.start;
    const isInValue = values.some(range => start !== undefined && range.start <= start && start < range.end);
    if (writer < 0 || writers.has(writer) || isInValue) return false;
    writers.add(writer);
  }
  return true;
}

function sameValue(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function countsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function nextLine(text: string, at: number): number {
  const end = endOfLine(text, at);
  return text.startsWith("\r\n", end) ? end + 2 : end + 1;
}
