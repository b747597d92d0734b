import { sampleEndpoint } from "./sample-hub";

/** A file of the sample workspace; its path begins without a slash. */
export interface SampleFile {
  readonly path: string;
  readonly text: string;
}

/** The card that a first look begins with. */
export const firstCard = "harbor-assistant/README.md";

/** The model whose family a first look shows: the parent of the first card. */
export const firstModel = "tidewater-lab/Harbor-1B";

/** The model whose family the command line prints: a few lines, one of them with a possible license conflict. */
export const printedModel = "saltmarsh/harbor-support-bot";

const assistant = `---
license: apache-2.0
language:
  - en
base_model: tidewater-lab/Harbor-1B
base_model_relation: quantized
library_name: peft
pipeline_tag: text-generation
---

# Harbor assistant

This card is sample data: the models in it do not exist, and nothing is sent to the Hub.

Its parent forbids commercial use, which the license above allows. Put the cursor on an underlined value and press
Ctrl+. (macOS: Cmd+.) for a fix. Point at a value to see what the parent says.

## Training

Rank 16, alpha 32, on the attention projections; two epochs over 1,200 questions and answers.
`;

const poet = `---
license: cc-by-nc-4.0
language:
  - en
  - fr
base_model: tidewater-lab/Harbour-1B
library_name: peft
pipeline_tag: text-generation
---

# Harbor poet

The name of the parent is misspelled: a finding says so, and its fix has the right one.
`;

const parent = `---
license: cc-by-nc-4.0
language:
  - en
  - fr
  - de
  - es
  - pt
library_name: transformers
pipeline_tag: text-generation
---

# Harbor 1B

A model that others build on. Run *Hub Lineage: Show Family* to see who did.
`;

const ofAdapter = `{ "peft_type": "LORA", "base_model_name_or_path": "tidewater-lab/Harbor-1B", "r": 16 }\n`;

/** The files of the sample workspace: two cards with findings, and a clone of their parent's repo. */
export const sampleFiles: readonly SampleFile[] = [
  { path: firstCard, text: assistant },
  { path: "harbor-assistant/adapter_config.json", text: ofAdapter },
  { path: "harbor-poet/README.md", text: poet },
  { path: "harbor-poet/adapter_config.json", text: ofAdapter },
  { path: "Harbor-1B/README.md", text: parent },
  {
    path: "Harbor-1B/.git/config",
    text: `[remote "origin"]\n\turl = ${sampleEndpoint}/tidewater-lab/Harbor-1B\n`,
  },
];
