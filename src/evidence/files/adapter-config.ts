import { asObject, asText } from "../../lineage/checked-json";
import type { Evidence } from "../evidence";
import { namedId } from "../named-id";
import { parsedJson } from "./parsed-json";

/** What an adapter's configuration tells of its base. */
export function adapterEvidence(text: string, where: string): readonly Evidence[] {
  const base = asText(asObject(parsedJson(text))?.base_model_name_or_path, 300);
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
