import type { Model, Relation } from "../lineage/model";
import { type DeclaredParent, declaredParents, declaredRelation, unreadParents } from "./card";
import type { CardContext, ParsedCard } from "./finding";

/** A declared parent whose traits are known. */
export interface KnownParent {
  /** The id as the card writes it. */
  readonly id: string;
  readonly declared: DeclaredParent;
  readonly model: Model;
}

/** The card's known parents, each once, without the model itself. */
export function knownParents(card: ParsedCard, context: CardContext): readonly KnownParent[] {
  const found = new Map<string, KnownParent>();
  for (const declared of declaredParents(card.frontMatter)) {
    if (declared.problem !== null || isSelf(declared.id, context)) continue;
    const known = context.lookup(declared.id);
    if (known.state !== "known" || found.has(known.id)) continue;
    found.set(known.id, { id: declared.id, declared, model: known.model });
  }
  return [...found.values()];
}

/** Whether every declared parent is known, so what no known parent has, no parent has. */
export function allParentsKnown(card: ParsedCard, context: CardContext): boolean {
  if (unreadParents(card.frontMatter) !== null) return false;
  return declaredParents(card.frontMatter).every(
    ({ id, problem }) => problem === null && (isSelf(id, context) || context.lookup(id).state === "known"),
  );
}

/** Whether an id is the card's own, ignoring case and following renames; false for a draft. */
export function isSelf(id: string, context: CardContext): boolean {
  if (context.repo === null) return false;
  if (id.toLowerCase() === context.repo.toLowerCase()) return true;
  const known = context.lookup(id);
  return known.state === "known" && known.id === context.repo;
}

/**
 * How the card's model was made from its parents: as declared, else as the Hub infers it from the files next to the
 * card, else as the Hub has it for the same parent, else a merge if there are several parents, else `unknown`.
 */
export function relationOf(card: Pick<ParsedCard, "frontMatter">, context: CardContext): Relation {
  const declared = declaredRelation(card.frontMatter);
  if (declared !== null) return declared;
  const files = context.files?.map(name => name.toLowerCase()) ?? [];
  if (files.includes("adapter_config.json")) return "adapter";
  if (files.some(name => name.endsWith(".gguf"))) return "quantized";
  const parents = declaredParents(card.frontMatter).map(({ id }) => id);
  const own = context.repo === null ? null : context.lookup(context.repo);
  const known = own?.state === "known" ? own.parents : [];
  const onHub = known.find(({ parent, relation }) => relation !== "unknown" && parents.includes(parent));
  return onHub?.relation ?? (parents.length > 1 ? "merge" : "unknown");
}
