import type { LineageColumns } from "../../columns/columns";
import type { ParameterBasis } from "../../lineage/measures/parameters";
import { sizeInName } from "../../lineage/measures/size-in-name";

/** How many parameters models have: counted in their files, else estimated from their names. */
export interface ParameterCounts {
  /** NaN if neither tells it. */
  readonly parameters: Float64Array;
  /** What the number of a model was read from; null if there is none. */
  basis(model: number): ParameterBasis | null;
}

/** The parameters of the given models, by their number in the columns; NaN for all others. */
export function parameterCounts(columns: LineageColumns, models: Uint32Array): ParameterCounts {
  const { numbers, traits } = columns;
  const { bytes, offsets } = columns.ids;
  const from = traits.parametersFrom?.kind === "single" ? traits.parametersFrom : null;
  const parameters = new Float64Array(columns.models).fill(Number.NaN);
  const named = new Uint8Array(columns.models);
  for (const model of models) {
    const counted = numbers.parameters?.[model] ?? Number.NaN;
    if (!Number.isNaN(counted)) {
      parameters[model] = counted;
      continue;
    }
    // Most names end here, without becoming text.
    if (!mayHaveSize(bytes, offsets[model]!, offsets[model + 1]!)) continue;
    // What modelParameters says of a model of which only the name is known, without a list of its weights for each.
    const size = sizeInName(columns.id(model));
    if (size === undefined) continue;
    parameters[model] = size.parameters;
    named[model] = 1;
  }
  return {
    parameters,
    basis: model => {
      if (Number.isNaN(parameters[model]!)) return null;
      if (named[model] === 1) return "name";
      return (from?.values[from.codes[model]!] as ParameterBasis | undefined) ?? "safetensors";
    },
  };
}

const unitBytes = new Set(Array.from("bmtBMT", letter => letter.charCodeAt(0)));
const isUnit = Uint8Array.from({ length: 256 }, (_, byte) => (unitBytes.has(byte) ? 1 : 0));

/** Whether an ID has a digit right before the letter of a unit, as every size that a name states. */
function mayHaveSize(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++)
    if (isUnit[bytes[at]!] === 1 && bytes[at - 1]! >= 48 && bytes[at - 1]! <= 57) return true;
  return false;
}
