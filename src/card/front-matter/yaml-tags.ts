import {
  behindAlias,
  emptyList,
  emptyMap,
  nothingAt,
  type YamlNode,
  type YamlScalar,
} from "./grammar/yaml-node";
import { isDate, isInteger, plainScalar } from "./plain-scalar";

const prefix = "tag:yaml.org,2002:";

type Check = (text: string) => boolean;

/** The tags that js-yaml knows before text, by the texts that they may stand before. */
const scalarTags: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["str", () => true],
  ["binary", isBase64],
  ["null", words => words !== "" && plainScalar(words) === null],
  ["bool", words => typeof plainScalar(words) === "boolean"],
  ["int", isInteger],
  ["float", words => typeof plainScalar(words) === "number" && !/^[-+]?0[box]/.test(words)],
  ["timestamp", isDate],
  ["merge", words => words === "<<"],
]);

/** What a tag makes of nothing; other tags cannot stand before it. */
const nothingTags: ReadonlyMap<string, (at: number) => YamlNode> = new Map<string, (at: number) => YamlNode>([
  ["str", at => ({ ...nothingAt(at), value: "" })],
  ["null", nothingAt],
  ["merge", nothingAt],
  ...["seq", "omap", "pairs"].map(name => [name, (at: number) => emptyList(at, true)] as const),
  ...["map", "set"].map(name => [name, (at: number) => emptyMap(at, true)] as const),
]);

/**
 * A node as js-yaml, with which the Hub reads cards, takes it by its tag; null if it does not know the tag or cannot read the
 * node by it. `at` is where the node would stand if it is null, which is nothing. `isText` says that it is text that no other
 * reading has told apart yet.
 */
export function taggedNode(node: YamlNode | null, tag: string, at: number, isText: boolean): YamlNode | null {
  if (!tag.startsWith(prefix)) return null;
  const name = tag.slice(prefix.length);
  if (node === null) return nothingTags.get(name)?.(at) ?? null;
  if (node.kind === "scalar") return taggedScalar(node, name, isText);
  if (node.kind === "list") {
    const holds = name === "seq" || ((name === "omap" || name === "pairs") && holdsPairs(node, name));
    return holds ? node : null;
  }
  if (node.kind === "alias") return null;
  if (name === "map") return node;
  return name === "set" && node.pairs.every(({ value }) => isNothing(value)) ? node : null;
}

function taggedScalar(node: YamlScalar, name: string, isText: boolean): YamlNode | null {
  if (isText) {
    if (scalarTags.get(name)?.(node.text) !== true) return null;
    if (name === "timestamp") node.isDate = true;
    else if (name !== "str" && name !== "binary") node.value = plainScalar(node.text);
    return node;
  }
  // js-yaml has read the words already, and leaves what they mean as it is.
  if (name === "str") {
    if (node.value === null) node.value = "";
    return node;
  }
  if (typeof node.value === "string" && node.isDate !== true) return taggedScalar(node, name, true);
  return node.value === null && (name === "null" || name === "merge") ? node : null;
}

/** Whether each item of a list is one key with its value, and, in an ordered map, no key stands twice. */
function holdsPairs({ items }: { readonly items: readonly YamlNode[] }, name: string): boolean {
  const seen = new Set<string>();
  return items.every(item => {
    const map = behindAlias(item);
    const [key, more] = map?.kind === "map" ? map.firstKeys : [];
    if (key === undefined || more !== undefined || (name === "omap" && seen.has(key))) return false;
    seen.add(key);
    return true;
  });
}

function isNothing(node: YamlNode): boolean {
  const found = behindAlias(node);
  return found === null || (found.kind === "scalar" && found.value === null);
}

function isBase64(text: string): boolean {
  if (!/^[A-Za-z0-9+/=\r\n]*$/.test(text)) return false;
  return (text.replace(/[\r\n]/g, "").length * 6) % 8 === 0;
}
