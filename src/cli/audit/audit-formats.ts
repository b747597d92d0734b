import { type Audit, type AuditedModel, auditFigures } from "../../app/audit/audit-card";
import { asksInWords, whyUnclear } from "../../card/obligations/obligation-words";
import { rowsToCsv } from "../../lineage/export/csv-writer";
import { count } from "../../lineage/in-words";
import { inLine } from "../printable";
import type { Style } from "../terminal/style";

/** What an audit says of a model, one entry for each thing that a person has to look at. */
export interface AuditEntry {
  readonly model: string;
  readonly license: string | null;
  readonly kind: "finding" | "obligation" | "undeclared parent" | "unclear terms";
  /** The rule, the duty, or the parent. */
  readonly what: string;
  readonly level: "error" | "warning" | "info" | "hint";
  readonly message: string;
}

/** Everything in an audit that is not in order. */
export function auditEntries({ models }: Audit): readonly AuditEntry[] {
  return models.flatMap(entriesOf);
}

function entriesOf({ id, license, findings, obligations, undeclared, unclear }: AuditedModel): AuditEntry[] {
  const own = { model: id, license };
  return [
    ...findings.map(
      ({ rule, severity, message }): AuditEntry => ({
        ...{ ...own, kind: "finding", what: rule, level: severity, message },
      }),
    ),
    ...obligations.flatMap((each): AuditEntry[] => {
      if (each.state === "there") return [];
      const level = each.state === "missing" ? "warning" : "info";
      const words = each.state === "missing" ? "Missing" : "To check";
      const message = `${words}: ${asksInWords(each)}, for ${each.license} of ${each.ancestor}.`;
      return [{ ...own, kind: "obligation", what: each.duty, level, message }];
    }),
    ...undeclared.map(
      ({ parent, seen, where }): AuditEntry => ({
        ...{ ...own, kind: "undeclared parent", what: parent, level: "info" },
        message: `Likely made from ${parent}, which the card does not declare: ${where} says ${seen}.`,
      }),
    ),
    ...unclear.map(
      ({ id: ancestor, why }): AuditEntry => ({
        ...{ ...own, kind: "unclear terms", what: ancestor, level: "info" },
        message: `${ancestor} ${whyUnclear[why]}.`,
      }),
    ),
  ];
}

/** What an audit rests on. */
export const legend =
  "Possible conflicts and obligations, read from the licenses as the Hub names them. They are not legal advice. The files next to cards were not read.";

/** An audit as text: figures, then a line for each model with something to look at. */
export function auditText(audit: Audit, style: Style): string {
  const { models, cards, findings, obligations, undeclared, incomplete } = auditFigures(audit);
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
    `  obligations  ${obligations.missing} missing, ${obligations["to check"]} to check, ${obligations.there} there`,
    `  parents      ${count(undeclared, "model")} with a likely parent that is not declared`,
    ...(incomplete > 0 ? [`  ancestors    not all known of ${count(incomplete, "model")}`] : []),
    "",
    ...lines,
    ...(lines.length > 0 ? [""] : []),
    style("dim", legend),
  ].join("\n")}\n`;
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
  return rowsToCsv({
    columns: ["model", "license", "kind", "what", "level", "message"],
    rows: auditEntries(audit).map(({ model, license, kind, what, level, message }) => [
      ...[model, license, kind, what, level, message],
    ]),
  });
}
