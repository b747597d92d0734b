import { asksInWords, licenseInPlace, unclearInWords } from "../../card/obligations/obligation-words";
import { t } from "../../words/words";
import type { Audit, AuditedModel } from "./audit-card";

/** What an audit says of a model, one entry for each thing that a person has to look at. */
export interface AuditEntry {
  readonly model: string;
  readonly license: string | null;
  readonly kind: "finding" | "obligation" | "undeclared-parent" | "unclear-terms";
  /** The rule, the duty, or the parent. */
  readonly what: string;
  readonly level: "error" | "warning" | "info" | "hint";
  readonly message: string;
}

/** Everything in an audit that is not in order. */
export function auditEntries({ models }: Pick<Audit, "models">): readonly AuditEntry[] {
  return models.flatMap(entriesOf);
}

/** The same as a table, with the names of columns that programs read. */
export function auditRows(audit: Pick<Audit, "models">) {
  return {
    columns: ["model", "license", "kind", "what", "level", "message"],
    rows: auditEntries(audit).map(({ model, license, kind, what, level, message }) => [
      ...[model, license, kind, what, level, message],
    ]),
  };
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
      const { duty, ancestor } = each;
      const license = licenseInPlace(each);
      const asked = asksInWords(each);
      const told =
        each.state === "missing"
          ? ({ level: "warning", message: t`Missing: ${asked}, for ${license} of ${ancestor}.` } as const)
          : ({ level: "info", message: t`To check: ${asked}, for ${license} of ${ancestor}.` } as const);
      return [{ ...own, kind: "obligation", what: duty, ...told }];
    }),
    ...undeclared.map(
      ({ parent, seen, where }): AuditEntry => ({
        ...{ ...own, kind: "undeclared-parent", what: parent, level: "info" },
        message: t`Likely made from ${parent}, which the card does not declare: ${where} says ${seen}.`,
      }),
    ),
    ...unclear.map(
      (each): AuditEntry => ({
        ...{ ...own, kind: "unclear-terms", what: each.id, level: "info" },
        message: `${each.id} ${unclearInWords(each)}.`,
      }),
    ),
  ];
}

/** What an audit rests on. */
export function auditLegend(): string {
  return t`Possible conflicts and obligations, read from the licenses as the Hub names them. They are not legal advice. The files next to cards were not read.`;
}
