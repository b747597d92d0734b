import { ownValue } from "../lineage/own-value";
/** The part of JSON Schema that the tools use: what a value must be. Without `type`, any value. */
export interface JsonSchema {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  /** Every object of the tools names all of its properties. */
  readonly additionalProperties?: false;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
}

/** What is wrong with a value, as a sentence that names the place; null if it fits the schema. */
export function schemaProblem(schema: JsonSchema, value: unknown, place = "The input"): string | null {
  if (schema.type !== undefined && !isOfType(schema.type, value))
    return `${place} is not ${/^[aeiou]/.test(schema.type) ? "an" : "a"} ${schema.type}.`;
  if (typeof value === "string") return textProblem(schema, value, place);
  if (typeof value === "number") return numberProblem(schema, value, place);
  if (Array.isArray(value)) return arrayProblem(schema, value, place);
  return schema.type === "object" ? objectProblem(schema, value as Record<string, unknown>, place) : null;
}

function isOfType(type: NonNullable<JsonSchema["type"]>, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (type === "integer") return Number.isSafeInteger(value);
  if (type === "number") return Number.isFinite(value);
  return type === "string" ? typeof value === "string" : typeof value === "boolean";
}

function textProblem({ enum: words, maxLength }: JsonSchema, value: string, place: string): string | null {
  if (words !== undefined && !words.includes(value)) return `${place} must be one of ${words.join(", ")}.`;
  return maxLength !== undefined && value.length > maxLength
    ? `${place} is longer than ${maxLength} characters.`
    : null;
}

function numberProblem({ minimum, maximum }: JsonSchema, value: number, place: string): string | null {
  if (minimum !== undefined && value < minimum) return `${place} must be at least ${minimum}.`;
  return maximum !== undefined && value > maximum ? `${place} must be at most ${maximum}.` : null;
}

function arrayProblem(schema: JsonSchema, value: readonly unknown[], place: string): string | null {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items = {} } = schema;
  if (value.length < minItems) return `${place} needs at least ${minItems} entries.`;
  if (value.length > maxItems) return `${place} takes at most ${maxItems} entries.`;
  for (const [at, entry] of value.entries()) {
    const problem = schemaProblem(items, entry, `${place}[${at}]`);
    if (problem !== null) return problem;
  }
  return null;
}

function objectProblem(schema: JsonSchema, value: Record<string, unknown>, place: string): string | null {
  const { properties = {}, required = [] } = schema;
  const named = (name: string) => (place === "The input" ? name : `${place}.${name}`);
  const missing = required.find(name => ownValue(value, name) === undefined);
  if (missing !== undefined) return `${named(missing)} is missing.`;
  const known = Object.keys(properties);
  for (const [name, entry] of Object.entries(value)) {
    const property = ownValue(properties, name);
    if (property === undefined)
      return `There is no property ${named(name.slice(0, 60))}: use ${known.join(", ")}.`;
    if (entry === undefined) continue;
    const problem = schemaProblem(property, entry, named(name));
    if (problem !== null) return problem;
  }
  return null;
}
