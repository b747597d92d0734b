import { relations } from "../lineage/model";
import type { JsonSchema } from "./json-schema";
import { coverageProperty, integer, list, object, text } from "./tool-definition";
import type { CommonToolName } from "./tool-names";

/** One of some words. */
export const word = (description: string, words: readonly string[]): JsonSchema => ({
  type: "string",
  enum: words,
  description,
});

const boolean = (description: string): JsonSchema => ({ type: "boolean", description });

const severities = ["error", "warning", "info", "hint"];
const verdicts = ["ok", "review", "incompatible", "unknown"];

const member = object({
  id: text("The model."),
  via: text("The family member next to it on the way to the requested model."),
  relation: word("How the child was made from its parent.", relations),
  level: integer("Levels from the requested model."),
  license: text("Its license; empty if it declares none."),
  task: text("Its task; empty if it declares none."),
  downloads: integer("Downloads of the last 30 days; -1 if not known."),
});

const place: Readonly<Record<string, JsonSchema>> = {
  line: integer("Line, from 1."),
  column: integer("Column in UTF-16 units, from 1."),
  end_line: integer("Line of the end."),
  end_column: integer("Column after the last character."),
};

const finding = object({
  rule: text("The rule's ID."),
  severity: word("An error is certain and breaks something; a hint is a suggestion.", severities),
  message: text("What is wrong, and what to do."),
  ...place,
  about: text("The model that the finding is about; empty if none."),
  fixes: list(
    object({
      title: text("What the fix does."),
      needs_decision: boolean("Whether a person should decide, as about a license."),
      edits: list(
        object({ ...place, new_text: text("Replaces the range; an empty range inserts.") }),
        "Replacements, which do not overlap, in the text as checked.",
      ),
    }),
    "Ways to fix it.",
  ),
});

const pair = object({
  parent: text("The parent."),
  child: text("What is compared with it."),
  relation: word("How the child was made from the parent.", relations),
  parent_known: boolean("Whether the parent was read."),
  traits: list(
    object({
      trait: text("The trait."),
      parent_value: text("The parent's value; empty if none."),
      child_value: text("The child's value; empty if none."),
      change: text("possible conflict, changed, lost, gained, kept, unread, or empty if it cannot be said."),
      why: text("Why it matters; empty if it does not."),
    }),
    "The traits, what matters most first.",
  ),
  also: list(text("A sentence."), "What else was found about this parent."),
});

const licensePair = object({
  parent: text("As given."),
  parent_license: text("Its license; empty if none or not known."),
  child: text("As given."),
  child_license: text("Its license; empty if none or not known."),
  verdict: word("Whether the child may carry its license.", verdicts),
  conflict: text("The kind of conflict; empty if there is none."),
  clause: text("The section of the parent's license that decides; empty if none is named."),
  source: text("Where the parent's license text is; empty if not known."),
  duties: list(text("A duty."), "What the parent's license asks of whoever shares a derivative."),
});

/** What a tool returns, with how old it is and what it lacks; some of the properties may be absent. */
export const withCoverage = (
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema => {
  const all = object({ ...properties, coverage: coverageProperty });
  return { ...all, required: (all.required ?? []).filter(name => !optional.includes(name)) };
};

/** What each tool returns as structured content. */
export const toolOutputs: Readonly<Record<CommonToolName, JsonSchema>> = {
  get_model_family: withCoverage({
    model: object({
      id: text("The model's current ID."),
      license: text("Its license; empty if it declares none."),
      task: text("Its task; empty if it declares none."),
      downloads: integer("Downloads of the last 30 days; -1 if not known."),
      children: integer("All of its children; -1 if not known."),
    }),
    ancestors: list(member, "Ancestors, the parents first."),
    ancestor_count: integer("All ancestors that are known."),
    descendants: list(member, "One page of descendants: nearest first, then most downloaded."),
    descendant_count: integer("All descendants on the levels asked for."),
    descendants_by_relation: object(
      Object.fromEntries(relations.map(relation => [relation, integer("How many.")])),
      "All of those by relation.",
    ),
    not_on_hub: list(text("An ID."), "Declared parents that the Hub does not show."),
    next_offset: integer("The offset of the next page; -1 if this is the last."),
  }),
  check_model_card: withCoverage(
    {
      repo: text("The model that the card belongs to; empty for a draft."),
      counts: object(Object.fromEntries(severities.map(each => [each, integer("How many.")]))),
      findings: list(finding, "The findings, the most severe first."),
      finding_count: integer("All findings."),
      parents: list(text("A model ID."), "The parents that the card names."),
      fixed_card: text("The card with its fixes, if it was asked for."),
      fixed_findings: integer("How many findings that fixed."),
    },
    ["fixed_card", "fixed_findings"],
  ),
  compare_traits: withCoverage({
    pairs: list(pair, "Each child with the parent, or the card with each parent."),
    pair_count: integer("All pairs."),
  }),
  check_license: withCoverage({
    verdict: word("The worst verdict of all pairs.", verdicts),
    relation: word("The relation that was judged.", relations),
    what_to_do: text("What to do."),
    pairs: list(licensePair, "Each parent with the child."),
    merge_conflicts: list(
      object({
        one: text("A license."),
        other: text("A license."),
        reason: text("Why the two may not be merged."),
        verdict: word("How certain that is.", verdicts),
      }),
      "Licenses of parents that exclude each other.",
    ),
    allowed: list(text("A license ID."), "Licenses that all parents allow for the child."),
    allowed_count: integer("All of those."),
  }),
  query_index: withCoverage(
    {
      columns: list(text("A name."), "The columns of the rows."),
      rows: list(list({}, "The values of a row."), "The rows."),
      row_count: integer("Rows that the query returned."),
      truncated: boolean("Whether rows were left out."),
      tables: list(
        object({
          name: text("The table."),
          columns: list(text("A name."), "Its columns."),
          meaning: text("What it holds."),
        }),
        "The tables, if no SQL was given.",
      ),
    },
    ["columns", "rows", "row_count", "truncated", "tables"],
  ),
};
