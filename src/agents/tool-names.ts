/** The names of the tools. */
export const toolNames = [
  "get_model_family",
  "check_model_card",
  "compare_traits",
  "check_license",
  "query_index",
] as const;

/** One of the tools. */
export type ToolName = (typeof toolNames)[number];
