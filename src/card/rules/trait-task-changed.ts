import { t } from "../../words/words";
import { writeText } from "../edits";
import type { Rule } from "../finding";
import { declaredTraits } from "../licensing/declared-traits";
import { knownParents, relationOf } from "../parents";
import { tasks } from "../vocabulary";

/** Reports a task that none of the parents has; only an info if this is a quantized copy. */
export const traitTaskChanged: Rule = {
  id: "trait/task-changed",
  severity: "hint",
  summary: "Finds a pipeline_tag that differs from the parent's (requires the parent's data from the Hub).",
  *check(card, context) {
    const field = card.frontMatter.fields.get("pipeline_tag");
    const { task } = declaredTraits(card.frontMatter);
    if (field === undefined || task === null || !tasks.some(word => word.id === task)) return;
    const parents = knownParents(card, context).filter(({ model }) => model.task !== null);
    const first = parents[0];
    if (first === undefined || parents.some(({ model }) => model.task === task)) return;
    const isCopy = relationOf(card, context) === "quantized";
    yield {
      ...(isCopy ? { severity: "info" as const } : {}),
      message: isCopy
        ? t`The parent ${first.id} is for ${first.model.task} but this quantized copy is for ${task}; use the parent's task.`
        : t`The parent ${first.id} is for ${first.model.task} but this model is for ${task}; check that the task really changed.`,
      range: field.valueRange,
      fixes: [
        {
          title: t`Change pipeline_tag to ${first.model.task}, like the parent`,
          edits: [writeText(field.valueRange, first.model.task ?? "")],
          isChoice: true,
        },
      ],
      related: { message: t`Task of the parent: ${first.model.task}`, id: first.id },
    };
  },
};
