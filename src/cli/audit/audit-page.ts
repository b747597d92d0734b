import { type Audit, auditFigures } from "../../app/audit/audit-card";
import { auditEntries, auditLegend } from "../../app/audit/audit-entries";
import { htmlPage } from "../../app/report/report-page";
import { safeHtml } from "../../app/report/safe-html";
import { count } from "../../lineage/in-words";

/** An audit as a self-contained HTML page without scripts; every value is escaped. */
export function auditPage(audit: Audit): string {
  const { models, cards, findings, obligations, undeclared, unclear, incomplete } = auditFigures(audit);
  const figures = [
    ["Models", models],
    ["Cards read", cards],
    ["Errors", findings.error],
    ["Warnings", findings.warning],
    ["Obligations that nothing meets", obligations.missing],
    ["Obligations to check", obligations["to check"]],
    ["Models for which it is unclear what is asked", unclear],
    ["Models with a likely parent that is not declared", undeclared],
    ["Models of which not all ancestors are known", incomplete],
  ] as const;
  const rows = figures.map(
    ([name, value]) => `<tr><td>${safeHtml(name)}</td><td class="number">${value}</td></tr>`,
  );
  return htmlPage(
    `Audit of ${audit.organization}`,
    `<h1>Audit of ${safeHtml(audit.organization)}</h1>
<p>${count(models, "model")} from ${safeHtml(audit.source)}. ${safeHtml(auditLegend())}</p>
<div class="wide"><table>${rows.join("")}</table></div>
${modelSections(audit)}`,
  );
}

function modelSections(audit: Audit): string {
  return audit.models
    .map(model => {
      const entries = auditEntries({ ...audit, models: [model] });
      if (entries.length === 0) return "";
      const lines = entries.map(
        ({ level, kind, what, message }) =>
          `<tr><td>${safeHtml(level)}</td><td>${safeHtml(kind === "finding" ? what : kind)}</td><td>${safeHtml(message)}</td></tr>`,
      );
      const license = model.license === null ? "no license" : model.license;
      return `<details><summary>${safeHtml(model.id)} (${safeHtml(license)}): ${entries.length}</summary>
<div class="wide"><table><tr><th>Level</th><th>Kind</th><th>What</th></tr>${lines.join("")}</table></div></details>`;
    })
    .filter(section => section !== "")
    .join("\n");
}
