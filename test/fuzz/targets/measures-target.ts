import { mostGrams, readEmissions } from "../../../src/lineage/measures/emissions";
import { modelParameters } from "../../../src/lineage/measures/parameters";
import { type FuzzTarget, holds } from "../fuzz-target";

const encoder = new TextEncoder();
const model = {
  id: "lab/owl-8x7B-A3B-v0.1-4bit",
  tags: ["4-bit", "gptq", "base_model:lab/owl-7b"],
  safetensors: { parameters: { I32: 816701440, F16: 1296879616, U8: 12, F8_E8M0: 3 }, total: 2113581056 },
  gguf: { total: 7241732096 },
  co2_eq_emissions: { emissions: "10-20 kg CO2eq", source: "CodeCarbon", hardware_used: "8 A100" },
};

/** The size in a model's name and files, and its emissions. */
export const measures: FuzzTarget = {
  name: "measures",
  oracle:
    "Sizes are positive and emissions are finite unless they are doubted, active parameters are a part of all, and nothing throws.",
  seeds: () =>
    [JSON.stringify(model), "lab/owl-30B-A3B", "1.234,5 kg", "2.3 x 10^3 gCO2eq"].map(text =>
      encoder.encode(text),
    ),
  words: [
    ...["8x7B", "1_6b", "E4B", "-A3B", "7b1", "x8", "T", "3pt5b", "0", "999999999999", "1e999", "-", "."],
    ...["kg", "CO2", "~", " to ", ",", "×10^", '"U32":', '"total":', '"emissions":', "-1", "null", "[]"],
  ],
  check(input) {
    const text = new TextDecoder().decode(input);
    checkSize({ id: text });
    checkEmissions(text);
    const parsed = asJson(text);
    if (typeof parsed !== "object" || parsed === null) return;
    const { id, tags, safetensors, gguf, co2_eq_emissions: emissions } = parsed as Partial<typeof model>;
    const texts = Array.isArray(tags) ? tags.filter(tag => typeof tag === "string") : [];
    checkSize({ id: typeof id === "string" ? id : text, tags: texts, safetensors, gguf });
    for (const value of [parsed, emissions]) checkEmissions(value);
  },
};

function checkSize(given: Parameters<typeof modelParameters>[0]): void {
  const size = modelParameters(given);
  if (size === undefined) return;
  const { parameters, active = 0 } = size;
  holds(Number.isFinite(parameters) && parameters > 0, () => `a model has ${parameters} parameters`);
  holds(active < parameters, () => `${active} of ${parameters} parameters are active`);
}

function checkEmissions(declared: unknown): void {
  const read = readEmissions(declared);
  if (read === null) return;
  const { grams, doubt } = read;
  holds((grams === null) === (doubt === "unreadable"), () => `${grams} g are ${doubt}`);
  const isPlausible = grams !== null && grams > 0 && grams <= mostGrams;
  holds(isPlausible === (doubt === null), () => `${grams} g are ${doubt ?? "plausible"}`);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
