import type { ListTrait, NumberColumn, SingleTrait, Trait } from "../../columns/columns";

/** What became of a column for the models that two snapshots have. Unknown in both is neither the same nor changed. */
export interface ColumnChanges {
  readonly changed: number;
  /** Unknown in the older snapshot, and known in the newer. */
  readonly gained: number;
  /** Known in the older snapshot, and unknown in the newer. */
  readonly lost: number;
  readonly same: number;
}

/** The models of both snapshots: the row of each in the older one (-1 for none), by its row in the newer. */
export type OlderRows = Int32Array;

/** What became of a model's value. */
type Fate = keyof ColumnChanges | "unknown";

/** Counts what became of a column, and tells `onChange` of each model whose value differs, by its row in the newer snapshot. */
export function changesOf(
  rows: OlderRows,
  fate: (model: number, older: number) => Fate,
  onChange: (model: number) => void = () => undefined,
): ColumnChanges {
  const counts = { changed: 0, gained: 0, lost: 0, same: 0, unknown: 0 };
  for (let model = 0; model < rows.length; model++) {
    const older = rows[model]!;
    if (older < 0) continue;
    const found = fate(model, older);
    counts[found]++;
    if (found !== "same" && found !== "unknown") onChange(model);
  }
  const { unknown, ...rest } = counts;
  return rest;
}

/** Compares numbers; NaN is unknown. */
export function numberFate(older: NumberColumn, newer: NumberColumn): (model: number, older: number) => Fate {
  return (model, row) => {
    const [was, is] = [older[row]!, newer[model]!];
    if (was === is) return "same";
    return fateOf(!Number.isNaN(was), !Number.isNaN(is));
  };
}

/** Compares values of a trait; those of a list count as a set. */
export function traitFate(older: Trait, newer: Trait): ((model: number, older: number) => Fate) | null {
  if (older.kind === "single" && newer.kind === "single") return singleFate(older, newer);
  return older.kind === "list" && newer.kind === "list" ? listFate(older, newer) : null;
}

function fateOf(was: boolean, is: boolean): Fate {
  if (was && is) return "changed";
  if (was) return "lost";
  return is ? "gained" : "unknown";
}

/** For each value of the older trait its code in the newer; -2 for a value that only the older has. */
function newCodes(older: Trait, newer: Trait): Int32Array {
  const codes = new Map(newer.values.map((value, code) => [value, code]));
  return Int32Array.from(older.values, value => codes.get(value) ?? -2);
}

function singleFate(older: SingleTrait, newer: SingleTrait): (model: number, older: number) => Fate {
  const codes = newCodes(older, newer);
  return (model, row) => {
    const [was, is] = [older.codes[row]!, newer.codes[model]!];
    if (was >= 0 && codes[was] === is) return "same";
    return fateOf(was >= 0, is >= 0);
  };
}

function listFate(older: ListTrait, newer: ListTrait): (model: number, older: number) => Fate {
  const codes = newCodes(older, newer);
  // Which model had each value last, so that a value is found without looking through the list.
  const owner = new Int32Array(newer.values.length).fill(-1);
  return (model, row) => {
    const [from, to] = [older.starts[row]!, older.starts[row + 1]!];
    const [start, end] = [newer.starts[model]!, newer.starts[model + 1]!];
    if (from === to || start === end) return fateOf(from < to, start < end);
    if (to - from !== end - start) return "changed";
    for (let at = start; at < end; at++) owner[newer.codes[at]!] = model;
    for (let at = from; at < to; at++) {
      const code = codes[older.codes[at]!]!;
      if (code < 0 || owner[code] !== model) return "changed";
    }
    return "same";
  };
}
