import type { AgentEngine, ToolCall } from "./agent-engine";
import { failed, type ToolAnswer } from "./answer";
import { type JsonSchema, schemaProblem } from "./json-schema";
import type { ToolWork } from "./tool-definition";
import { toolInputs } from "./tool-inputs";
import type { CommonToolName } from "./tool-names";
import { checkLicense, type LicenseInput } from "./tools/check-license";
import { checkModelCard } from "./tools/check-model-card";
import { compareTraits } from "./tools/compare-traits";
import { type FamilyInput, getModelFamily } from "./tools/get-model-family";
import { queryIndex } from "./tools/run-index-query";

/** The work of each tool; its input was checked against the schema of the tool before. */
const works: Readonly<Record<CommonToolName, ToolWork<object>>> = {
  get_model_family: (input, engine, call) => getModelFamily(input as FamilyInput, engine, call),
  check_model_card: checkModelCard,
  compare_traits: compareTraits,
  check_license: (input, engine, call) => checkLicense(input as LicenseInput, engine, call),
  query_index: queryIndex,
};

/**
 * Runs a tool on input that nobody has checked. What is wrong with the input, or kept the tool from answering, is an answer as
 * well. Throws if the call is canceled.
 */
export async function runTool(
  name: CommonToolName,
  input: unknown,
  engine: AgentEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  const work = () => works[name](input as object, engine, call);
  return checkedAnswer({ name, schema: toolInputs[name], input }, call, work);
}

/** One call of any tool, with the schema that its input must fit. */
export interface UncheckedCall {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly input: unknown;
}

/** The answer of a tool's work, which runs only if the input fits; see `runTool`. */
export async function checkedAnswer(
  { name, schema, input }: UncheckedCall,
  call: ToolCall,
  work: () => Promise<ToolAnswer>,
): Promise<ToolAnswer> {
  call.signal.throwIfAborted();
  const problem = schemaProblem(schema, input);
  if (problem !== null) return failed(`${problem} Correct the input of ${name} and call it again.`);
  try {
    return await work();
  } catch (error) {
    call.signal.throwIfAborted();
    if (error instanceof Error && (error.name === "UserError" || error.name === "HubError"))
      return failed(error.message);
    throw error;
  }
}
