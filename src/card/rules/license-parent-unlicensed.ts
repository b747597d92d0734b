import { t } from "../../words/words";
import type { Rule } from "../finding";
import { ownLicenses } from "../licensing/license-conflicts";
import { knownParents, relationOf } from "../parents";

/** Reports a license on a model whose parent has none, so that nobody granted what this card passes on. */
export const licenseParentUnlicensed: Rule = {
  id: "license/parent-unlicensed",
  severity: "info",
  summary: "Finds a license on a card whose parent names none (requires the parent's data from the Hub).",
  *check(card, context) {
    const own = ownLicenses(card)[0];
    if (own === undefined || own.id === "unknown") return;
    const silent = knownParents(card, context).filter(({ model }) => model.license === null);
    const [first, ...more] = silent;
    if (first === undefined) return;
    const others = more.length === 0 ? "" : t` (and ${more.length} more)`;
    yield {
      ...(relationOf(card, context) === "unknown" ? { severity: "hint" as const } : {}),
      message: t`The parent ${first.id}${others} names no license, so nothing says that this model may be ${own.id}; ask its authors, or look for a license in its files.`,
      range: own.item.range,
      fixes: [],
      related: { message: t`This parent names no license`, id: first.id },
    };
  },
};
