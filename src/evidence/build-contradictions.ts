import type { Relation } from "../lineage/model";
import type { Contradiction } from "./evidence";
import type { ModelBuild } from "./files/model-config";

/** Architectures that one program writes under one name: llama.cpp calls all of these `llama`. */
const sameBuild: readonly (readonly string[])[] = [
  ["llama", "mistral", "mixtral", "yi", "smollm", "aquila", "internlm2", "ministral"],
  ["bert", "nomic-bert", "nomic_bert", "jina-bert-v2"],
  ["phi3", "phi-3", "phi3small"],
  ["qwen2", "qwen2_vl", "qwen2vl", "qwen2_5_vl"],
  ["qwen3", "qwen3_vl", "qwen3vl"],
  ["gemma3", "gemma3_text"],
  ["gptneox", "gpt_neox"],
  ["gpt-oss", "gpt_oss"],
  ["roberta", "xlm-roberta", "camembert"],
];

/** What two builds have that one cannot be made from the other: null where either does not say, or both agree. */
export function buildContradictions(
  child: ModelBuild,
  parent: ModelBuild,
  named: { readonly parent: string; readonly relation: Relation },
): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const { relation } = named;
  if (relation === "adapter") return found;
  if (!fits(child.architecture, parent.architecture))
    found.push({
      about: "architecture",
      sentence: `The files say ${child.architecture}, but ${named.parent} is a ${parent.architecture} model.`,
    });
  else if (differs(child.width, parent.width) && child.quantization !== "packed")
    found.push({
      about: "layers",
      sentence: `The layers are ${child.width} wide, but those of ${named.parent} are ${parent.width}.`,
    });
  else if (farApart(child.vocabulary, parent.vocabulary, relation))
    found.push({
      about: "vocabulary",
      sentence: `The vocabulary has ${child.vocabulary} tokens, but that of ${named.parent} has ${parent.vocabulary}.`,
    });
  else if (differs(child.layers, parent.layers) && relation === "quantized")
    found.push({
      about: "layers",
      sentence: `The files have ${child.layers} layers, but ${named.parent} has ${parent.layers}, and quantization keeps their number.`,
    });
  return found;
}

function fits(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return true;
  const [first, second] = [plain(one), plain(other)];
  return first === second || sameBuild.some(group => group.includes(first) && group.includes(second));
}

/** Training adds tokens, some to read a language that is new to the model; quantization adds none, up to padding. */
function farApart(one: number | null, other: number | null, relation: Relation): boolean {
  if (one === null || other === null) return false;
  return Math.abs(one - other) / Math.max(one, other) > (relation === "quantized" ? 0.1 : 0.6);
}

function plain(architecture: string): string {
  return architecture.toLowerCase();
}

function differs(one: number | null, other: number | null): boolean {
  return one !== null && other !== null && one !== other;
}
