/** The names of the tools that every host has. */
export const commonToolNames = [
  "get_model_family",
  "check_model_card",
  "compare_traits",
  "check_license",
  "query_index",
] as const;

/** One of those. */
export type CommonToolName = (typeof commonToolNames)[number];

/** The names of the tools that read the files of models as well, which `hub-lineage mcp` alone has. */
export const evidenceToolNames = ["trace_parents", "list_obligations"] as const;

/** One of those. */
export type EvidenceToolName = (typeof evidenceToolNames)[number];

/** Any of the tools. */
export type ToolName = CommonToolName | EvidenceToolName;

/** Whether a tool reads the files of models. */
export function isEvidenceTool(name: ToolName): name is EvidenceToolName {
  return evidenceToolNames.some(known => known === name);
}
