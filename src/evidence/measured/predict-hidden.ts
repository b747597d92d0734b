import { repoName } from "../../lineage/repo-id";
import { nameParts, withoutEndings } from "../names/name-parts";
import { likelyParents } from "../names/name-scores";
import type { Prediction } from "./accuracy";
import type { HiddenEdges } from "./hidden-edges";

/** Parents that are predicted for a model, by row, with their probabilities. */
export type Predict = (child: number) => readonly { readonly model: number; readonly probability: number }[];

/** Predictions for the children of hidden edges; the hidden parents are what is right. */
export function predictionsFor({ edges, parents }: HiddenEdges, predict: Predict): readonly Prediction[] {
  const drawn = new Map<string, number>();
  for (const { child, parent } of edges) drawn.set(`${child} ${parent}`, 1);
  return [...parents].flatMap(([child, truth]) =>
    predict(child).map(({ model, probability }) => ({
      probability,
      isRight: truth.has(model),
      found: drawn.get(`${child} ${model}`) ?? 0,
    })),
  );
}

/** What names, tags, and authors say. */
export function byNames({ world }: HiddenEdges): Predict {
  return child => likelyParents(world, child);
}

/** The simple rule to compare with: the model of the same name under another author, the one with the most children. */
export function bySameName({ world }: HiddenEdges, dropsEndings: boolean): Predict {
  return child => {
    const name = repoName(world.columns.id(child));
    const stem = dropsEndings ? (withoutEndings(name)?.stem ?? name) : name;
    const author = world.columns.author.codes[child];
    const [model] = world
      .named(nameParts(stem))
      .filter(each => each !== child && world.columns.author.codes[each] !== author)
      .sort((one, other) => world.children(other) - world.children(one) || one - other);
    return model === undefined ? [] : [{ model, probability: 1 }];
  };
}
