import { type LicenseDuty, licenseDuties, licenseFacts } from "../../licenses/license-facts";
import { isSpecificLicense } from "../../licenses/licenses";
import { recognizedBy, recognizeLicense, type Unrecognized } from "../../licenses/recognize-license";
import type { Model } from "../../lineage/model";
import { licensesIn } from "../../lineage/traits/read-traits";
import { type Ancestor, ancestry } from "../ancestors";
import { declaredParents } from "../card";
import type { CardContext, ParsedCard } from "../finding";
import { type UndeclaredParent, undeclaredParents } from "../inferred/likely-parents";
import { declaredTraits } from "../licensing/declared-traits";
import type { AncestorFiles } from "./ancestor-files";
import type { Asked, Checked } from "./asked";
import { check } from "./check-duty";
import { dutiesOfWorks } from "./check-work";
import { saidBy } from "./said-texts";

/** Something that a license of an ancestor asks of whoever shares the model. */
export interface Obligation extends Checked {
  readonly duty: LicenseDuty | "acceptance";
  /** What the duty asks, as the end of "you must …"; null for the acceptance of terms, which no license asks for. */
  readonly asks: string | null;
  readonly license: string;
  /** By which entry of the ancestor's card the license is known, if the card calls it `other`. */
  readonly recognizedBy: "license_name" | "license_link" | null;
  /** The ancestor for which it is due; of what is due once for a license, the nearest one that has it. */
  readonly ancestor: string;
  /** The IDs from the declared parent to the ancestor, both included, as cards write them. */
  readonly path: readonly string[];
}

/** An ancestor whose terms are not known, and why. */
export interface UnclearAncestor {
  readonly id: string;
  readonly why: "not read" | "not visible" | "no license" | "several licenses" | "custom license";
  /** Of a custom license, its name; of several licenses, all of them. */
  readonly name: string | null;
  /** Why a custom license was not recognized. */
  readonly because: Unrecognized | null;
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

/** What obligations are read from. */
export interface ObligationSources {
  /** Texts of the files next to the card that may hold licenses and notices. */
  readonly contents: ReadonlyMap<string, string>;
  /** The license files of ancestors, by their IDs, of those whose files were read. */
  readonly ofAncestors: ReadonlyMap<string, AncestorFiles>;
}

/**
 * What the licenses of a card's ancestors ask of a distributor, and whether the card and the files next to it meet it. What
 * is due for a work (credit, notices of copyright, NOTICE, what was changed) is asked for each ancestor, and everything else once for
 * each license. A possible reading of the licenses, never legal advice.
 */
export function obligationsOf(
  card: ParsedCard,
  context: CardContext,
  { contents, ofAncestors }: ObligationSources,
): Obligations {
  const { ancestors, isWhole } = ancestry(card, context);
  const own = declaredTraits(card.frontMatter).license;
  const undeclared = undeclaredParents(card, context);
  const said = saidBy(card, context, contents);
  const byLicense = new Map<string, Asked[]>();
  for (const ancestor of ancestors) {
    const { id, license } = ancestor.model;
    if (license === null || !isSpecificLicense(license)) continue;
    const asked = { context, said, own, license, ancestor, ofAncestor: ofAncestors.get(id) ?? null };
    byLicense.set(license, [...(byLicense.get(license) ?? []), asked]);
  }
  const obligations = [...byLicense].flatMap(([license, asked]) =>
    (licenseFacts(license)?.duties ?? []).flatMap(duty =>
      dutiesOfWorks.has(duty)
        ? asked.flatMap(each => checked(duty, each))
        : worst(distinct(asked).flatMap(each => checked(duty, each))),
    ),
  );
  return {
    ...{ ancestors: ancestors.length, isWhole: isWhole && undeclared.length === 0, undeclared },
    obligations: [...obligations, ...acceptances(ancestors, context)],
    unclear: unclearOf(card, context, ancestors),
  };
}

function checked(duty: LicenseDuty, asked: Asked): readonly Obligation[] {
  const found = check(duty, asked);
  const { license, ancestor } = asked;
  return found === null ? [] : [{ duty, asks: licenseDuties[duty], license, ...placeOf(ancestor), ...found }];
}

function placeOf({ model, path }: Ancestor): Pick<Obligation, "ancestor" | "path" | "recognizedBy"> {
  return { ancestor: model.id, path, recognizedBy: recognizedBy(model) };
}

/** The nearest ancestor for each relation, on which it depends whether the card's own license will do. */
function distinct(asked: readonly Asked[]): readonly Asked[] {
  const relations = asked.map(({ ancestor }) => ancestor.relation);
  return asked.filter(({ ancestor }, index) => relations.indexOf(ancestor.relation) === index);
}

/** The obligation that is furthest from being met, the nearest ancestor's among equals. */
function worst(found: readonly Obligation[]): readonly Obligation[] {
  const of = (state: Obligation["state"]) => found.find(each => each.state === state);
  return [of("missing") ?? of("to check") ?? of("there") ?? []].flat();
}

/** Ancestors that people get only after accepting terms: whoever gets this model should accept them too. */
function acceptances(ancestors: readonly Ancestor[], { repo, lookup }: CardContext): readonly Obligation[] {
  const own = repo === null ? null : lookup(repo);
  const gate = own?.state === "known" ? own.model.gated : null;
  const state = gate === null ? "to check" : gate === false ? "missing" : "there";
  return ancestors
    .filter(({ model }) => model.gated === "auto" || model.gated === "manual")
    .map(ancestor => ({
      ...{ duty: "acceptance", asks: null, license: ancestor.model.license ?? "unknown" },
      ...{ ...placeOf(ancestor), state, seen: null, wanted: null },
    }));
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
    found.set(id, { id, why: known.state === "missing" ? "not visible" : "not read", ...unnamed });
  }
  for (const { model } of ancestors) {
    const unclear = unclearLicense(model);
    if (unclear !== null) found.set(model.id, { id: model.id, ...unclear });
  }
  return [...found.values()];
}

const unnamed = { name: null, because: null };

function unclearLicense({ license, licenseName, licenseLink }: Model): Omit<UnclearAncestor, "id"> | null {
  if (license === null) return { why: "no license", ...unnamed };
  if (licensesIn(license).length > 1) return { why: "several licenses", name: license, because: null };
  if (isSpecificLicense(license)) return null;
  const found = license === "other" ? recognizeLicense(licenseName, licenseLink) : null;
  const because = found?.id === null ? found.why : null;
  return { why: "custom license", name: licenseName ?? (license === "other" ? null : license), because };
}
