import type { LineageColumns } from "../../columns/columns";
import type { AnalysisOptions, Coverage, ResultTable } from "../analysis";
import type { JudgedCards } from "../judged-cards";
import { topPlaces } from "../top";

/** The most cards that are judged: the most downloaded ones. */
const mostCards = 1_000;

/** Findings in the cards of an organization's models, most models first; null if nobody can judge them. */
export function organizationCards(
  columns: LineageColumns,
  { judgeCards }: AnalysisOptions,
  own: Uint32Array,
): (JudgedCards & { readonly asked: number }) | null {
  if (judgeCards === undefined || columns.traits.license === null) return null;
  const { downloads } = columns.numbers;
  // Above 0, because a place with 0 is none of the top.
  const order = Float64Array.from(own, model => 1 + (downloads?.[model] || 0));
  const models = topPlaces(order, mostCards).map(at => own[at]!);
  const judged = judgeCards(columns, models);
  const findings = [...judged.findings].sort((one, other) => other.models.length - one.models.length);
  return { read: judged.read, findings, asked: models.length };
}

/** How many models each rule finds something in. */
export interface OrganizationCards {
  /** How many of the organization's models were looked at, and of how many there is data of the card. */
  readonly asked: number;
  readonly read: number;
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly models: number }[];
}

/** The findings without the models. */
export function inCounts({
  asked,
  read,
  findings,
}: JudgedCards & { readonly asked: number }): OrganizationCards {
  return {
    asked,
    read,
    findings: findings.map(({ rule, severity, models }) => ({ rule, severity, models: models.length })),
  };
}

/** The models in whose cards a rule finds something. */
export function modelsOfRule(
  columns: LineageColumns,
  options: AnalysisOptions,
  own: Uint32Array,
  rule: unknown,
): readonly number[] {
  const { findings = [] } = organizationCards(columns, options, own) ?? {};
  return findings.find(each => each.rule === rule)?.models ?? [];
}

/** These findings as a table with one row for each rule. */
export function cardTable(columns: LineageColumns, cards: JudgedCards | null): ResultTable {
  return {
    id: "card-findings",
    title: "Open findings in its cards",
    columns: ["rule", "severity", "what", "models", "share", "example"],
    rows: (cards?.findings ?? []).map(({ rule, severity, summary, models }) => [
      rule,
      severity,
      summary,
      models.length,
      models.length / (cards?.read ?? 1),
      columns.id(models[0] ?? 0),
    ]),
  };
}

/** Of how many of an organization's models the table has data of the card, and its text. */
export function cardCoverage(
  cards: ReturnType<typeof organizationCards>,
  total: number,
): readonly Coverage[] {
  const unit = "models" as const;
  const checked = cards?.asked ?? 0;
  return [
    {
      what: `data of the card, of the ${checked} most downloaded models`,
      unit,
      known: cards?.read ?? 0,
      total: checked,
    },
    { what: "text of the card (not read)", unit, known: 0, total },
  ];
}
