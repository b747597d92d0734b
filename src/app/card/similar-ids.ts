import { levenshtein } from "../../lineage/levenshtein";
import { squash } from "../../lineage/nearest";

/** Where IDs are searched: those that contain a text, the best first. A search that fails finds none. */
export type SearchIds = (text: string, limit: number) => Promise<readonly string[]>;

/** IDs that are read from each search, and IDs that are suggested. */
const mostRead = 100;
const mostSuggested = 3;

/** Letters of the name that are taken for right, beside those of the author. */
const sureLetters = 3;

/**
 * The IDs that one probably means, which nobody has: those that differ in a few letters, or only in their author; nearest
 * first, and of the same distance in the order of the searches.
 */
export async function similarIds(id: string, searches: readonly SearchIds[]): Promise<readonly string[]> {
  const { author, name } = partsOf(id);
  const texts = [
    name,
    author === "" ? name.slice(0, sureLetters) : `${author}/${name.slice(0, sureLetters)}`,
  ];
  const asked = searches.flatMap(search => texts.map(text => search(text, mostRead)));
  const found = [...new Set((await Promise.all(asked)).flat())].filter(each => each !== id);
  return nearest(id, found);
}

function nearest(id: string, candidates: readonly string[]): readonly string[] {
  const wanted = squash(id);
  const { name } = partsOf(id);
  const most = wanted.length < 8 ? 1 : Math.max(2, Math.floor(wanted.length / 6));
  const steps = (candidate: string): number => {
    const whole = levenshtein(wanted, squash(candidate));
    // The same name by another author is as good as two letters.
    const isSameName = squash(partsOf(candidate).name) === squash(name);
    return isSameName ? Math.min(whole, 2) : whole;
  };
  return candidates
    .map(candidate => ({ candidate, far: steps(candidate) }))
    .filter(({ far }) => far <= most)
    .sort((one, other) => one.far - other.far)
    .slice(0, mostSuggested)
    .map(({ candidate }) => candidate);
}

function partsOf(id: string): { readonly author: string; readonly name: string } {
  const slash = id.indexOf("/");
  return { author: slash < 0 ? "" : id.slice(0, slash), name: id.slice(slash + 1) };
}
