import { relations } from "../lineage/model";
import type { JsonSchema } from "./json-schema";
import { completeProperty, input, text } from "./tool-definition";
import type { CommonToolName } from "./tool-names";
import { longestCard } from "./tools/card-input";
import { mostDescendants } from "./tools/get-model-family";

/** A model ID. */
export const modelId = (description: string): JsonSchema => text(description, 200);

const relation = (description: string): JsonSchema => ({ type: "string", enum: [...relations], description });

const whole = (description: string, minimum: number, maximum: number, usual: number): JsonSchema => ({
  type: "integer",
  minimum,
  maximum,
  default: usual,
  description,
});

/** The ways to name a card. */
export const cardProperties: Readonly<Record<string, JsonSchema>> = {
  text: text("The whole text of the card, with its front matter. Pass this or path.", longestCard),
  path: text("The path of a README.md in a folder of the workspace. Pass this or text.", 4_000),
  repo: modelId("The model ID that the card belongs to, if it is on the Hub or has a name."),
  files: {
    type: "array",
    maxItems: 2_000,
    items: { type: "string", maxLength: 300 },
    description:
      "Names of the files in the model's folder, such as adapter_config.json, if the card is given as text.",
  },
};

/** What each tool takes. */
export const toolInputs: Readonly<Record<CommonToolName, JsonSchema>> = {
  get_model_family: input(
    {
      model: modelId("A model ID, such as google/gemma-2b."),
      direction: {
        type: "string",
        enum: ["both", "up", "down"],
        default: "both",
        description: "Ancestors (up), descendants (down), or both.",
      },
      depth: whole("How many levels of descendants to read.", 1, 10, 1),
      relation: relation("Return only descendants that were made this way."),
      offset: whole("Where the page of descendants starts.", 0, 10_000_000, 0),
      limit: whole("Descendants on a page.", 1, mostDescendants, 20),
      complete: completeProperty,
    },
    ["model"],
  ),
  check_model_card: input({
    ...cardProperties,
    fixed: {
      type: "boolean",
      default: false,
      description: "Also return the card with every fix applied that needs no decision. Nothing is written.",
    },
    complete: completeProperty,
  }),
  compare_traits: input({
    models: {
      type: "array",
      minItems: 2,
      maxItems: 20,
      items: modelId("A model ID."),
      description: "Two or more model IDs; the first is the parent that the others are compared with.",
    },
    ...cardProperties,
    complete: completeProperty,
  }),
  check_license: input(
    {
      parents: {
        type: "array",
        minItems: 1,
        maxItems: 20,
        items: modelId("A license ID of the Hub (gemma, apache-2.0) or a model ID."),
        description: "The parents' licenses, or the parents themselves.",
      },
      child: modelId(
        "The license that the new model should have, or a model ID. Leave it out to learn which are allowed.",
      ),
      relation: { ...relation("How the child is made from the parents."), default: "finetune" },
      complete: completeProperty,
    },
    ["parents"],
  ),
  query_index: input({
    sql: text("One read-only SELECT of SQLite. Leave it out to get the tables and their columns.", 20_000),
    max_rows: whole("Rows to return.", 1, 1_000, 50),
    complete: completeProperty,
  }),
};
