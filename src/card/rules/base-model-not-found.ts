import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { declaredParents } from "../card";
import { writeText } from "../edits";
import { type KnownModel, missingModel, type Rule } from "../finding";
import { isSelf } from "../parents";

type MissingModel = Extract<KnownModel, { readonly state: "missing" }>;

/**
 * Reports a parent that the Hub does not show. A plain 404 is an error: the link is dead for every reader of the card.
 * A 401 is only a warning, since the Hub gives visitors that answer for missing and private models alike.
 */
export const baseModelNotFound: Rule = {
  id: "base-model/not-found",
  severity: "error",
  summary: "Finds a base_model that does not exist on the Hub or is not visible.",
  *check({ frontMatter }, context) {
    for (const { id, range, problem } of declaredParents(frontMatter)) {
      if (problem !== null || isSelf(id, context)) continue;
      const known = missingModel(context.lookup(id));
      if (known === null) continue;
      yield {
        ...(known.orPrivate ? { severity: "warning" as const } : {}),
        message: told(id, known),
        range,
        fixes: (known.similar ?? []).map(other => ({
          title: t`Change base_model to ${other}`,
          edits: [writeText(range, other)],
          isChoice: true,
        })),
      };
    }
  },
};

function told(id: string, { orPrivate, similar = [] }: MissingModel): string {
  const meant = listed(similar, 6, "or");
  if (orPrivate)
    return similar.length === 0
      ? t`base_model ${id} is missing or private, so visitors cannot see it; check the ID, or sign in if you have access.`
      : t`base_model ${id} is missing or private, so visitors cannot see it; did you mean ${meant}? Otherwise, sign in with an account that has access.`;
  return similar.length === 0
    ? t`base_model ${id} does not exist on the Hub; correct the ID, or name a parent that exists.`
    : t`base_model ${id} does not exist on the Hub; did you mean ${meant}?`;
}
