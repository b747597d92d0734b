import { type Audit, auditFigures } from "../../app/audit/audit-card";
import { auditLegend, auditRows } from "../../app/audit/audit-entries";
import { obligationStates } from "../../card/obligations/obligation-words";
import { rowsToCsv } from "../../lineage/export/csv-writer";
import { count } from "../../lineage/in-words";
import { inLine } from "../printable";
import type { Style } from "../terminal/style";

/** An audit as text: figures, then a line for each model with something to look at. */
export function auditText(audit: Audit, style: Style): string {
  const { models, cards, findings, undeclared, incomplete } = auditFigures(audit);
  const lines = audit.models.flatMap(model => {
    const { findings, obligations } = auditFigures({ models: [model] });
    const { error, warning } = findings;
    const { missing } = obligations;
    const parts = [
      ...(error > 0 ? [style("red", count(error, "error"))] : []),
      ...(warning > 0 ? [style("yellow", count(warning, "warning"))] : []),
      ...(missing > 0 ? [count(missing, "missing obligation")] : []),
      ...model.undeclared.map(({ parent }) => `likely from ${inLine(parent)}`),
    ];
    if (parts.length === 0) return [];
    const license = model.license === null ? "no license" : inLine(model.license);
    const told = model.findings.filter(({ severity }) => severity === "error" || severity === "warning");
    return [
      `${style("bold", inLine(model.id))} (${license}): ${parts.join(", ")}`,
      ...told.map(({ rule, message }) => `  ${inLine(message)}  ${style("dim", rule)}`),
    ];
  });
  return `${[
    `${style("bold", audit.organization)}: ${count(models, "model")} from ${audit.source}, ${count(cards, "card")} read`,
    `  findings     ${count(findings.error, "error")}, ${count(findings.warning, "warning")}, ${findings.info + findings.hint} others`,
    `  obligations  ${obligationFigures(audit)}`,
    `  parents      ${count(undeclared, "model")} with a likely parent that is not declared`,
    ...(incomplete > 0 ? [`  ancestors    not all known of ${count(incomplete, "model")}`] : []),
    "",
    ...lines,
    ...(lines.length > 0 ? [""] : []),
    style("dim", auditLegend()),
  ].join("\n")}\n`;
}

/** The numbers of obligations, and of models for which what is asked is unclear; none is told only where it is known. */
function obligationFigures(audit: Audit): string {
  const { obligations, unclear } = auditFigures(audit);
  const counts = obligationStates.map(state => `${obligations[state]} ${state}`).join(", ");
  const isNone = obligationStates.every(state => obligations[state] === 0);
  if (unclear === 0) return counts;
  return `${isNone ? "" : `${counts}, `}unclear for ${count(unclear, "model")}`;
}

/** An audit as JSON: `{organization, source, figures, models: [{id, license, isCard, ancestors, isWhole, findings, obligations, undeclared, unclear}]}`. */
export function auditJson(audit: Audit): string {
  const { organization, source } = audit;
  const models = audit.models.map(({ obligations, ...model }) => ({
    ...model,
    obligations: obligations.map(({ duty, license, ancestor, state, seen, wanted }) => ({
      ...{ duty, license, ancestor, state, seen, wanted },
    })),
  }));
  return `${JSON.stringify({ organization, source, figures: auditFigures(audit), models }, null, 2)}\n`;
}

/** An audit as CSV, a row for each thing to look at. */
export function auditCsv(audit: Audit): string {
  return rowsToCsv(auditRows(audit));
}
