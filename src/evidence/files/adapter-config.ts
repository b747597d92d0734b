import { asObject, asText } from "../../lineage/checked-json";
import type { Evidence } from "../evidence";
import { namedId } from "../named-id";
import { jsonProblem, longestName, parsedJson } from "./parsed-json";

/** What an adapter's configuration tells of its base. */
export function adapterEvidence(text: string, where: string): readonly Evidence[] {
  const base = asText(asObject(parsedJson(text))?.base_model_name_or_path, longestName);
  if (base === null) return [];
  const seen = `base_model_name_or_path: ${base}`;
  return [
    {
      kind: "adapter-config",
      clue: "adapter-config/base",
      parent: namedId(base),
      seen,
      where,
      relation: "adapter",
    },
  ];
}

/** Why an adapter's configuration, or its base, cannot be read, as the end of a sentence; null if they can. */
export function adapterProblem(text: string): string | null {
  return jsonProblem(text, "base_model_name_or_path");
}
