import type { ToolDefinition } from "../tool-definition";
import { commonTools, type ToolWords, untrusted } from "../tool-list";
import { type EvidenceToolName, evidenceToolNames } from "../tool-names";
import { evidenceInputs, evidenceOutputs } from "./evidence-schemas";

const words: Readonly<Record<EvidenceToolName, ToolWords>> = {
  trace_parents: {
    title: "Trace Parents",
    description: `Looks for the models that a model was made from when nobody declared them, or checks what is declared: it reads the model's files (adapter_config.json, config.json, merge recipes, headers of GGUF and safetensors, hashes of weights), its card, its tags, and its name. Returns each likely parent with a probability and the evidence, and what contradicts the declared parents. Use it before you write base_model for a model whose parent the user does not know. Pass a model ID, the path of a folder, or the text of a card. ${untrusted}`,
    examples: [
      { what: "Where does this folder's model come from?", input: { path: "my-model" } },
      { what: "Is what a model declares true?", input: { model: "NexaAIDev/Octopus-v2" } },
    ],
  },
  list_obligations: {
    title: "List Obligations",
    description: `Lists what the licenses of all ancestors of a model ask of whoever shares it (copies of licenses, notices, words to display, limits on use), each as missing, to check, or there, by the card and the license files next to it. Use it before a model is published. Pass a model ID, the path of a folder, or the text of a card. It is no legal advice. ${untrusted}`,
    examples: [
      { what: "What is missing before this is published?", input: { path: "my-model" } },
      {
        what: "What would a draft have to bring?",
        input: {
          text: "---\nlicense: llama3\nbase_model: meta-llama/Meta-Llama-3-8B\n---\n# My model\n",
          files: ["LICENSE"],
        },
      },
    ],
  },
};

/** The tools of `hub-lineage mcp`: those that every host has, and those that read the files of models. */
export const toolList: readonly ToolDefinition[] = [
  ...commonTools,
  ...evidenceToolNames.map(name => ({
    name,
    ...words[name],
    input: evidenceInputs[name],
    output: evidenceOutputs[name],
  })),
];
