import type { Finding } from "../../card/finding";
import { modelVerdict } from "../../licenses/model-verdict";
import { t } from "../../words/words";
import type { ModelEntry } from "../ports/index-port";
import { type BesideCard, changes, type FactRow, factSheet, ownRows, type TraitChange } from "./fact-sheet";

/** What is compared: a parent, of which nothing may be known, and a card with its findings. */
export interface Compared {
  readonly id: string;
  readonly parent: ModelEntry | null;
  readonly card: BesideCard;
  readonly findings: readonly Finding[];
}

/** One trait of a parent and a card; the change is null if the parent is not known. */
export interface ComparedRow {
  readonly trait: string;
  readonly parent: string;
  readonly card: string;
  readonly change: TraitChange | null;
  /** Why the change matters, in sentences; empty if it does not. */
  readonly why: readonly string[];
}

/** A parent and a card, trait by trait, what matters most first. */
export interface Comparison {
  readonly rows: readonly ComparedRow[];
  /** What else the findings say about this parent. */
  readonly more: readonly string[];
  /** How many people use the parent, and how old these facts are; empty if nothing is known. */
  readonly figures: readonly string[];
}

/** What matters most comes first, and what cannot be compared last. */
function rank({ change }: ComparedRow): number {
  return change === null || change === "" ? changes.length : changes.indexOf(change);
}

/** Which findings explain a trait: the rules whose IDs begin with these words. */
const explainedBy: ReadonlyMap<string, string> = new Map([
  ["license", "license/"],
  ["languages", "trait/languages-"],
  ["task", "trait/task-"],
  ["library", "trait/library-"],
  ["datasets", "trait/datasets-"],
]);

/** Compares a card with its parent; `now` in ms since 1970. */
export function comparison(compared: Compared, now: number): Comparison {
  const { id, parent, card, findings } = compared;
  const about = findings.filter(finding => finding.related?.id === id);
  const sheet = parent === null ? null : factSheet(parent, card, now);
  const facts = sheet?.rows ?? ownRows(card);
  const told = new Set<Finding>();
  const rows = facts.map((fact): ComparedRow => {
    const said = about.filter(({ rule }) => rule.startsWith(explainedBy.get(fact.trait) ?? "-"));
    for (const finding of said) told.add(finding);
    const messages = said.map(({ message }) => message);
    if (parent === null) return { ...fact, change: null, why: messages };
    return { ...fact, why: messages.length > 0 ? messages : whyOf(fact, parent, compared) };
  });
  return {
    rows: rows.sort((a, b) => rank(a) - rank(b)),
    more: about.filter(finding => !told.has(finding)).map(({ message }) => message),
    figures: sheet?.figures ?? [],
  };
}

/** Why a change matters that no finding speaks of. */
function whyOf({ trait, change }: FactRow, parent: ModelEntry, compared: Compared): readonly string[] {
  const lost = change === "lost";
  if (change === "kept" || change === "unread" || change === "") return [];
  if (trait === "license") return [whyOfLicense(change, parent, compared)];
  if (change === "gained") return [];
  if (trait === "languages")
    return lost ? [t`People who search for the lost languages no longer find the model.`] : [];
  if (trait === "task")
    return [
      lost
        ? t`People who search by task no longer find the model.`
        : t`The model is listed under a different task than its parent.`,
    ];
  if (trait === "library")
    return [t`A different library may load the model differently from its parent, or not at all.`];
  return [t`The parent's training data also shaped this model.`];
}

function whyOfLicense(change: TraitChange, { model }: ModelEntry, { card }: Compared): string {
  if (change === "lost")
    return t`Without a license, nobody knows whether they may use the model. The parent's terms still apply.`;
  if (change === "gained")
    return t`The parent declares no license, so its authors may not have granted any rights.`;
  const verdict = modelVerdict(model, card.model, card.relation)?.verdict ?? "review";
  if (verdict === "ok") return t`The parent's license allows this one.`;
  return verdict === "review"
    ? t`The license IDs alone do not show whether the parent's license allows this one. Compare the two license texts.`
    : t`The parent's license does not seem to allow this one.`;
}
