import { isPacked } from "../../../src/lineage/measures/packed-weights";
import { modelParameters, type Parameters, type SizedModel } from "../../../src/lineage/measures/parameters";
import { sizeInName } from "../../../src/lineage/measures/size-in-name";
import { jsonLines } from "../../hub/models/recorded-models";
import type { BenchRow } from "../bench-row";
import { recordedPath } from "./recorded-data";

const tables = ["hub_2024-07_details_8650", "hub_stats_frozen_2026-06-05_4167"];

/** A recorded model that has a size in its name and one from its files. */
interface Case {
  readonly model: SizedModel;
  readonly named: number;
  readonly known: Parameters;
}

/** A name is right within these factors; `class` tells whether it at least orders models by size. */
const strict = 1.1;
const loose = 1.2;
const sameClass = 1.5;

/**
 * How often names tell the right size, on recorded models whose files tell it too. Right is within a factor of 1.1 (strict), 1.2
 * (loose, as names round), or 1.5 (of the same class: Gemma 7B has 8.5 billion, Llama 3.2 1B has 1.24) of the counted size. Prints
 * the 20 most frequent errors.
 */
export function sizeRows(): readonly BenchRow[] {
  const models = recordedModels();
  const sized = models.flatMap(model => {
    const named = sizeInName(model.id)?.parameters;
    const known = modelParameters(model);
    return known === undefined || known.basis === "name" ? [] : [{ model, named, known }];
  });
  const cases = sized.flatMap(({ named, ...rest }) => (named === undefined ? [] : [{ ...rest, named }]));
  // Whether packed weights are unpacked depends on the name, so those sizes say nothing about names.
  const counted = cases.filter(({ model, known }) => !known.estimate && !hasPackedTypes(model));
  printErrors(counted);
  return [
    { what: "Size in the name, models with a size from their files", value: sized.length, unit: "models" },
    {
      what: "  of these with a size in the name",
      value: cases.length,
      unit: "models",
      ...outOf(cases.length, sized.length),
    },
    ...shares("all, counted", counted),
    ...(["safetensors", "gguf"] as const).flatMap(basis =>
      shares(
        basis,
        counted.filter(({ known }) => known.basis === basis),
      ),
    ),
    ...kindRows(counted),
    ...packedRows(models, cases),
  ];
}

function recordedModels(): readonly SizedModel[] {
  const byId = new Map<string, SizedModel>();
  for (const table of tables)
    for (const row of jsonLines(recordedPath(`tables/${table}.jsonl.gz`)))
      byId.set(String(row.id), row as unknown as SizedModel);
  return [...byId.values()];
}

function isWithin(factor: number, { named, known }: Case): boolean {
  return Math.abs(Math.log(named / known.parameters)) <= Math.log(factor);
}

function outOf(part: number, whole: number): { readonly beside: number; readonly ratio: number } {
  return { beside: whole, ratio: part / whole };
}

function shares(what: string, cases: readonly Case[]): readonly BenchRow[] {
  return (
    [
      ["strict", strict],
      ["loose", loose],
      ["class", sameClass],
    ] as const
  ).map(([name, factor]) => {
    const right = cases.filter(one => isWithin(factor, one)).length;
    return { what: `  right, ${name}: ${what}`, value: right, unit: "models", ...outOf(right, cases.length) };
  });
}

/** Kinds of error, the first that fits. */
const kinds: readonly (readonly [string, (one: Case) => boolean])[] = [
  ["experts in the name", ({ model }) => /\dx\d|\dbx\d|moe/iu.test(model.id)],
  ["masks of integers counted as parameters", ({ model }) => shareOf(model, /^(?:U8|BOOL|I64)$/) > 0.05],
  ["rounded by the family, up to a factor of 1.5", one => isWithin(sameClass, one)],
  [
    "an adapter, whose name tells the parent's size",
    ({ model }) => hasTag(model, /^(?:peft|lora|adapter)$|:adapter:/),
  ],
  [
    "cut or grown from the size in the name",
    ({ model }) => hasTag(model, /merge/) || /prun|layer|franken|passthrough/iu.test(model.id),
  ],
  ["another size", () => true],
];

function kindRows(cases: readonly Case[]): readonly BenchRow[] {
  const wrong = cases.filter(one => !isWithin(loose, one));
  const kindOf = (one: Case) => kinds.find(([, fits]) => fits(one))?.[0];
  return kinds.map(([kind]) => {
    const value = wrong.filter(one => kindOf(one) === kind).length;
    return { what: `  wrong: ${kind}`, value, unit: "models", ...outOf(value, wrong.length) };
  });
}

