import { count, listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import type { JobOutcome } from "../index/index-job";
import type { Audit } from "./audit-card";

/** What an audit does not know: how the reading of its models ended, if it read any, and ancestors; in sentences. */
export function auditGaps(
  { organization, models }: Omit<Audit, "source">,
  outcome: Pick<JobOutcome, "failure" | "failed"> | null,
): readonly string[] {
  return [...(outcome === null ? [] : unreadInWords(outcome, organization)), ...unknownInWords(models)];
}

/** What of an organization could not be read, in sentences. */
export function unreadInWords(
  { failure, failed }: Pick<JobOutcome, "failure" | "failed">,
  organization: string,
): readonly string[] {
  if (failure !== null) return [t`${failure.message} The audit covers what was read until then.`];
  // Of ancestors, only what the Hub says of them is needed, and not their cards.
  const missed = failed.filter(({ id, what }) => what !== "card" || id.startsWith(`${organization}/`));
  if (missed.length === 0) return [];
  const why = listed([...new Set(missed.map(({ message }) => message))], 3);
  return [t`${count(missed.length, "answer")} could not be read: ${why}`];
}

function unknownInWords(models: Audit["models"]): readonly string[] {
  const unknown = models.filter(({ isWhole }) => !isWhole);
  if (unknown.length === 0) return [];
  const some = count(unknown.length, "model");
  const unclear = [...new Set(unknown.flatMap(each => each.unclear.map(({ id }) => id)))];
  return [
    unclear.length === 0
      ? t`Not all ancestors of ${some} are known.`
      : t`Not all ancestors of ${some} are known: ${listed(unclear, 5)}.`,
  ];
}
