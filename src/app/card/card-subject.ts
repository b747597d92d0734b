import { parentIds } from "../../card/card";
import { type CardKind, cardKind } from "../../card/detect";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { type CardIdentity, identifyCard } from "./identify";

/** What surrounds a README.md, as the platform found it. */
export interface CardPlace {
  /** The card's path, with forward slashes. */
  readonly path: string;
  readonly chosen: string;
  readonly gitConfig: string | null;
  /** Names of the files beside the card; null where the folder cannot be listed. */
  readonly files: readonly string[] | null;
}

/** A README.md understood: whether it is a model card, whose, and which models it names. */
export interface CardSubject {
  readonly kind: CardKind;
  /** The card's own model; null for a draft. */
  readonly identity: CardIdentity | null;
  readonly frontMatter: FrontMatter;
  readonly parents: readonly string[];
}

/** Understands a README.md from its text and its surroundings; `frontMatter` is what the text was parsed to. */
export function cardSubject(
  text: string,
  place: CardPlace,
  endpoint: string,
  frontMatter = parseFrontMatter(text),
): CardSubject {
  const identity = identifyCard({ ...place, endpoint });
  const kind = cardKind(frontMatter, {
    modelFiles: (place.files ?? []).some(isModelFile),
    hubRemote: identity !== null,
  });
  return { kind, identity, frontMatter, parents: parentIds(frontMatter) };
}

/** Whether a file name is one of those that a model repo holds: weights, their index, or a configuration. */
export function isModelFile(name: string): boolean {
  return (
    /\.(safetensors|gguf|bin|pt|pth|onnx|ckpt)$/i.test(name) ||
    /^(adapter_config|generation_config|model_index|tokenizer_config|mergekit_config)\.(json|ya?ml)$/i.test(
      name,
    )
  );
}
