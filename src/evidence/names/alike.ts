import { authorOf, repoName } from "../../lineage/repo-id";
import type { Evidence } from "../evidence";
import type { Observation } from "./name-candidates";
import { beforeTraining, nameParts, ownersInName, withoutEndings } from "./name-parts";
import { nameBias, nameWeights } from "./name-weights";

/** What is known about a model that may be a namesake; null is not known. */
export interface Namesake {
  readonly id: string;
  readonly children: number | null;
  readonly createdAt: string | null;
}

/** The texts to search the Hub for, so that namesakes of a model turn up; at most three. */
export function namesToSearch(repo: string): readonly string[] {
  const name = repoName(repo);
  const stem = withoutEndings(name)?.stem;
  const trained = beforeTraining(name).at(-1);
  const owned = ownersInName(stem ?? name).map(([, rest]) => rest);
  const texts = [stem, trained, owned[0], stem === undefined ? name : undefined];
  return [...new Set(texts.flatMap(text => (text === undefined || text.length < 3 ? [] : [text])))].slice(
    0,
    3,
  );
}

/** What the name of a model tells of parents, among the models that a search found. */
export function nameEvidence(
  repo: string,
  createdAt: string | null,
  namesakes: readonly Namesake[],
): readonly Evidence[] {
  const alike = namesakes
    .filter(({ id }) => id.toLowerCase() !== repo.toLowerCase())
    .flatMap(namesake => {
      const observed = observe(repo, createdAt, namesake);
      return observed === null ? [] : [{ namesake, observed }];
    });
  const sums = new Map<string, number>();
  const key = (id: string) => nameParts(repoName(id)).join("-");
  for (const { namesake } of alike)
    sums.set(key(namesake.id), (sums.get(key(namesake.id)) ?? 0) + 1 + (namesake.children ?? 0));
  return alike.map(({ namesake, observed }) => {
    const share = (1 + (namesake.children ?? 0)) / (sums.get(key(namesake.id)) ?? 1);
    const weight = scoreOf({ ...observed, "share-of-namesakes": share });
    const relation = withoutEndings(repoName(repo))?.relation ?? null;
    const seen = `${repoName(repo)} is named after ${repoName(namesake.id)}`;
    return { kind: "name", clue: "name/alike", parent: namesake.id, seen, where: "name", relation, weight };
  });
}

/** What is observed about a namesake; null if the names have nothing in common. */
function observe(
  repo: string,
  createdAt: string | null,
  namesake: Namesake,
): Partial<Record<Observation, number>> | null {
  const name = repoName(repo);
  const stem = withoutEndings(name)?.stem ?? null;
  const [own, theirs] = [nameParts(name), nameParts(repoName(namesake.id))];
  const observed: Partial<Record<Observation, number>> = {};
  if (stem !== null && nameParts(stem).join() === theirs.join()) observed["converted-name"] = 1;
  if (beforeTraining(name).some(before => nameParts(before).join() === theirs.join()))
    observed["trained-name"] = 1;
  const owner = nameParts(authorOf(namesake.id) ?? "").join();
  for (const [before, rest] of ownersInName(stem ?? name))
    if (nameParts(rest).join() === theirs.join() && nameParts(before).join() === owner)
      observed["owner-in-name"] = 1;
  if (theirs.join() === own.join()) observed["same-name"] = 1;
  else if (theirs.every((part, at) => part === own[at])) observed["begins-with-name"] = 1;
  if (Object.keys(observed).length === 0) return null;
  observed["share-of-name"] = Math.min(1, theirs.length / own.length);
  observed.children = Math.log10(1 + (namesake.children ?? 0)) / 3;
  if (namesake.children !== null && namesake.children > 0) observed["longest-name"] = 1;
  if (createdAt !== null && namesake.createdAt !== null)
    observed[namesake.createdAt <= createdAt ? "older" : "younger"] = 1;
  if (authorOf(namesake.id) === authorOf(repo)) observed["same-author"] = 1;
  return observed;
}

function scoreOf(observed: Partial<Record<Observation, number>>): number {
  let score = nameBias;
  for (const [what, value] of Object.entries(observed) as [Observation, number][])
    score += (nameWeights[what] ?? 0) * value;
  return score;
}
