import { licenseFacts } from "../licenses/license-facts";
import { licenseIds } from "../licenses/license-ids";
import { relations as allRelations } from "../lineage/model";
import words from "./vocabulary.json";

/** One value that a field can have, with the label that people read. */
export interface Word {
  readonly id: string;
  readonly label: string;
}

/** The Hub's tasks (`pipeline_tag`), in the Hub's order. */
export const tasks: readonly Word[] = words.tasks.map(toWord);

/** The libraries that the Hub knows (`library_name`), in the Hub's order. */
export const libraries: readonly Word[] = words.libraries.map(toWord);

/** Languages with a two-letter code (ISO 639-1), and the two words that the Hub allows in addition. */
export const languages: readonly Word[] = [
  { id: "code", label: "Programming languages" },
  { id: "multilingual", label: "Many languages" },
  ...words.languages.map(toWord),
];

const relationLabels = {
  finetune: "Trained further from the parent",
  adapter: "Weights to load on top of the parent's, such as LoRA",
  merge: "Combined from several parents without training",
  quantized: "The parent with fewer bits, or in another format",
} as const;

/** The relations that `base_model_relation` can name. */
export const relationWords: readonly Word[] = allRelations
  .filter(relation => relation !== "unknown")
  .map(id => ({ id, label: relationLabels[id] }));

/** The Hub's license ids with their names. */
export const licenseWords: readonly Word[] = licenseIds().map(id => ({
  id,
  label: licenseFacts(id)?.name ?? id,
}));

/**
 * Whether the Hub accepts a text as a language code: ISO 639-1, -2 or -3 in lower case, `code` or `multilingual`.
 * Source: huggingface_hub, `repocard_data.py`.
 */
export function isLanguageCode(text: string): boolean {
  if (text.length === 3) return isThreeLetterCode(text) || otherThreeLetterCodes.includes(` ${text} `);
  return languages.some(({ id }) => id === text) || withdrawnCodes.includes(text);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

function isThreeLetterCode(text: string): boolean {
  const [a = -1, b = -1, c = -1] = [...text].map(letter => letter.charCodeAt(0) - 97);
  if ([a, b, c].some(letter => letter < 0 || letter > 25)) return false;
  const at = a * 676 + b * 26 + c;
  const six = alphabet.indexOf(words.languageCodes.charAt(Math.floor(at / 6)));
  return ((six >> (at % 6)) & 1) === 1;
}

/** Codes withdrawn from ISO 639-1 that datasets and cards still use. */
const withdrawnCodes: readonly string[] = ["bh", "in", "iw", "ji", "jw", "mo", "sh"];

/** Codes of ISO 639-2 that are not in ISO 639-3: second codes of some languages, and codes of language groups. */
const otherThreeLetterCodes =
  " alb arm baq bur chi cze dut fre geo ger gre ice mac mao may per rum slo tib wel " +
  " afa alg apa art ath aus bad bai bat ber bih bnt btk cai cau cel cmc cpe cpf cpp crp cus day dra fiu gem ine iro " +
  " kar khi kro map mis mkh mno mul mun myn nah nai nic nub oto paa phi pra roa sai sal sem sgn sio sit sla smi son " +
  " ssa tai tup tut und wak wen ypk znd zxx ";

function toWord(line: string): Word {
  const cut = line.indexOf(" ");
  return { id: line.slice(0, cut), label: line.slice(cut + 1) };
}
