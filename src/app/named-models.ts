import { idsIn } from "../card/ids-at";
import type { CardSubject } from "./card-subject";

/** The models that the rules ask for at a card: its own, its parents and its successor, each once. */
export function namedModels({ identity, frontMatter, parents }: CardSubject): readonly string[] {
  const own = identity === null ? [] : [identity.repo];
  return [...new Set([...own, ...parents, ...idsIn(frontMatter).map(({ id }) => id)])];
}
