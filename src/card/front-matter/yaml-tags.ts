import { isMap, isScalar, isSeq, type Node } from "yaml";
import { isDate, isInteger, plainScalar } from "./plain-scalar";

const prefix = "tag:yaml.org,2002:";

/** The tags that js-yaml knows, by what they may stand before. */
const listTags: readonly string[] = ["seq", "omap", "pairs"];
const mapTags: readonly string[] = ["map", "set"];
const scalarTags: ReadonlyMap<string, (words: string) => boolean> = new Map<
  string,
  (words: string) => boolean
>([
  ["str", () => true],
  ["binary", () => true],
  ["null", words => plainScalar(words) === null],
  ["bool", words => typeof plainScalar(words) === "boolean"],
  ["int", isInteger],
  ["float", words => typeof plainScalar(words) === "number"],
  ["timestamp", isDate],
  ["merge", words => words === "<<" || words === ""],
]);

/** Whether js-yaml, with which the Hub reads cards, knows the tag of a node and can read the node by it. */
export function isKnownTag(node: Node): boolean {
  const { tag } = node;
  if (tag === undefined || tag === "!") return true;
  if (!tag.startsWith(prefix)) return false;
  const name = tag.slice(prefix.length);
  if (isSeq(node)) return listTags.includes(name);
  if (isMap(node)) return mapTags.includes(name);
  return isScalar(node) && (scalarTags.get(name)?.(node.source ?? "") ?? false);
}
