import { relations } from "../../lineage/model";
import type { JsonSchema } from "../json-schema";
import { completeProperty, input, integer, list, object, text } from "../tool-definition";
import { cardProperties, modelId } from "../tool-inputs";
import type { EvidenceToolName } from "../tool-names";
import { withCoverage, word } from "../tool-outputs";

const named: JsonSchema = input({
  model: modelId("A model ID on the Hub. Pass this, path, or text."),
  ...cardProperties,
  text: { ...cardProperties.text, description: "The whole text of the card, with its front matter." },
  path: {
    ...cardProperties.path,
    description: "The path of a model's folder, or of its README.md, in the workspace.",
  },
  complete: completeProperty,
});

/** What each of the tools that read evidence takes. */
export const evidenceInputs: Readonly<Record<EvidenceToolName, JsonSchema>> = {
  trace_parents: named,
  list_obligations: named,
};

const piece = object({
  kind: text("The kind of evidence, such as adapter-config, gguf, prose, or name."),
  seen: text("What was seen, as written."),
  where: text("The file, or the part of the card, in which it was seen."),
});

const problems = list(text("A sentence."), "What could not be read.");

/** What each of them returns as structured content. */
export const evidenceOutputs: Readonly<Record<EvidenceToolName, JsonSchema>> = {
  trace_parents: withCoverage({
    model: text("The model; empty for a draft."),
    declared: list(
      object({ parent: text("A model ID."), relation: word("How the model was made from it.", relations) }),
      "Parents that the card or the Hub declares.",
    ),
    inferred: list(
      object({
        parent: text("A model ID."),
        relation: word("How the model was made from it.", relations),
        probability: {
          type: "number",
          description: "How likely a declaration would name it, from 0 to 1.",
        },
        evidence: list(piece, "What speaks for it."),
      }),
      "Parents that the evidence speaks for, the most likely first.",
    ),
    inferred_count: integer("All of those."),
    contradictions: list(text("A sentence."), "Where the evidence contradicts itself or what is declared."),
    unplaced: list(piece, "Evidence that names no model on the Hub, such as a path on somebody's disk."),
    files_read: list(text("A name."), "Files that tell of a parent and were read."),
    problems,
  }),
  list_obligations: withCoverage({
    model: text("The model; empty for a draft."),
    ancestors: integer("Ancestors that were read."),
    all_ancestors_read: { type: "boolean", description: "Whether those are all." },
    obligations: list(
      object({
        duty: text("The kind of duty, such as license-copy, or acceptance."),
        asks: text("What must be done, as the end of “you must …”."),
        license: text("The license that asks for it."),
        ancestor: text(
          "The ancestor for which it is due: each for credit, notices, and changes, otherwise the nearest with this license.",
        ),
        state: word("Whether it is done, as far as can be seen.", ["missing", "to check", "there"]),
        seen: text("Where it was seen; empty if nowhere."),
        wanted: text("The words or the address that are wanted; empty if there is nothing to quote."),
      }),
      "The obligations, what is missing first.",
    ),
    counts: object({
      missing: integer("How many."),
      to_check: integer("How many."),
      there: integer("How many."),
    }),
    unclear: list(
      object({
        id: text("A model ID."),
        why: word("Why.", ["not read", "not visible", "no license", "several licenses", "custom license"]),
        license_name: text("The name of a custom license, or several licenses; empty if none."),
      }),
      "Ancestors whose terms are not known.",
    ),
    unclear_count: integer("All of those."),
    undeclared_parents: list(
      text("A model ID."),
      "Likely parents that the card does not declare; what their licenses ask is not in this list.",
    ),
    problems,
  }),
};
