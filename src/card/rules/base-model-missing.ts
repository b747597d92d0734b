import type { Evidence } from "../../evidence/evidence";
import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import type { Rule } from "../finding";
import { addParents } from "../inferred/add-parents";
import { declaresNone, inferredParents, placeOfParents } from "../inferred/inferred-parents";
import { isFirm, likelyParents, lostParts } from "../inferred/likely-parents";
import { withLostParts } from "../inferred/lost-in-words";

/** Reports a card without a parent where a file next to it, its text, its tags, or its name speak for one. */
export const baseModelMissing: Rule = {
  id: "base-model/missing",
  severity: "warning",
  summary:
    "Finds a card that declares no base_model although a file next to it, its text, or its name tells what the model was made from.",
  *check(card, context) {
    if (!declaresNone(card)) return;
    const place = placeOfParents(card);
    if (place === undefined) return;
    const likely = likelyParents(inferredParents(card, context));
    const [first] = likely;
    const seen = first?.evidence[0];
    if (first === undefined || seen === undefined) return;
    const isSaid = first.evidence.some(piece => isFirm(piece, context));
    yield {
      ...(isSaid ? {} : { severity: "info" as const }),
      message: withLostParts(
        told(
          seen,
          likely.map(({ parent }) => parent),
        ),
        lostParts(card, context),
      ),
      range: place,
      fixes: addParents(card, context, likely),
      related: {
        message: t`What speaks for it: ${listed(first.evidence.map(inWords), 3, "and")}`,
        id: first.parent,
      },
    };
  },
};

function told({ kind, where, seen }: Evidence, parents: readonly string[]): string {
  const named = listed(parents, 3, "and");
  const them =
    parents.length === 1 ? t`add it if this model was made from it` : t`add them if it was made from them`;
  if (kind === "prose")
    return t`The text says "${plain(seen)}", but this card declares no base_model; add ${named} if this model was made from it.`;
  if (kind === "tag") return t`The tags name ${named}, but this card declares no base_model; ${them}.`;
  if (kind === "name")
    return t`This model is named after ${named}, but this card declares no base_model; ${them}.`;
  return t`${where} names ${named}, but this card declares no base_model; ${them}.`;
}

/** What was seen, without the signs of Markdown and the addresses of links. */
function plain(seen: string): string {
  const text = seen.replace(/\[([^\]]{0,120})\]\([^\s)]{0,250}\)?/g, "$1").replace(/[*`[\]]/g, "");
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

function inWords({ seen, where }: Evidence): string {
  return `${where}: ${plain(seen)}`;
}
