import type { AgentEngine, ToolCall } from "./agent-engine";
import type { ToolAnswer } from "./answer";
import type { JsonSchema } from "./json-schema";
import type { ToolName } from "./tool-names";

/** What every host shows of a tool, and what a model reads to use it. */
export interface ToolDefinition {
  readonly name: ToolName;
  readonly title: string;
  /** What it does and when to use it, for a language model. */
  readonly description: string;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  readonly examples: readonly { readonly what: string; readonly input: Readonly<Record<string, unknown>> }[];
}

/** The work of a tool on input that fits its schema. Throws UserError with what happened and what to do. */
export type ToolWork<Input> = (input: Input, engine: AgentEngine, call: ToolCall) => Promise<ToolAnswer>;

/** The switch that every tool has. */
export const completeProperty: JsonSchema = {
  type: "boolean",
  default: false,
  description:
    "Return everything. By default, the answer has at most 2,000 tokens and says what it leaves out.",
};

/** The part of every answer that says how old it is and what it lacks. */
export const coverageProperty: JsonSchema = object({
  oldest: text("When the oldest part was read from the Hub (ISO 8601); empty if nothing was read."),
  age: text("The same in words."),
  complete: { type: "boolean", description: "Whether everything that the answer needs was known." },
  missing: text("What was not known, and what to do; empty if nothing."),
  not_known: list(text("A model, or what the Hub said of it."), "Models that are not known."),
});

/** A text. */
export function text(description: string, most?: number): JsonSchema {
  return { type: "string", description, ...(most === undefined ? {} : { maxLength: most }) };
}

/** A whole number. */
export function integer(description: string): JsonSchema {
  return { type: "integer", description };
}

/** A list. */
export function list(items: JsonSchema, description: string): JsonSchema {
  return { type: "array", items, description };
}

/** An object with exactly these properties. */
export function object(properties: Readonly<Record<string, JsonSchema>>, description?: string): JsonSchema {
  return {
    type: "object",
    ...(description === undefined ? {} : { description }),
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}

/** The input of a tool: some of the properties are required. */
export function input(
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return {
    type: "object",
    properties,
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}
