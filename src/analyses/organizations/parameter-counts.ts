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
  const from = traits.parametersFrom?.kind === "single" ? traits.parametersFrom : null;
  const parameters = new Float64Array(columns.models).fill(Number.NaN);
  const named = new Uint8Array(columns.models);
  for (const model of models) {
    const counted = numbers.parameters?.[model] ?? Number.NaN;
    if (!Number.isNaN(counted)) {
      parameters[model] = counted;
      continue;
    }
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
