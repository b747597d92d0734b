import type { AgentEngine, ToolCall } from "./agent-engine";
import { failed, type ToolAnswer } from "./answer";
import { schemaProblem } from "./json-schema";
import type { ToolWork } from "./tool-definition";
import { toolInputs } from "./tool-inputs";
import type { ToolName } from "./tool-names";
import { checkLicense, type LicenseInput } from "./tools/check-license";
import { checkModelCard } from "./tools/check-model-card";
import { compareTraits } from "./tools/compare-traits";
import { type FamilyInput, getModelFamily } from "./tools/get-model-family";
import { queryIndex } from "./tools/run-index-query";

/** The work of each tool; its input was checked against the schema of the tool before. */
const works: Readonly<Record<ToolName, ToolWork<object>>> = {
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
  name: ToolName,
  input: unknown,
  engine: AgentEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  call.signal.throwIfAborted();
  const problem = schemaProblem(toolInputs[name], input);
  if (problem !== null) return failed(`${problem} Correct the input of ${name} and call it again.`);
  try {
    return await works[name](input as object, engine, call);
  } catch (error) {
    call.signal.throwIfAborted();
    if (error instanceof Error && (error.name === "UserError" || error.name === "HubError"))
      return failed(error.message);
    throw error;
  }
}
