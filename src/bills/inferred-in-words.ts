import type { Evidence, InferredParent } from "../evidence/evidence";

/** That a parent is inferred, with what was seen and where. */
export function inferredInWords({ parent, relation, probability, evidence }: InferredParent): string {
  const how = relation === "unknown" ? "" : ` (${relation})`;
  const seen = evidence.map(pieceSeen).join("; ");
  return `Inferred, not declared: ${parent}${how} is a parent with a probability of ${percent(probability)}. Seen: ${seen}.`;
}

/** A piece of evidence: `adapter_config.json: base_model_name_or_path: lab/poet`. */
export function pieceSeen({ where, seen }: Evidence): string {
  return `${where}: ${seen}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
