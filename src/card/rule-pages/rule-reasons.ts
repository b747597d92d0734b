import { ownValue } from "../../lineage/own-value";

/** Why each rule exists, by its id: what goes wrong for readers of the card when nobody acts on the finding. */
export const ruleReasons: Readonly<Record<string, string>> = {
  "front-matter/invalid":
    "The Hub cannot use front matter that it cannot parse, so the model loses its license, languages, and family.",
  "front-matter/encoding":
    "The Hub reads cards as UTF-8. In a card in UTF-16 it finds no front matter, so the model has no license, no parent, and no task.",
  "front-matter/lfs-pointer":
    "The Hub takes the metadata from the file as git stores it. Of a card in Git LFS, that is a pointer of three lines without any metadata.",
  "front-matter/second-block":
    "The Hub reads one block. Everything in another one below it is shown as text and has no effect.",
  "front-matter/misplaced":
    "The Hub looks for metadata only between two lines of --- at the top of the file. Anywhere else it is text on the model's page.",
  "front-matter/misspelt-key":
    "The Hub silently ignores keys that it does not know, so a typo hides the value from search and from the model's page.",
  "front-matter/wrong-type":
    "The Hub rejects a card for some values of the wrong type or without content, and drops the others.",
  "front-matter/empty":
    "The Hub rejects a card whose front matter is empty, and shows a model without metadata.",
  "comment/disables-nothing":
    "A comment that names no existing rule silences nothing, and without a reason the next reader cannot tell whether it still applies.",
  "base-model/invalid":
    "The Hub links parents by repo id alone. Anything else leaves the model without a parent.",
  "base-model/self": "A model that names itself as its parent has no root: its family tree is a loop.",
  "base-model/not-found": "A parent that does not exist links to nothing, and its terms cannot be checked.",
  "base-model/cycle":
    "Models that descend from each other have no root, and no terms can be traced to an origin.",
  "base-model/renamed": "Old ids work only as long as the Hub redirects them.",
  "base-model/legacy-id":
    "Most models without a namespace have moved into one, and the short id is easy to mistake for another model.",
  "base-model/grandparent":
    "Naming a grandparent hides the model in between, along with its terms and its changes.",
  "base-model/sibling":
    "Siblings share a parent. Naming one of them draws a line of descent that does not exist.",
  "base-model/quantized-parent":
    "Quantized weights are rarely what a model was trained from. Naming the original puts the model in the right place in the tree.",
  "base-model/newer-version":
    "Its authors recommend another model, so new work may be better off with that one.",
  "base-model/too-many":
    "Real merges have at most some hundreds of parents. Reading thousands would keep the Hub and the editor busy for minutes, so the rest is left out.",
  "base-model/missing":
    "A model without a parent joins no family: nobody finds it below its base, and the terms of that base are out of sight.",
  "base-model/contradicts-files":
    "The declared parent puts the model into a family. If the files come from another one, its readers look for the wrong weights, and the wrong terms are checked.",
  "base-model/unreadable-files":
    "These files say what a model was made from. A broken one often means that an upload or a download ended early, and until it can be read, nobody knows whether the card is right.",
  "base-model/copy":
    "Readers take a model for something new. If its weights are another model's, byte for byte, they should learn that, and whose terms apply.",
  "relation/invalid-id":
    "The Hub knows these relations only. Any other value says nothing about how the model was made.",
  "relation/without-parent":
    "A relation without a parent has nothing to relate to, so the model joins no family.",
  "relation/contradicts-files":
    "The relation decides where the Hub lists the model, and which license terms apply to it.",
  "license/invalid-id":
    "The Hub rejects a license that is not on its list. A license without an id is written as other, with a license_name.",
  "license/missing":
    "Without a license, nobody knows whether they may use the model, while the parent's terms still apply.",
  "license/other-incomplete":
    "The value other says nothing by itself. Readers need the name and the text of the license.",
  "license/family-id": "The members of a family of licenses ask for different things.",
  "license/for-data": "A license written for data may not say what others may do with model weights.",
  "license/nd-derivative":
    "Licenses of this kind let you share the original only, and a finetune is a modified version.",
  "license/research-only-dropped":
    "A limit to research usually binds derivatives, and readers of this card would not learn of it.",
  "license/nc-dropped":
    "A limit to non-commercial use usually binds derivatives. Someone may build a product on this card's word.",
  "license/use-restrictions-dropped":
    "Licenses such as OpenRAIL, Llama, and Gemma require their use restrictions to be passed on to everyone downstream.",
  "license/share-alike-dropped":
    "Share-alike and copyleft licenses allow derivatives only under the same license or one that they accept.",
  "license/incompatible": "The parent's terms cannot be met under the license on this card.",
  "license/laundered":
    "Terms do not end when a model in between fails to mention them. They may still bind everyone further down.",
  "license/merge-conflict": "No license can satisfy the terms of both parents at once.",
  "license/review": "The id alone does not settle the question. A person has to compare the two texts.",
  "license/parent-unlicensed":
    "Without a license, a parent's authors have granted nothing that a license on this card could pass on.",
  "license/quantized-copy":
    "A quantized copy is the parent's work in another number format. Its terms are the parent's, and a different license misleads whoever downloads the copy.",
  "license/name-prefix":
    "Some licenses require derivatives to carry the family's name, and this model's name does not.",
  "license/notice-missing": "The license allows redistribution only with this notice.",
  "license/display-missing": "The license requires these words to be displayed where the model is offered.",
  "license/file-missing": "The license allows redistribution only with its own text.",
  "license/without-ancestor":
    "Either the parent is missing from base_model, or the license was copied from another card.",
  "license/eu-multimodal":
    "Users in the European Union would receive a model that its terms give them no rights to.",
  "language/invalid-code": "The Hub lists models by ISO 639 codes and rejects a card with any other value.",
  "language/reads-as-false":
    "In YAML 1.1 an unquoted no means false, so many tools lose the language Norwegian.",
  "task/unknown": "The task decides where the model is found and which widget its page shows.",
  "library/unknown":
    "The library decides which code snippet the model's page shows and how downloads are counted.",
  "tags/computed":
    "A handwritten copy of a computed tag goes stale, and may contradict the field that it copies.",
  "tags/written-list":
    "The Hub lists the model under one odd tag, and under none of the tags that were meant.",
  "datasets/invalid-id":
    "The Hub links training data by dataset id alone, and rejects a card with any other text.",
  "datasets/not-found":
    "Whoever reads the card cannot look at the data that the model was trained on, and tools that follow datasets find nothing.",
  "datasets/renamed": "The Hub redirects the old ID only until somebody else takes it.",
  "datasets/license":
    "People who take a model for its license may not know that its training data came under a stricter one.",
  "buckets/invalid-id": "The Hub links buckets by id alone.",
  "new-version/invalid":
    "The Hub points visitors to the newer version, which works only with the id of another model that exists.",
  "thumbnail/invalid": "Other sites load the thumbnail by its address when somebody shares the model.",
  "model-index/incomplete":
    "The Hub rejects a card with a result that lacks a required part, or does not show the result.",
  "model-index/eval-results":
    "The Hub shows results from model-index only, and the Python library raises an error on eval_results that are text.",
  "model-index/copied":
    "The results of a model are those that somebody measured with it. Those of its parent say nothing about what training changed.",
  "emissions/invalid":
    "The Hub reads emissions as grams of CO2. Other units or text lead to wrong figures, or to none.",
  "gating/eu-without-gate":
    "The setting works only as part of a gate. Without one, anyone can download the model.",
  "trait/languages-lost":
    "Languages are often dropped by accident, and people who search by language no longer find the model.",
  "trait/task-changed": "A different task is sometimes intended, and sometimes a leftover from a template.",
  "trait/library-changed":
    "Finetunes and merges usually load with the parent's library. Another one may not load them.",
  "trait/datasets-lost": "The parent's training data also shaped this model.",
  "trait/gating-lost":
    "People who download this model never see the terms that the parent makes everyone accept.",
  "trait/safety-tag-lost":
    "Filters for unsuitable content rely on this tag, and a derivative rarely becomes safe by itself.",
  "trait/emissions-missing":
    "Emissions let people compare the cost of training, and a finetune that exceeds its parent often has the wrong unit.",
  "trait/evaluation-lost":
    "Readers cannot compare the model with its parent without scores on the same datasets. A steep fall is often a mix-up of units.",
};

