import type { Relation } from "../../lineage/model";
import type { Clue } from "../clues";
import type { Evidence } from "../evidence";
import { mergeEvidence } from "../files/mergekit";
import { addressedId, namedId } from "../named-id";

/** How much of a card's body is read, in UTF-16 units. */
const mostProse = 200_000;
const mostPieces = 60;

/** A way of writing down where a model comes from; its first group names the model. */
interface Phrase {
  readonly clue: Clue;
  readonly relation: Exclude<Relation, "unknown"> | null;
  readonly pattern: RegExp;
}

/** A model in prose: a link with the ID as its text or its target, an ID in code, quotes, or bold, or a bare one. */
const model = String.raw`[\s>*_]*(?:the\s+)?(?:\[[^\]\n]{1,120}\]\(\s*(?<link>https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/[\w.\/-]{1,200})|\[?[\x60"'*_]{0,3}(?<id>(?:https?:\/\/huggingface\.co\/)?[\w][\w.-]{0,95}\/[\w][\w.-]{0,94}[\w]))`;

/** A single word that names an old model without an owner, such as `gpt2`, linked or in code. */
const saying = (clue: Clue, relation: Phrase["relation"], words: string): Phrase => ({
  clue,
  relation,
  pattern: new RegExp(`${words}${model}`, "gi"),
});

/** Phrases, the surest first. */
const sayings: readonly Phrase[] = [
  // The Trainer of transformers, TRL, and sentence-transformers.
  saying("prose/template", null, String.raw`This model is a fine-?tuned version of`),
  saying(
    "prose/template",
    null,
    String.raw`This is a \[sentence-transformers\]\([^)\n]{1,80}\) model finetuned from`,
  ),
  saying("prose/template", null, String.raw`\*{0,2}Base model:?\*{0,2}:?`),
  // unsloth.
  saying("prose/template", null, String.raw`Fine-?tuned from model\s*(?:\[optional\])?\s*:?\**\s*:?`),
  // diffusers: training scripts of LoRA and DreamBooth.
  saying(
    "prose/template",
    "adapter",
    String.raw`(?:LoRA|DreamBooth LoRA|adapt\w+) (?:adaption )?weights (?:for|of)`,
  ),
  saying("prose/template", null, String.raw`weights trained on`),
  saying("prose/template", null, String.raw`(?:was|were) (?:fine-?tuned|trained|derived) from`),
  // llama.cpp's and MLX's own conversion scripts.
  saying(
    "prose/template",
    "quantized",
    String.raw`(?:was converted to (?:GGUF|MLX)(?: format)? from|Original model:?\s*\**:?|original model card:?)`,
  ),
  saying(
    "prose/says",
    "quantized",
    String.raw`(?:quantized (?:version|model|weights|copy)s? (?:of|for|from)|quantizations? of|GGUFs? (?:\w+ ){0,4}(?:for|of)|GPTQ (?:\w+ ){0,4}(?:for|of)|AWQ (?:\w+ ){0,4}(?:for|of)|conver(?:ted|sion) (?:\w+ ){0,4}(?:of|from))`,
  ),
  saying(
    "prose/says",
    null,
    String.raw`(?:fine-?tun(?:e|ed|ing) (?:\w+ ){0,4}(?:of|from|on top of)|version of|derived from|initiali[sz]ed (?:from|with)|starting from)`,
  ),
  saying(
    "prose/based-on",
    null,
    String.raw`(?:based (?:up)?on|built (?:up)?on(?: top of)?|trained (?:on top of|from))`,
  ),
];

/** Old models without an owner, linked by their name: `[gpt2](https://huggingface.co/gpt2)`. */
const ownerless =
  /fine-?tun(?:ed|ing) (?:version )?(?:of|from) \[([\w.-]{2,95})\]\(https?:\/\/huggingface\.co\/([\w.-]{2,95})\)/gi;

/** What a card's text, without its front matter, tells of parents. */
export function proseEvidence(body: string): readonly Evidence[] {
  // Comments are no part of what a card says.
  const text = withoutComments(body.slice(0, mostProse));
  const yaml = yamlBlocks(text);
  const found: Evidence[] = [...mergeBlocks(yaml), ...axolotlBlocks(yaml)];
  for (const { clue, relation, pattern } of sayings) {
    for (const match of text.matchAll(pattern)) {
      const { link, id } = match.groups ?? {};
      const parent = link === undefined ? namedId(id ?? "") : addressedOrBare(link);
      if (parent !== null && !isDenied(text, match.index))
        add(found, prose({ clue, relation, parent, match, text }));
      if (found.length >= mostPieces) return found;
    }
  }
  for (const match of text.matchAll(ownerless)) {
    const parent = namedId(match[2] ?? "");
    if (parent !== null && match[1]?.toLowerCase() === parent.toLowerCase())
      found.push(prose({ clue: "prose/template", relation: null, parent, match, text }));
    if (found.length >= mostPieces) break;
  }
  return found;
}

