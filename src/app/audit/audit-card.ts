import { ancestry } from "../../card/ancestors";
import type { CardContext, Finding, Severity } from "../../card/finding";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import type { UndeclaredParent } from "../../card/inferred/likely-parents";
import { declaredTraits } from "../../card/licensing/declared-traits";
import { lintCard } from "../../card/lint";
import { lintWith } from "../../card/lint-with";
import { obligationStates } from "../../card/obligations/obligation-words";
import { type Obligation, obligationsOf, type UnclearAncestor } from "../../card/obligations/obligations";
import { tableRules } from "../report/snapshot-cards";

/** A model of an organization, to be audited. */
export interface AuditSubject {
  readonly id: string;
  /** Its card, or a card with what is known of it. */
  readonly text: string;
  /** Whether `text` is the card itself: of a card that nobody read, only the metadata can be judged. */
  readonly isCard: boolean;
}

/** What an audit says of one model. */
export interface AuditedModel {
  readonly id: string;
  readonly license: string | null;
  readonly isCard: boolean;
  readonly findings: readonly Pick<Finding, "rule" | "severity" | "message">[];
  readonly obligations: readonly Obligation[];
  readonly unclear: readonly UnclearAncestor[];
  readonly undeclared: readonly UndeclaredParent[];
  readonly ancestors: number;
  /** Whether all ancestors are known. */
  readonly isWhole: boolean;
}

/** What can be judged by licenses and names alone. */
const byMetadata: ReadonlySet<Obligation["duty"]> = new Set([
  ...(["share-alike", "non-commercial", "no-derivatives", "research-only", "name-prefix"] as const),
]);

const [, unjudged] = obligationStates;

/** Audits one model by its card and what is known of its ancestors. The files next to a card are not read. */
export function auditCard({ id, text, isCard }: AuditSubject, lookup: CardContext["lookup"]): AuditedModel {
  const context: CardContext = { repo: id, files: null, lookup };
  const frontMatter = parseFrontMatter(text);
  const { findings } = isCard ? lintCard(text, context, frontMatter) : lintWith(tableRules, text, context);
  const { isWhole } = ancestry({ frontMatter }, context);
  const found = obligationsOf({ text, frontMatter, disables: [] }, context, {
    contents: new Map(),
    ofAncestors: new Map(),
  });
  return {
    ...{ id, isCard, license: declaredTraits(frontMatter).license },
    findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
    obligations: found.obligations.map(each =>
      isCard || byMetadata.has(each.duty) || each.state === unjudged
        ? each
        : { ...each, state: unjudged, seen: null },
    ),
    unclear: found.unclear,
    undeclared: found.undeclared,
    ancestors: found.ancestors,
    isWhole,
  };
}

/** An audited organization, and what of it is not known. */
export interface Audit {
  readonly organization: string;
  /** Where its models were read from. */
  readonly source: string;
  readonly models: readonly AuditedModel[];
}

/** Figures of an audit. */
export interface AuditFigures {
  readonly models: number;
  /** Models whose card was read, and not only its metadata. */
  readonly cards: number;
  readonly findings: Readonly<Record<Severity, number>>;
  readonly obligations: Readonly<Record<Obligation["state"], number>>;
  readonly undeclared: number;
  /** Models with ancestors whose terms are not known, so that more may be asked than the obligations say. */
  readonly unclear: number;
  /** Models of which not all ancestors are known. */
  readonly incomplete: number;
}

/** Counts what an audit found. */
export function auditFigures({ models }: Pick<Audit, "models">): AuditFigures {
  const findings = { error: 0, warning: 0, info: 0, hint: 0 };
  const obligations = { missing: 0, "to check": 0, there: 0 };
  for (const model of models) {
    for (const { severity } of model.findings) findings[severity]++;
    for (const { state } of model.obligations) obligations[state]++;
  }
  return {
    ...{ models: models.length, findings, obligations },
    cards: models.filter(({ isCard }) => isCard).length,
    undeclared: models.filter(({ undeclared }) => undeclared.length > 0).length,
    unclear: models.filter(({ unclear }) => unclear.length > 0).length,
    incomplete: models.filter(({ isWhole }) => !isWhole).length,
  };
}

/** Audited models, those that need a look most first. */
export function byNeed(models: readonly AuditedModel[]): readonly AuditedModel[] {
  const weighed = models.map(model => ({ model, weight: weight(model) }));
  return weighed.sort((one, other) => other.weight - one.weight).map(({ model }) => model);
}

function weight(model: AuditedModel): number {
  const { findings, obligations } = auditFigures({ models: [model] });
  const { error, warning, info } = findings;
  return error * 1e6 + warning * 1e4 + (obligations.missing + model.undeclared.length) * 1e2 + info;
}
