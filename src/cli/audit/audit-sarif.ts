import type { Audit } from "../../app/audit/audit-card";
import { type AuditEntry, auditEntries } from "../../app/audit/audit-entries";
import { rules } from "../../card/rules";
import { withoutLinks } from "../../lineage/showable";
import { sarifLevels, sarifRun } from "../sarif-run";

const hub = "https://huggingface.co";

const others: Readonly<Record<Exclude<AuditEntry["kind"], "finding">, string>> = {
  obligation: "Something that the license of an ancestor asks of whoever shares the model.",
  "undeclared-parent": "A model that this one is likely made from, and that its card does not declare.",
  "unclear-terms": "An ancestor whose terms are not known.",
};

function ruleOf({ kind, what }: AuditEntry): string {
  if (kind === "finding") return what;
  return kind === "obligation" ? `obligation/${what}` : kind;
}

/** An audit as a SARIF 2.1.0 (OASIS) log: the places are the cards on the Hub. */
export function auditSarif(audit: Audit, version: string): string {
  const entries = auditEntries(audit);
  const described = new Map(
    entries.map(entry => {
      const rule = rules.find(({ id }) => entry.kind === "finding" && id === entry.what);
      const text = rule?.summary ?? (entry.kind === "finding" ? entry.what : others[entry.kind]);
      return [ruleOf(entry), text];
    }),
  );
  const ids = [...described.keys()];
  const told = [...described].map(([id, text]) => ({ id, shortDescription: { text } }));
  const log = sarifRun(version, told, {
    results: entries.map(entry => ({
      ruleId: ruleOf(entry),
      ruleIndex: ids.indexOf(ruleOf(entry)),
      level: sarifLevels[entry.level],
      message: { text: withoutLinks(entry.message) },
      locations: [{ physicalLocation: { artifactLocation: { uri: cardAddress(entry.model) } } }],
    })),
  });
  return `${JSON.stringify(log, null, 2)}\n`;
}

function cardAddress(model: string): string {
  return `${hub}/${model.split("/").map(encodeURIComponent).join("/")}/blob/main/README.md`;
}
