import type { LicenseConflict } from "../../src/licenses/compatibility";
import {
  type JudgedParent,
  modelVerdict,
  type ParentVerdict,
  parentVerdicts,
} from "../../src/licenses/model-verdict";
import { grouped } from "../../src/lineage/in-words";
import type { Model, Relation } from "../../src/lineage/model";
import { showable } from "../../src/lineage/showable";
import { licenseText } from "../../src/lineage/traits/trait-change";
import type { FamilyTree } from "../../src/lineage/tree/family-tree";
import { english, phrase, t } from "../../src/words/words";

/** The verdict on a child's license given its parent's: how certain it is, and why. */
export interface VerdictWords {
  readonly kind: "ok" | "review" | "conflict" | "unread";
  readonly sentence: string;
}

const duties: Readonly<Record<LicenseConflict, string>> = english({
  "use-restrictions-dropped": "whose use restrictions apply to every derivative",
  "nc-dropped": "which forbids commercial use",
  "share-alike-dropped": "which requires derivatives to keep its license",
  "nd-derivative": "which does not allow sharing modified versions",
  "research-only-dropped": "which is for research only",
  incompatible: "which does not allow this model's license",
});

function unknownSentence(parent: string | null, child: string | null): string {
  if (parent === null && child === null) return t`Neither this model nor its parent declares a license.`;
  if (parent === null)
    return t`The parent declares no license, so it is unclear whether this model's license is allowed.`;
  if (child === null) return t`The parent's license is ${showable(parent)}; this model declares none.`;
  return t`Review both license texts: the parent's license is ${showable(parent)}, and this model's is ${showable(child)}.`;
}

/** Judges the license of a model against its parent's, in one sentence. */
export function verdictWords(parentModel: Model, model: Model, relation: Relation): VerdictWords {
  const judged = modelVerdict(parentModel, model, relation);
  if (judged === null) {
    const sentence = parentModel.unread
      ? t`${showable(parentModel.id)} has not been read, so its license is not known yet.`
      : t`This model has not been read, so its license is not known yet.`;
    return { kind: "unread", sentence };
  }
  const { verdict, clause, kind } = judged;
  const [parent, child] = [licenseText(parentModel), licenseText(model)];
  const where = clause === null ? "" : ` (${clause})`;
  if (verdict === "review" || parent === null || child === null)
    return { kind: "review", sentence: unknownSentence(parent, child) };
  const [from, to] = [showable(parent), showable(child)];
  if (verdict === "ok") {
    const sentence =
      parent === child
        ? t`This model keeps the parent's license, ${from}.`
        : t`${from} allows ${to}${where}.`;
    return { kind: "ok", sentence };
  }
  const guess = relation === "unknown" ? t` The relation is not stated, so a finetune is assumed.` : "";
  const duty = phrase(duties[kind ?? "incompatible"]);
  return {
    kind: "conflict",
    sentence: t`Possible license conflict: the parent uses ${from}, ${duty}${where}; this model declares ${to}.${guess}`,
  };
}

/** The verdict on a license against all parents: the worst, and for several parents a sentence on each of them. */
export interface FamilyVerdict extends VerdictWords {
  readonly parents: readonly (VerdictWords & { readonly id: string })[];
}

const kinds: Readonly<Record<ParentVerdict, VerdictWords["kind"]>> = {
  incompatible: "conflict",
  review: "review",
  unread: "unread",
  ok: "ok",
};

function summary(worst: ParentVerdict, alike: number, all: number): string {
  const [some, whole] = [grouped(alike), grouped(all)];
  if (worst === "incompatible") return t`Possible license conflict with ${some} of ${whole} parents.`;
  if (worst === "review") return t`The licenses of ${some} of ${whole} parents need a review.`;
  if (worst === "unread") return t`The licenses of ${some} of ${whole} parents are not known yet.`;
  return t`The licenses of all ${whole} parents allow this one.`;
}

function wordsFor({ id, model, relation }: JudgedParent, child: Model): VerdictWords {
  if (model !== null) return verdictWords(model, child, relation);
  return { kind: "unread", sentence: t`${showable(id)} has not been read, so its license is not known yet.` };
}

/** Judges the license of a model against those of all its parents; null if nothing is known of any of them. */
export function familyVerdict(parents: readonly JudgedParent[], child: Model): FamilyVerdict | null {
  const judged = parentVerdicts(parents, child);
  const [worst] = judged;
  if (worst === undefined || parents.every(({ model }) => model === null)) return null;
  if (judged.length === 1) return { ...wordsFor(worst, child), parents: [] };
  const alike = judged.filter(({ verdict }) => verdict === worst.verdict).length;
  return {
    kind: kinds[worst.verdict],
    sentence: summary(worst.verdict, alike, judged.length),
    parents: judged.map(parent => ({ id: parent.id, ...wordsFor(parent, child) })),
  };
}

/** The parents of a model in a tree, as a verdict needs them. */
export function judgedParents({ parentsOf, nodes }: FamilyTree, id: string): readonly JudgedParent[] {
  const edges = parentsOf.get(id) ?? [];
  return edges.map(({ parent, relation }) => ({
    id: parent,
    model: nodes.get(parent)?.model ?? null,
    relation,
  }));
}
