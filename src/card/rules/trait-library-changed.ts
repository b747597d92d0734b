import { declaredTraits } from "../card";
import type { Rule } from "../finding";
import { knownParents, relationOf } from "../parents";

/** Reports a library that none of the parents has; conversions change it by nature, and adapters name their own. */
export const traitLibraryChanged: Rule = {
  id: "trait/library-changed",
  severity: "hint",
  summary:
    "Finds a finetune or merge for another library than its parent (needs the Hub's answer on the parent).",
  *check(card, context) {
    const field = card.frontMatter.fields.get("library_name");
    const { library } = declaredTraits(card.frontMatter);
    const relation = relationOf(card, context);
    if (field === undefined || library === null || (relation !== "finetune" && relation !== "merge")) return;
    if (adapting.has(library)) return;
    const parents = knownParents(card, context).filter(({ model }) => model.library !== null);
    const first = parents[0];
    const known = first?.model.library ?? null;
    if (first === undefined || known === null || parents.some(({ model }) => model.library === library))
      return;
    yield {
      message: `The parent ${first.id} is loaded with ${known} and this model with ${library}; check that it was converted.`,
      range: field.valueRange,
      fixes: [
        {
          title: `Change library_name to ${known}, as the parent's`,
          edits: [{ range: field.valueRange, newText: known }],
        },
      ],
      related: { message: `Library of the parent: ${known}`, id: first.id },
    };
  },
};

/** Libraries that wrap or convert another one's models. */
const adapting: ReadonlySet<string> = new Set([
  "peft",
  "mlx",
  "gguf",
  "onnx",
  "transformers.js",
  "setfit",
  "sentence-transformers",
]);
