import { buildContradictions } from "../../evidence/build-contradictions";
import type { Evidence } from "../../evidence/evidence";
import type { ModelBuild } from "../../evidence/files/model-config";
import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { type DeclaredParent, declaredParents } from "../card";
import { writeText } from "../edits";
import type { CardContext, ParsedCard, Rule, RuleFinding } from "../finding";
import { presentId } from "../inferred/inferred-parents";
import { lostParts } from "../inferred/likely-parents";
import { withLostParts } from "../inferred/lost-in-words";
import { standsFor } from "../inferred/stands-for";
import { isSelf, relationOf } from "../parents";

/** Reports declared parents that the files next to the card speak against: they name another, or the model is built otherwise. */
export const baseModelContradictsFiles: Rule = {
  id: "base-model/contradicts-files",
  severity: "warning",
  summary:
    "Finds a base_model that the files next to the card contradict: they name another model, or the model is built differently.",
  *check(card, context) {
    if (context.told === undefined || context.told === null) return;
    const declared = declaredParents(card.frontMatter).filter(
      ({ id, problem }) => problem === null && !isSelf(id, context),
    );
    const [first] = declared;
    if (first === undefined || card.frontMatter.problems.length > 0) return;
    const named = otherParent(card, context, declared) ?? moreParents(card, context, declared);
    if (named !== null) yield named;
    else for (const parent of declared) yield* otherBuild(card, context, parent);
  },
};

/** That a file names none of the declared parents; null if one does, or none says. */
function otherParent(
  card: ParsedCard,
  context: CardContext,
  declared: readonly DeclaredParent[],
): RuleFinding | null {
  const told = sayers(card, context);
  const [first] = told;
  const [only, ...others] = declared;
  if (first === undefined || only === undefined) return null;
  if (told.some(({ parent }) => declared.some(({ id }) => standsFor(id, parent, context)))) return null;
  const lost = first.kind === "mergekit" ? lostParts(card, context) : [];
  const parent = presentId(first.parent, context) ?? first.parent;
  const edit = writeText(only.range, parent);
  const fix = { title: t`Change base_model to ${parent}`, edits: [edit], isChoice: true, isPreviewed: true };
  return {
    ...(first.kind === "adapter-config" ? {} : { severity: "info" as const }),
    message: withLostParts(
      t`${first.where} names ${first.parent}, but this card declares ${listed(
        declared.map(({ id }) => id),
        3,
        "and",
      )}; correct the one that is wrong.`,
      lost,
    ),
    range: only.range,
    fixes: others.length === 0 && told.length === 1 && lost.length === 0 ? [fix] : [],
    related: { message: `${first.where}: ${first.seen}`, id: parent },
  };
}

/** That a merge has models that the card does not declare beside those that it does; null if it declares all. */
function moreParents(
  card: ParsedCard,
  context: CardContext,
  declared: readonly DeclaredParent[],
): RuleFinding | null {
  const left = sayers(card, context).filter(
    ({ kind, parent }) => kind === "mergekit" && !declared.some(({ id }) => standsFor(id, parent, context)),
  );
  const [first] = left;
  const range = card.frontMatter.fields.get("base_model")?.keyRange;
  if (first === undefined || range === undefined) return null;
  const named = listed(
    left.map(({ parent }) => parent),
    3,
    "and",
  );
  return {
    message: withLostParts(
      t`${first.where} also names ${named}, which this card does not declare; add what this model was merged from.`,
      lostParts(card, context),
    ),
    range,
    fixes: [],
    related: {
      message: `${first.where}: ${first.seen}`,
      id: presentId(first.parent, context) ?? first.parent,
    },
  };
}

type Naming = Evidence & { readonly parent: string };

/** What the files name as parents, in files of the kind that fits how the card says the model was made. */
function sayers(card: ParsedCard, context: CardContext): readonly Naming[] {
  const all = (context.told?.evidence ?? []).filter((piece): piece is Naming => piece.parent !== null);
  const of = (kind: Evidence["kind"]) =>
    all.filter(piece => piece.kind === kind && presentId(piece.parent, context) !== null);
  const adapter = of("adapter-config");
  if (adapter.length > 0) return adapter;
  const relation = relationOf(card, context);
  // Whoever trains or converts a merge often keeps its configuration.
  if (relation === "merge") return of("mergekit");
  return relation === "quantized" ? of("gguf") : [];
}

function* otherBuild(
  card: ParsedCard,
  context: CardContext,
  { id, range }: DeclaredParent,
): Iterable<RuleFinding> {
  const { told, filesOf } = context;
  const own = told?.build ?? null;
  const theirs = filesOf?.(presentId(id, context) ?? id)?.build ?? null;
  if (own === null || theirs === null || told?.isAdapter === true) return;
  const [found] = buildContradictions(own, theirs, { parent: id, relation: relationOf(card, context) });
  if (found === undefined) return;
  yield {
    message: inWords(found.about, own, theirs, id),
    range,
    fixes: [],
    related: { message: t`Compared with the files of this model`, id },
  };
}

function inWords(about: string, own: ModelBuild, theirs: ModelBuild, id: string): string {
  if (about === "architecture")
    return t`The files next to this card are of a ${own.architecture ?? ""} model, but base_model ${id} is a ${theirs.architecture ?? ""} model; check whether the parent is the right one.`;
  if (about === "vocabulary")
    return t`The model next to this card has a vocabulary of ${own.vocabulary ?? 0} tokens, but base_model ${id} has ${theirs.vocabulary ?? 0}; check whether the parent is the right one.`;
  if (own.width !== theirs.width)
    return t`The layers of the model next to this card are ${own.width ?? 0} wide, but those of base_model ${id} are ${theirs.width ?? 0}; check whether the parent is the right one.`;
  return t`The model next to this card has ${own.layers ?? 0} layers, but base_model ${id} has ${theirs.layers ?? 0}; check whether the parent is the right one.`;
}
