/**
 * What the table of renamed models comes from, in words. Each target is a model of the census of 11 July 2024 that
 * was created before every model that names it by its old id; a test repeats the comparison.
 */
export const renamesSource =
  "renamed models known on 2024-07-11: the models that Hugging Face moved to their makers' names, and owners and series that were renamed, each found again in the census of that day";

/** Models without an owner in their ids that moved to these owners. */
const moved: Readonly<Record<string, string>> = {
  "google-bert":
    "bert-base-cased bert-base-cased-finetuned-mrpc bert-base-chinese bert-base-german-cased bert-base-german-dbmdz-cased bert-base-german-dbmdz-uncased bert-base-multilingual-cased bert-base-multilingual-uncased bert-base-uncased bert-large-cased bert-large-cased-whole-word-masking bert-large-cased-whole-word-masking-finetuned-squad bert-large-uncased bert-large-uncased-whole-word-masking bert-large-uncased-whole-word-masking-finetuned-squad",
  "openai-community":
    "gpt2 gpt2-large gpt2-medium gpt2-xl openai-gpt roberta-base-openai-detector roberta-large-openai-detector",
  FacebookAI:
    "roberta-base roberta-large roberta-large-mnli xlm-clm-ende-1024 xlm-clm-enfr-1024 xlm-mlm-100-1280 xlm-mlm-17-1280 xlm-mlm-en-2048 xlm-mlm-ende-1024 xlm-mlm-enfr-1024 xlm-mlm-enro-1024 xlm-mlm-tlm-xnli15-1024 xlm-mlm-xnli15-1024 xlm-roberta-base xlm-roberta-large xlm-roberta-large-finetuned-conll02-dutch xlm-roberta-large-finetuned-conll02-spanish xlm-roberta-large-finetuned-conll03-english xlm-roberta-large-finetuned-conll03-german",
  "google-t5": "t5-11b t5-3b t5-base t5-large t5-small",
  distilbert:
    "distilbert-base-cased distilbert-base-cased-distilled-squad distilbert-base-german-cased distilbert-base-multilingual-cased distilbert-base-uncased distilbert-base-uncased-distilled-squad distilbert-base-uncased-finetuned-sst-2-english distilgpt2 distilroberta-base",
  albert:
    "albert-base-v1 albert-base-v2 albert-large-v1 albert-large-v2 albert-xlarge-v1 albert-xlarge-v2 albert-xxlarge-v1 albert-xxlarge-v2",
  xlnet: "xlnet-base-cased xlnet-large-cased",
  "transfo-xl": "transfo-xl-wt103",
  almanach: "camembert-base",
};

/** Beginnings of ids that changed: `from to`, for renamed owners and series. */
const changed = `
BSC-TeMU/ PlanTL-GOB-ES/
Equall/Saul-Base Equall/Saul-7B-Base
Equall/Saul-Instruct-v1 Equall/Saul-7B-Instruct-v1
PY007/ TinyLlama/
WizardLM/ WizardLMTeam/
camembert/ almanach/
cl-tohoku/ tohoku-nlp/
ehartford/ cognitivecomputations/
janhq/ jan-hq/
meta-llama/Meta-Llama-3.1- meta-llama/Llama-3.1-
microsoft/BiomedNLP-PubMedBERT- microsoft/BiomedNLP-BiomedBERT-
nbeerbower/ flammenai/
psmathur/ pankajmathur/
sberbank-ai/ ai-forever/
tinkoff-ai/ t-bank-ai/
ziqingyang/ hfl/`;

const owners = new Map(
  Object.entries(moved).flatMap(([owner, names]) => names.split(" ").map(name => [name, owner] as const)),
);

const beginnings = changed
  .trim()
  .split("\n")
  .map(line => line.split(" ") as [from: string, to: string]);

/** The ids that a model may have now, given one that it had before; most ids have none. */
export function laterIds(id: string): readonly string[] {
  const owner = owners.get(id);
  if (owner !== undefined) return [`${owner}/${id}`];
  return beginnings.flatMap(([from, to]) => (id.startsWith(from) ? [to + id.slice(from.length)] : []));
}
