import type { Relation } from "../../lineage/model";

/** The parts of a model's name by which names are compared: `Meta-Llama3.1_8B` is `meta llama 3 1 8b`. */
export function nameParts(name: string): readonly string[] {
  return name
    .toLowerCase()
    .replace(/([a-z])(?=\d)/g, "$1-")
    .split(/[^a-z0-9]+/)
    .filter(part => part !== "");
}

/** Endings that say how a copy was made, such as `-GGUF`, `-4bit`, or `.Q4_K_M`; what they tell of the relation. */
const endings: readonly (readonly [pattern: RegExp, relation: Exclude<Relation, "unknown"> | null])[] = [
  [/[-_. ](?:i1|imat(?:rix)?)?[-_]?gg(?:uf|ml)(?:[-_]?v\d)?$/i, "quantized"],
  [/[-_. ](?:awq|gptq|exl[23]|eetq|hqq|aqlm|quip|marlin|autoround|auto-round|nncf|smashed)$/i, "quantized"],
  [
    /[-_. ](?:mlx|onnx|openvino|ov|ctranslate2|ct2|coreml|tflite|rkllm|ncnn|mnn|executorch|neuron)$/i,
    "quantized",
  ],
  [/[-_. ](?:bnb|nf4|fp4|fp8|mxfp4|nvfp4|int[348]|uint4|[2-8][-_]?bits?|8da4w|w\d+a\d+)$/i, "quantized"],
  [/[-_. ](?:i?q\d(?:[-_](?:[k01]|xxs|xs|nl|s|m|l))*)$/i, "quantized"],
  [/[-_. ]\d+(?:[._]\d+)?[-_ ]?bpw(?:[-_]h\d)?$/i, "quantized"],
  [/[-_. ](?:h[468]|g?\d{2,3}g|gs?\d{2,3}|actorder|act-order|sym|asym|i1|imat(?:rix)?)$/i, "quantized"],
  [/[-_. ](?:quantized|quants?|quanto|dynamic|static|nm-testing)$/i, "quantized"],
  [
    /[-_. ](?:fp16|f16|bf16|fp32|f32|sharded|safetensors|hf|pytorch|pt|st|fixed|clone|copy|mirror|backup)$/i,
    null,
  ],
  [/[-_. ](?:q?lora|dora|adapters?|peft)$/i, "adapter"],
];

/** A name without its endings, and the relation that they tell; null if it has none. */
export function withoutEndings(
  name: string,
): { readonly stem: string; readonly relation: Exclude<Relation, "unknown"> | null } | null {
  let stem = name.slice(0, 200);
  let relation: Exclude<Relation, "unknown"> | null = null;
  for (let isCut = true; isCut; ) {
    isCut = false;
    for (const [pattern, told] of endings) {
      const cut = pattern.exec(stem);
      if (cut === null || cut.index === 0) continue;
      stem = stem.slice(0, cut.index);
      relation ??= told;
      isCut = true;
    }
  }
  return stem.length === name.length ? null : { stem, relation };
}

/** What stands before each word that says that a model was trained further: `gpt2` of `gpt2-finetuned-poems`. */
export function beforeTraining(name: string): readonly string[] {
  const words =
    /[-_. ](?:fine-?tun(?:ed|e|ing)|finetuned?|ft|sft|dpo|orpo|kto|rlhf|grpo|trained|pretrained|distilled|merged)(?![a-z])/gi;
  return [...name.slice(0, 200).matchAll(words)]
    .slice(0, 4)
    .flatMap(cut => (cut.index < 2 ? [] : [name.slice(0, cut.index)]));
}

/** The owner and name that a name repeats, as mirrors write them: `google_gemma-2b`, `google__gemma-2b`, `google_-_gemma-2b`. */
export function ownersInName(name: string): readonly (readonly [owner: string, name: string])[] {
  const found: (readonly [string, string])[] = [];
  for (const { index, 0: sign } of name.slice(0, 200).matchAll(/_-_|__|--|[_.]/g))
    if (index > 0 && index + sign.length < name.length)
      found.push([name.slice(0, index), name.slice(index + sign.length)]);
  return found.slice(0, 6);
}
