import { parentIds } from "../../card/card";
import { type CardKind, cardKind } from "../../card/detect";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { type CardIdentity, identifyCard, isCloneOfHub } from "./identify";

/** The surroundings of a README.md, as found by the platform. */
export interface CardPlace {
  /** The card's path, with forward slashes. */
  readonly path: string;
  readonly chosen: string;
  readonly gitConfig: string | null;
  /** Names of the other files in the card's folder; null if the folder cannot be listed. */
  readonly files: readonly string[] | null;
}

/** What is known about a README.md: whether it is a model card, for which model, and which models it names. */
export interface CardSubject {
  readonly kind: CardKind;
  /** The card's own model; null for a draft. */
  readonly identity: CardIdentity | null;
  readonly frontMatter: FrontMatter;
  readonly parents: readonly string[];
  /** Whether the files next to the card could be listed; if not, no finding is about them. */
  readonly filesKnown: boolean;
}

/** Works out a card's subject from its text and surroundings; `frontMatter` is the parsed text. */
export function cardSubject(
  text: string,
  place: CardPlace,
  endpoint: string,
  frontMatter = parseFrontMatter(text),
): CardSubject {
  const identity = identifyCard({ ...place, endpoint });
  const kind = cardKind(text, frontMatter, {
    modelFiles: (place.files ?? []).some(isModelFile),
    configFile: (place.files ?? []).includes("config.json"),
    hubRemote: identity !== null || isCloneOfHub({ ...place, endpoint }),
  });
  return { kind, identity, frontMatter, parents: parentIds(frontMatter), filesKnown: place.files !== null };
}

/** Whether a file name is typical of a model repo: weights, a weight index, or a configuration. */
export function isModelFile(name: string): boolean {
  return (
    /\.(safetensors|gguf|bin|pt|pth|onnx|ckpt)$/i.test(name) ||
    /^(adapter_config|generation_config|model_index|tokenizer_config|mergekit_config)\.(json|ya?ml)$/i.test(
      name,
    )
  );
}
