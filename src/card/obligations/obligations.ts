import { type LicenseDuty, licenseDuties, licenseFacts } from "../../licenses/license-facts";
import { isSpecificLicense } from "../../licenses/licenses";
import { type Ancestor, ancestry } from "../ancestors";
import { declaredParents, declaredTraits } from "../card";
import type { CardContext, ParsedCard } from "../finding";
import { type UndeclaredParent, undeclaredParents } from "../inferred/likely-parents";
import { type Asked, type Checked, check } from "./check-duty";

/** Something that a license of an ancestor asks of whoever shares the model. */
export interface Obligation extends Checked {
  readonly duty: LicenseDuty | "acceptance";
  /** What the duty asks, as the end of "you must …"; null for the acceptance of terms, which no license asks for. */
  readonly asks: string | null;
  readonly license: string;
  /** The nearest ancestor with this license. */
  readonly ancestor: string;
}

/** An ancestor whose terms are not known, and why. */
export interface UnclearAncestor {
  readonly id: string;
  readonly why: "not read" | "not visible" | "no license" | "custom license";
  /** Of a custom license, its name. */
  readonly name: string | null;
}

/** What the licenses of all ancestors ask, and what of it is there. */
export interface Obligations {
  readonly ancestors: number;
  /** Whether all ancestors were read, and no likely parent is undeclared. */
  readonly isWhole: boolean;
  readonly obligations: readonly Obligation[];
  readonly unclear: readonly UnclearAncestor[];
  /** Likely parents that the card does not declare: what their licenses ask is not among the obligations. */
  readonly undeclared: readonly UndeclaredParent[];
}

/**
 * What the licenses of a card's ancestors ask of a distributor, each duty of each license once, and whether the card and the
 * files next to it meet it. `contents` has the texts of the files that may hold licenses and notices. A possible reading
 * of the licenses, never legal advice.
 */
export function obligationsOf(
  card: ParsedCard,
  context: CardContext,
  contents: ReadonlyMap<string, string>,
): Obligations {
  const { ancestors, isWhole } = ancestry(card, context);
  const own = declaredTraits(card.frontMatter).license;
  const undeclared = undeclaredParents(card, context);
  const nearest = new Map<string, Ancestor>();
  for (const ancestor of ancestors) {
    const { license } = ancestor.model;
    if (license !== null && isSpecificLicense(license) && !nearest.has(license))
      nearest.set(license, ancestor);
  }
  const obligations = [...nearest].flatMap(([license, ancestor]): Obligation[] => {
    const asked: Asked = { card, context, contents, own, license, ancestor };
    return (licenseFacts(license)?.duties ?? []).map(duty => ({
      ...{ duty, asks: licenseDuties[duty], license, ancestor: ancestor.model.id },
      ...check(duty, asked),
    }));
  });
  return {
    ...{ ancestors: ancestors.length, isWhole: isWhole && undeclared.length === 0, undeclared },
    obligations: [...obligations, ...acceptances(ancestors, context)],
    unclear: unclearOf(card, context, ancestors),
  };
}

/** Ancestors that people get only after accepting terms: whoever gets this model should accept them too. */
function acceptances(ancestors: readonly Ancestor[], { repo, lookup }: CardContext): readonly Obligation[] {
  const gated = ancestors.find(({ model }) => model.gated === "auto" || model.gated === "manual");
  if (gated === undefined) return [];
  const own = repo === null ? null : lookup(repo);
  const gate = own?.state === "known" ? own.model.gated : null;
  const license = gated.model.license ?? "unknown";
  const state = gate === null ? "to check" : gate === false ? "missing" : "there";
  const asked = { duty: "acceptance", asks: null, license, ancestor: gated.model.id } as const;
  return [{ ...asked, state, seen: null, wanted: null }];
}

function unclearOf(
  card: ParsedCard,
  { lookup, repo }: CardContext,
  ancestors: readonly Ancestor[],
): readonly UnclearAncestor[] {
  const found = new Map<string, UnclearAncestor>();
  const named = [
    ...declaredParents(card.frontMatter).flatMap(({ id, problem }) => (problem === null ? [id] : [])),
    ...ancestors.flatMap(({ model }) => {
      const known = lookup(model.id);
      return known.state === "known" ? known.parents.map(({ parent }) => parent) : [];
    }),
  ];
  for (const id of named) {
    const known = lookup(id);
    if (id === repo || known.state === "known") continue;
    found.set(id, { id, why: known.state === "missing" ? "not visible" : "not read", name: null });
  }
  for (const { model } of ancestors) {
    const { id, license, licenseName } = model;
    if (license === null) found.set(id, { id, why: "no license", name: null });
    else if (!isSpecificLicense(license)) found.set(id, { id, why: "custom license", name: licenseName });
  }
  return [...found.values()];
}
