import { meantId } from "../../lineage/nearest";
import { ownValue } from "../../lineage/own-value";
import { t } from "../../words/words";
import { textItems } from "../card";
import { writeText } from "../edits";
import type { Fix, Rule } from "../finding";
import type { Range } from "../position";
import { shown } from "../sentence-parts";
import { tasks } from "../vocabulary";

/** Reports a pipeline_tag that is not one of the Hub's tasks. */
export const taskUnknown: Rule = {
  id: "task/unknown",
  severity: "warning",
  summary: "Finds a pipeline_tag that is not one of the Hub's tasks.",
  *check({ frontMatter }) {
    const ids = tasks.map(word => word.id);
    for (const { text, item } of textItems(frontMatter.fields.get("pipeline_tag"))) {
      if (ids.includes(text)) continue;
      const meant = ownValue(older, text) ?? meantId(text, ids);
      const advice = meant === null ? t`choose one of them, or omit pipeline_tag` : t`write ${meant}`;
      yield {
        message: t`pipeline_tag ${shown(text)} is not one of the Hub's ${ids.length} tasks; ${advice}.`,
        range: item.range,
        fixes: meant === null ? [] : [fix(meant, item.range, text)],
      };
    }
  },
};

/** Words that fit several tasks: what is `zero-shot` may classify pictures or sounds as well, and a summary is text from text, too. */
const ambiguous: ReadonlySet<string> = new Set([
  "conversational",
  "zero-shot",
  "text2text-generation",
  "text-to-text",
  "image-captioning",
]);

function fix(meant: string, range: Range, written: string): Fix {
  const isChoice = ambiguous.has(written);
  return { title: t`Write ${meant}`, edits: [writeText(range, meant)], ...(isChoice ? { isChoice } : {}) };
}

/** Former tasks of the Hub, and what tools write for its tasks. */
const older: Readonly<Record<string, string>> = {
  conversational: "text-generation",
  "text2text-generation": "text-generation",
  "zero-shot": "zero-shot-classification",
  "speech-recognition": "automatic-speech-recognition",
  ner: "token-classification",
  "text-to-text": "text-generation",
  "image-captioning": "image-to-text",
};
