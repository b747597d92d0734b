import { listed } from "../../lineage/in-words";
import { isRelation } from "../../lineage/model";
import { meantId } from "../../lineage/nearest";
import { t } from "../../words/words";
import { textItems } from "../card";
import { writeText } from "../edits";
import type { Fix, Rule } from "../finding";
import type { Range } from "../position";
import { shown } from "../sentence-parts";
import { relationWords } from "../vocabulary";

/** Reports a base_model_relation that the Hub does not know. */
export const relationInvalidId: Rule = {
  id: "relation/invalid-id",
  severity: "warning",
  summary: "Finds a base_model_relation that is not one of the Hub's relations.",
  *check({ frontMatter }) {
    const ids = relationWords.map(word => word.id);
    for (const { text, item } of textItems(frontMatter.fields.get("base_model_relation"))) {
      if (isRelation(text) && text !== "unknown") continue;
      const meant = meantId(text, ids) ?? meantWord(text);
      yield {
        message: t`base_model_relation ${shown(text)} is not one of the Hub's relations; write ${listed(ids, 6, "or")}.`,
        range: item.range,
        fixes: meant === null ? [] : [fix(meant, item.range, text)],
      };
    }
  },
};

/** A conversion need not quantize anything, and a GGUF file may hold full weights. */
function fix(meant: string, range: Range, written: string): Fix {
  const isChoice = /^(?:conversion|gguf)$/i.test(written);
  return { title: t`Write ${meant}`, edits: [writeText(range, meant)], ...(isChoice ? { isChoice } : {}) };
}

/** The relation meant by other words that people use for it. */
function meantWord(text: string): string | null {
  if (/^(?:fine-?tun(?:e|ed|ing)|sft|dpo)$/i.test(text)) return "finetune";
  if (/^(?:quantization|quant|gguf|awq|gptq|conversion)$/i.test(text)) return "quantized";
  if (/^(?:q?lora|peft)$/i.test(text)) return "adapter";
  return /^(?:merged|mergekit)$/i.test(text) ? "merge" : null;
}
