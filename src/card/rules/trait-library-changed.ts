import { t } from "../../words/words";
import { writeText } from "../edits";
import type { Rule } from "../finding";
import { declaredTraits } from "../licensing/declared-traits";
import { knownParents, relationOf } from "../parents";

/** Reports a library that no parent has, except for adapters and conversions, which always change it. */
export const traitLibraryChanged: Rule = {
  id: "trait/library-changed",
  severity: "hint",
  summary:
    "Finds a finetune or merge with a different library than its parent (requires the parent's data from the Hub).",
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
      message: t`The parent ${first.id} loads with ${known}, but this model loads with ${library}; check that it was converted.`,
      range: field.valueRange,
      fixes: [
        {
          title: t`Change library_name to ${known}, like the parent`,
          edits: [writeText(field.valueRange, known)],
          isChoice: true,
        },
      ],
      related: { message: t`Library of the parent: ${known}`, id: first.id },
    };
  },
};

/** Libraries that wrap or convert the models of others. */
const adapting: ReadonlySet<string> = new Set([
  "peft",
  "mlx",
  "gguf",
  "onnx",
  "transformers.js",
  "setfit",
  "sentence-transformers",
]);
