import type { NumberColumn } from "../../columns/columns";
import type { PlainColumn, PlainTable } from "./plain-columns";
import { type Condition, NotPlain } from "./plain-question";
import { byValue } from "./plain-values";

/** The row of the model with exactly this id; -1 for none. */
export type FindId = (id: string) => number;

/** Which rows fulfill all conditions: 1 for those that do; null if there is no condition. */
export function chosenRows(
  table: PlainTable,
  conditions: readonly Condition[],
  find: FindId,
): Uint8Array | null {
  if (conditions.length === 0) return null;
  const chosen = new Uint8Array(table.rows).fill(1);
  for (const condition of conditions) keep(chosen, table.column(condition.column), condition, find);
  return chosen;
}

function keep(chosen: Uint8Array, column: PlainColumn, condition: Condition, find: FindId): void {
  if (column.kind === "codes")
    keepCodes(chosen, column.codes, [null, ...column.values].map(testOf(condition)));
  else if (column.kind === "numbers") keepNumbers(chosen, column.values, testOf(condition));
  else if (column.kind === "times") keepNumbers(chosen, column.values, timeTest(condition));
  else keepIds(chosen, column.models, condition, find);
}

function keepCodes(chosen: Uint8Array, codes: ArrayLike<number>, tests: readonly boolean[]): void {
  const isKept = Uint8Array.from(tests, Number);
  for (let row = 0; row < chosen.length; row++)
    chosen[row] = (chosen[row] ?? 0) & (isKept[(codes[row] ?? -1) + 1] ?? 0);
}

function keepNumbers(
  chosen: Uint8Array,
  numbers: NumberColumn,
  isKept: (value: number | null) => boolean,
): void {
  for (let row = 0; row < chosen.length; row++) {
    if (chosen[row] === 0) continue;
    const value = numbers[row] ?? Number.NaN;
    chosen[row] = isKept(Number.isNaN(value) ? null : value) ? 1 : 0;
  }
}

/** Whether a value fulfills a condition. */
function testOf({ operator, values }: Condition): (value: string | number | null) => boolean {
  if (operator === "null") return value => value === null;
  if (operator === "not null") return value => value !== null;
  if (operator === "in") {
    const all = new Set<unknown>(values);
    return value => value !== null && all.has(value);
  }
  const literal = values[0] ?? null;
  if (operator === "=") return value => value !== null && value === literal;
  if (operator === "<>") return value => value !== null && value !== literal;
  const isOk = comparisons[operator];
  return value => value !== null && isOk(byValue(value, literal));
}

const comparisons: Readonly<Record<"<" | "<=" | ">" | ">=", (order: number) => boolean>> = {
  "<": order => order < 0,
  "<=": order => order <= 0,
  ">": order => order > 0,
  ">=": order => order >= 0,
};

/** The same for times by their texts: those grow with the times, so that a text divides the times at one of them. */
function timeTest({ operator, values, column }: Condition): (time: number | null) => boolean {
  if (operator === "null" || operator === "not null") return testOf({ operator, values, column });
  const bounds = values.map(value => [firstTime(value, false), firstTime(value, true)] as const);
  const isAny = (time: number) => bounds.some(([from, to]) => time >= from && time < to);
  const [from, to] = bounds[0] ?? [0, 0];
  const tests: Readonly<Record<typeof operator, (time: number) => boolean>> = {
    "=": isAny,
    in: isAny,
    "<>": time => !isAny(time),
    "<": time => time < from,
    "<=": time => time < to,
    ">": time => time >= to,
    ">=": time => time >= from,
  };
  const test = tests[operator];
  return time => time !== null && test(time);
}

/** The first time after the last with a year of four digits. */
const end = Date.UTC(10_000, 0, 1);

/** The first time whose text is not less than a literal or, if `isBeyond`, greater. */
function firstTime(literal: string | number, isBeyond: boolean): number {
  let [from, to] = [0, end];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const order = byValue(new Date(middle).toISOString(), literal);
    if (isBeyond ? order > 0 : order >= 0) to = middle;
    else from = middle + 1;
  }
  return from;
}

function keepIds(
  chosen: Uint8Array,
  models: Uint32Array | null,
  { operator, values }: Condition,
  find: FindId,
): void {
  if (operator === "not null") return;
  if (operator === "null") {
    chosen.fill(0);
    return;
  }
  if (operator !== "=" && operator !== "in") throw new NotPlain();
  const found = new Set(values.map(value => find(String(value))));
  if (models === null) {
    const left = [...found].filter(row => chosen[row] === 1);
    chosen.fill(0);
    for (const row of left) chosen[row] = 1;
    return;
  }
  for (let row = 0; row < chosen.length; row++) if (!found.has(models[row] ?? -1)) chosen[row] = 0;
}
