import { declaredParents, fieldTexts } from "../../card/card";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import { relationOf } from "../../card/parents";
import type { TraceSubject } from "./trace-model";

/** A card whose model is traced. */
export interface TracedCard {
  readonly text: string;
  readonly frontMatter: FrontMatter;
  /** The model's ID; null for a draft. */
  readonly repo: string | null;
  /** Names of the files next to it; null if they are not known. */
  readonly files: readonly string[] | null;
}

/** What a card tells: its declared parents, its text, and its tags. */
export function cardEvidence({
  text,
  frontMatter,
  repo,
  files,
}: TracedCard): Pick<TraceSubject, "declared" | "body" | "tags"> {
  const relation = relationOf({ frontMatter }, { repo, files, lookup: () => ({ state: "unknown" }) });
  const declared = declaredParents(frontMatter)
    .filter(({ problem }) => problem === null)
    .map(({ id }) => ({ child: repo ?? "", parent: id, relation }));
  const body = text.slice(frontMatter.block?.end ?? 0);
  return { declared, body, tags: fieldTexts(frontMatter.fields.get("tags")) };
}