function hasTag(model: SizedModel, pattern: RegExp): boolean {
  return model.tags?.some(tag => pattern.test(tag)) === true;
}

function hasPackedTypes(model: SizedModel): boolean {
  return isPacked(model.id, model.tags ?? []) && shareOf(model, /^(?:I32|U32|U8|I8)$/) > 0.05;
}

function storedTypes({ safetensors }: SizedModel): Readonly<Record<string, number>> {
  const types = (safetensors as { readonly parameters?: Record<string, number> } | undefined)?.parameters;
  return types ?? {};
}

/** The share of stored elements that types have. */
function shareOf(model: SizedModel, wanted: RegExp): number {
  const types = Object.entries(storedTypes(model));
  const all = types.reduce((sum, [, count]) => sum + count, 0);
  const some = types.reduce((sum, [type, count]) => sum + (wanted.test(type) ? count : 0), 0);
  return all === 0 ? 0 : some / all;
}

/** What unpacking changes, against the name, and against the count of the same model before it was packed. */
function packedRows(models: readonly SizedModel[], cases: readonly Case[]): readonly BenchRow[] {
  const packed = cases.filter(({ known }) => known.basis === "safetensors-packed");
  const totals = packed.map(one => ({ ...one, known: { ...one.known, parameters: totalOf(one.model) } }));
  const pairs = wholePairs(models);
  const near = (read: (pair: Pair) => number) =>
    pairs.filter(pair => Math.abs(read(pair) / pair.whole - 1) <= 0.05).length;
  const unpacked = near(({ known }) => known.parameters);
  const asTold = near(({ model }) => totalOf(model));
  const row = (what: string, value: number, whole: number) => ({
    ...{ what: `  ${what}`, value, unit: "models" },
    ...outOf(value, whole),
  });
  const right = (some: readonly Case[]) => some.filter(one => isWithin(loose, one)).length;
  return [
    { what: "Packed weights, models unpacked", value: packed.length, unit: "models" },
    row("near the name (loose) as the Hub counts them", right(totals), packed.length),
    row("near the name (loose) unpacked", right(packed), packed.length),
    { what: "Packed weights, models whose original is recorded too", value: pairs.length, unit: "models" },
    row("within 5 % of the original as the Hub counts them", asTold, pairs.length),
    row("within 5 % of the original unpacked", unpacked, pairs.length),
  ];
}

/** A packed model and the parameters of the same model before that. */
interface Pair {
  readonly model: SizedModel;
  readonly known: Parameters;
  readonly whole: number;
}

const packedEnding = /(?:[-_.](?:gptq|awq|int[48]|mlx|marlin|[48]-?bits?|bnb|unsloth|nvfp4))+$/iu;

function wholePairs(models: readonly SizedModel[]): readonly Pair[] {
  const byId = new Map(models.map(model => [model.id, model]));
  return models.flatMap(model => {
    const known = modelParameters(model);
    const original = byId.get(model.id.replace(packedEnding, ""));
    const whole = original === undefined || original === model ? undefined : modelParameters(original);
    const isUsable = known?.basis === "safetensors-packed" && whole !== undefined && !whole.estimate;
    return isUsable ? [{ model, known, whole: whole.parameters }] : [];
  });
}

function totalOf({ safetensors }: SizedModel): number {
  return (safetensors as { readonly total: number }).total;
}

function printErrors(cases: readonly Case[]): void {
  const groups = new Map<string, string[]>();
  for (const one of cases) {
    if (isWithin(loose, one)) continue;
    const name = `${inBillions(one.named)} in the name, ${inBillions(one.known.parameters)} counted`;
    groups.set(name, [...(groups.get(name) ?? []), one.model.id]);
  }
  const most = [...groups].sort(([, a], [, b]) => b.length - a.length).slice(0, 20);
  console.log("The 20 most frequent wrong sizes in names (not within 20 %):");
  for (const [what, ids] of most)
    console.log(`${String(ids.length).padStart(5)}  ${what}: ${ids.slice(0, 3).join(", ")}`);
  console.log("");
}

function inBillions(count: number): string {
  return `${Number((count / 1e9).toPrecision(3))}B`;
}