/** Words before a phrase that make it one about another model, or none. */
const denial =
  /\b(?:not|never|nobody|hardly|barely|if|earlier|previous(?:ly)?|competitors?|baseline|teacher|generated|nor|neither|cannot|without|unlike|un(?:related|affiliated)|compar(?:e|ed|es|ing|ison)|versus|vs|against|than|instead of|(?:is|was|are|were|does|did|do)n['’]t)\b/i;

/** Whether the sentence before a phrase denies it, or only compares with it. */
function isDenied(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  if (/^[^.!\n]{0,200}(?:\? ?No\b|\(not used\))/i.test(text.slice(at, at + 240))) return true;
  const sentence = before.split(/[.!?;:|](?=\s)|\n\s*\n|\n[-*#]/).at(-1) ?? "";
  return denial.test(sentence);
}

/** Adds a piece unless a surer phrase on the same line names the same parent. */
function add(found: Evidence[], piece: Evidence): void {
  if (!found.some(({ parent, where }) => parent === piece.parent && where === piece.where)) found.push(piece);
}

interface Said {
  readonly clue: Clue;
  readonly relation: Evidence["relation"];
  readonly parent: string;
  readonly match: RegExpMatchArray;
  readonly text: string;
}

function prose({ clue, relation, parent, match, text }: Said): Evidence {
  const line = text.slice(0, match.index).split("\n").length;
  const seen = match[0].replace(/\s+/g, " ").trim().slice(0, 200);
  return { kind: "prose", clue, parent, seen, where: `README.md, line ${line} of the text`, relation };
}

function addressedOrBare(link: string): string | null {
  const path = link.replace(/^https?:\/\/[^/]+\//, "");
  return addressedId(path) ?? (path.includes("/") ? null : namedId(path));
}

/** Blocks of YAML in a card that are mergekit's configuration, which its own cards contain. */
function mergeBlocks(blocks: readonly string[]): readonly Evidence[] {
  return blocks.flatMap(yaml =>
    /^[ \t]{0,40}(?:models|slices|merge_method|experts)[ \t]{0,40}:/m.test(yaml)
      ? mergeEvidence(yaml, "README.md, mergekit configuration")
      : [],
  );
}

/** Blocks of YAML in a card that are axolotl's configuration, which its own cards contain. */
function axolotlBlocks(blocks: readonly string[]): readonly Evidence[] {
  return blocks.flatMap((yaml): readonly Evidence[] => {
    if (!/^(?:sequence_len|micro_batch_size|gradient_accumulation_steps|datasets)\s*:/m.test(yaml)) return [];
    const base = /^base_model:[ \t]*["']?([^\s"'#]{1,300})/m.exec(yaml)?.[1];
    const parent = base === undefined ? null : namedId(base);
    if (base === undefined) return [];
    const relation = /^adapter:[ \t]*q?lora/m.test(yaml) ? "adapter" : "finetune";
    const seen = `base_model: ${base}`;
    return [
      {
        kind: "prose",
        clue: "prose/template",
        parent,
        seen,
        where: "README.md, axolotl configuration",
        relation,
      },
    ];
  });
}

/** The same text with blanks in place of comments, in one pass: a card may open thousands that it never closes. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (let open = text.indexOf("<!--"); open >= 0; open = text.indexOf("<!--", from)) {
    const close = text.indexOf("-->", open + 4);
    if (close < 0) break;
    kept.push(text.slice(from, open), text.slice(open, close + 3).replace(/[^\n]/g, " "));
    from = close + 3;
  }
  return [...kept, text.slice(from)].join("");
}

const [mostBlocks, mostBlock] = [20, 20_000];

/** The first fenced blocks of YAML, or of no language. */
function yamlBlocks(text: string): readonly string[] {
  const found: string[] = [];
  let open: number | null = null;
  for (const { 0: fence, index } of text.matchAll(/^```.{0,100}$/gm)) {
    if (open === null) {
      if (/^```(?:ya?ml)?[ \t]*$/.test(fence)) open = index + fence.length + 1;
      continue;
    }
    if (!/^```[ \t]*$/.test(fence)) continue;
    if (index - open <= mostBlock && index > open) found.push(text.slice(open, index - 1));
    open = null;
    if (found.length >= mostBlocks) break;
  }
  return found;
}