const hubDocs = "https://huggingface.co/docs/hub";
const modelCards = `${hubDocs}/model-cards`;

/** What the rules of each area rest on; areas that are not listed rest on the Hub's page on model cards. */
const sources: Readonly<Record<string, string>> = {
  "base-model": `${modelCards}#specifying-a-base-model`,
  relation: `${modelCards}#specifying-a-base-model`,
  license: `The texts of the licenses, and ${hubDocs}/repositories-licenses for their ids`,
  language: `ISO 639, and ${modelCards}`,
  task: `${hubDocs}/models-tasks`,
  library: `${hubDocs}/models-libraries`,
  emissions: `${hubDocs}/model-cards-co2`,
  gating: `${hubDocs}/models-gated`,
  comment: "The comments that Hub Lineage reads",
  trait: "What the Hub says about the parents",
};

/** What a rule rests on: an address, or a few words. */
export function sourceOfRule(id: string): string {
  return ownValue(sources, id.split("/")[0] ?? "") ?? modelCards;
}

/** What rules decided where one could decide otherwise, and why, by the id of the rule. */
export const ruleDecisions: ReadonlyMap<string, string> = new Map([
  [
    "front-matter/encoding",
    "**A card in UTF-16 is an error** although an editor shows it well: what counts is what the Hub reads, and that is nothing. The card is not converted on the command line, because its bytes are not what was linted.",
  ],
  [
    "front-matter/lfs-pointer",
    "**A pointer is an error, not an unread file.** In a clone without Git LFS the card itself may be sound, but the Hub stores the same pointer, and reads no metadata from it however complete the card behind it is.",
  ],
  [
    "front-matter/second-block",
    "**A second block is a warning, not an error.** The Hub accepts the card. Only a block right below the first one counts, and only if it has a key of model cards: rulers around ordinary text, and blocks that a card shows as an example further down, are fine.",
  ],
  [
    "base-model/invalid",
    "**A README.md in `checkpoint-500/` is linted like any other.** The Hub does not read it there, but such folders are uploaded as repos of their own, and then it is the card. Trainers like to write a local path as `base_model` there, which the Hub refuses at the top of a repo. If you keep such folders and never publish them by themselves, turn the rule off in a `.hublineagerc.json` in them.",
  ],
  [
    "language/invalid-code",
    "**`jp` and `zhs` are errors although cards on the Hub have them.** Until early 2026, the Hub accepted any two or three letters. Since then, it has checked each code against ISO 639, so it refuses the next commit to such a card.",
  ],
  [
    "license/parent-unlicensed",
    "**A parent without any license is information, not a conflict.** Strictly, no license grants nothing. But on the Hub it more often means that nobody filled in the field, and the license may be in a file, so the finding names the gap and leaves the rest to people. A card without a license below such a parent is not reported: there is nothing that it could inherit.",
  ],
  [
    "license/laundered",
    "**A model in between that names no license does not clear the terms above it.** It grants nothing by itself, so what its own parent asks for still holds. A model with custom terms (`other`) may have been cleared, and ends the search.",
  ],
  [
    "license/quantized-copy",
    "**A quantized copy keeps its parent's license.** Permissive licenses let a copy be passed on under more terms, but they do not go away, and rounding weights adds nothing to license by itself. Since it may be on purpose, it is information, and a hint where only the files say that the model is quantized. Conflicts have their own rules, and nothing is said of a parent in the public domain.",
  ],
  [
    "datasets/license",
    "**It is a hint, because opinions differ.** Whether weights derive from the data that they were trained on is not settled, and differs between countries. Creative Commons says that its licenses reach training only where copyright does. So the rule names what the data's license forbids (commercial use, use other than research, or sharing modified versions) and leaves the decision to people. Licenses that ask for something, such as credit or the same license, are not reported, and neither are those that leave models trained on the data alone: CDLA, C-UDA, and ODbL. A dataset with several licenses is not judged.",
  ],
  [
    "datasets/not-found",
    "**It is a warning, and information where the dataset may be private.** The Hub gives visitors the same answer for missing and private datasets. Training data is often private for a reason, and the ID still says what it was.",
  ],
  [
    "model-index/eval-results",
    "**`eval_results` that is text is a warning.** The Hub accepts the card, as it does every key that it does not know, but versions of `huggingface_hub` before 0.31 fail on it, for whoever lists or loads the model, and later ones drop it with a warning.",
  ],
  [
    "model-index/copied",
    "**A quantized copy may show what the original scored.** So may a model that was measured and happens to score the same: one result counts only with three digits or more, and any result that differs on the same test shows that somebody measured.",
  ],
  [
    "tags/written-list",
    "**A tag with brackets inside is fine**, such as `llama [8b]`: tags are free text. It is a warning only if the whole text is a list of quoted words, which is how a list looks that was turned into text. A list within the list of tags is not text at all, and `front-matter/wrong-type` reports it.",
  ],
  [
    "base-model/missing",
    '**A file that a tool wrote is a warning; text, tags, and names are information.** People write `base_model_name_or_path` and mergekit\'s configuration with the program that made the model, while a sentence may be about another model. `_name_or_path` in a `config.json` is often an earlier path of the model itself, so it is a warning only if the Hub has a model of that ID. "Based on" alone is not reported. Of tags, those of a merge count, and others only if they are the ID of a known model.',
  ],
  [
    "base-model/contradicts-files",
    "**A mirror, a copy, or an ancestor of the declared parent is no contradiction.** Many adapters are trained on a 4-bit copy of the model that their card names. A mergekit configuration counts only for a merge, and a GGUF header only for a quantized model, because later steps often keep both. New tokens change a vocabulary, so only one that is less than 40% or more than 250% as large counts, or one of a quantized copy that differs by a tenth.",
  ],
  [
    "base-model/copy",
    "**All weights must be the same.** Models that keep one part of another, such as a frozen image encoder, share a file with it and are no copies. Hashes come from pointers of Git LFS or Xet and from the cache of `huggingface_hub`; weights are never hashed for a card. A model that is younger than this one counts as the copy.",
  ],
  [
    "relation/contradicts-files",
    "**A conversion to ONNX or MLX may be called quantized.** The Hub infers `quantized` for many of them, even at full precision, and of its four relations this is the nearest: the same weights in another format. So ONNX and MLX files never contradict `quantized`, and a card that declares nothing beside them is not told to declare something.",
  ],
]);
