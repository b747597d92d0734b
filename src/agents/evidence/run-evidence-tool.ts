import type { ToolCall } from "../agent-engine";
import type { ToolAnswer } from "../answer";
import { checkedAnswer } from "../run-tool";
import type { EvidenceToolName } from "../tool-names";
import type { EvidenceEngine } from "./evidence-engine";
import { evidenceInputs } from "./evidence-schemas";
import type { EvidenceInput } from "./evidence-subject";
import { listObligations } from "./list-obligations";
import { traceParents } from "./trace-parents";

/** Runs one of the tools that read the files of models, as `runTool` runs the others. */
export function runEvidenceTool(
  name: EvidenceToolName,
  input: unknown,
  engine: EvidenceEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  const run = name === "trace_parents" ? traceParents : listObligations;
  return checkedAnswer({ name, schema: evidenceInputs[name], input }, call, () =>
    run(input as EvidenceInput, engine, call),
  );
}
