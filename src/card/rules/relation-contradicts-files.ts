import type { Relation } from "../../lineage/model";
import { t } from "../../words/words";
import { declaredParents, declaredRelation, fieldTexts } from "../card";
import { setKey } from "../edits";
import type { ParsedCard, Rule, RuleFinding } from "../finding";
import type { Range } from "../position";

/** Reports a relation, declared or implied by the parents, that the files next to the card contradict. */
export const relationContradictsFiles: Rule = {
  id: "relation/contradicts-files",
  severity: "warning",
  summary: "Finds a base_model_relation that the files next to the card contradict.",
  *check(card, { files }) {
    const parents = declaredParents(card.frontMatter).length;
    if (files === null || parents === 0 || card.frontMatter.problems.length > 0) return;
    const seen = filesSeen(files.map(name => name.toLowerCase()));
    const declared = declaredRelation(card.frontMatter);
    const finding = declared === null ? implied(card, seen, parents) : contradiction(declared, seen);
    const range = place(card);
    if (finding === null || range === undefined) return;
    const { relation, ...said } = finding;
    const edit = setKey(card, "base_model_relation", relation);
    const fixes =
      edit === null
        ? []
        : [{ title: t`Set base_model_relation to ${relation}`, edits: [edit], isChoice: true }];
    yield { ...said, range, fixes };
  },
};

/** What the file names reveal about how a model was made. */
interface FilesSeen {
  readonly adapter: boolean;
  readonly gguf: boolean;
  /** The weights of a complete model, not of an adapter. */
  readonly whole: boolean;
  readonly anyWeights: boolean;
  /** Weights that may be a complete model: of any name but those of adapters and of what a training leaves behind. */
  readonly maybeWhole: boolean;
  readonly mergekit: boolean;
}

type Contradiction = Pick<RuleFinding, "message" | "severity"> & { readonly relation: Relation };

function filesSeen(names: readonly string[]): FilesSeen {
  const has = (pattern: RegExp) => names.some(name => pattern.test(name));
  return {
    adapter: names.includes("adapter_config.json"),
    gguf: has(/\.gguf$/),
    whole: has(/^(?:model|pytorch_model)(?:-\d{5}-of-\d{5})?\.(?:safetensors|bin)(?:\.index\.json)?$/),
    maybeWhole: has(
      /^(?!adapter_|.*lora|training_args|optimizer|scheduler|scaler|rng_state|random_states)[^/]*\.(?:safetensors|bin|pt|pth|ckpt|h5|msgpack|onnx|gguf)(?:\.index\.json)?$/,
    ),
    anyWeights: has(/\.(?:safetensors|bin|pt|pth|ckpt|h5|msgpack|onnx)$/),
    mergekit: has(/^mergekit[_-]config\.ya?ml$/),
  };
}

function contradiction(declared: Relation, seen: FilesSeen): Contradiction | null {
  const says = t`base_model_relation is ${declared}`;
  if (seen.adapter && !seen.maybeWhole && declared !== "adapter") {
    const message = t`${says}, but there is an adapter_config.json and no complete model next to this card; set it to adapter if this is one.`;
    return { relation: "adapter", message };
  }
  if (seen.gguf && !seen.anyWeights && (declared === "finetune" || declared === "merge")) {
    // A finetune may be published as GGUF only, so this is not a warning.
    const message = t`${says}, but the only weights next to this card are GGUF files; set it to quantized if they were converted from the parent.`;
    return { relation: "quantized", severity: "info", message };
  }
  if (seen.whole && !seen.adapter && !seen.gguf && declared === "adapter") {
    const message = t`${says}, but there is a complete model and no adapter_config.json next to this card; set it to finetune if the adapter was merged into the model.`;
    return { relation: "finetune", severity: "info", message };
  }
  if (seen.mergekit && declared === "finetune") {
    const message = t`${says}, but there is a mergekit configuration next to this card; set it to merge if this model was made with it.`;
    return { relation: "merge", severity: "info", message };
  }
  return null;
}

/** Without a declared relation, the Hub checks the files itself; only what it misses is worth reporting. */
function implied(card: ParsedCard, seen: FilesSeen, parents: number): Contradiction | null {
  if (parents > 1 && seen.adapter && !seen.maybeWhole) {
    const message = t`base_model names ${parents} parents, which implies a merge, but there is an adapter_config.json next to this card; set base_model_relation to adapter if this is one.`;
    return { relation: "adapter", severity: "info", message };
  }
  if (parents === 1 && seen.mergekit && !seen.adapter && !seen.gguf && !isQuantized(card)) {
    const message = t`base_model names one parent, which implies a finetune, but there is a mergekit configuration next to this card; set base_model_relation to merge if this model was made with it.`;
    return { relation: "merge", severity: "info", message };
  }
  return null;
}

/** Quantized copies of a merge often keep its configuration. */
function isQuantized(card: ParsedCard): boolean {
  const tags = fieldTexts(card.frontMatter.fields.get("tags"));
  return tags.some(tag => /^(?:gptq|awq|exl[23]|mlx|gguf|\d-?bit|fp8|quantized|bitsandbytes)$/i.test(tag));
}

/** The declared relation, or the key that implies one. */
function place({ frontMatter }: ParsedCard): Range | undefined {
  const declared = frontMatter.fields.get("base_model_relation");
  return declared === undefined ? frontMatter.fields.get("base_model")?.keyRange : declared.valueRange;
}
