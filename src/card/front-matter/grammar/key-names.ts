import { behindAlias, type YamlNode } from "./yaml-node";

/** What js-yaml refuses about a key. */
export type KeyFault = "duplicate key" | "list in key" | "merges nothing";

/** How many values << may merge at once. */
const mostMerged = 100;

/** A key as js-yaml makes text of it: a list of texts with commas; null for a list with lists in it, which it refuses. */
export function keyName(key: YamlNode | null): string | null {
  const node = key && behindAlias(key);
  if (node?.kind !== "list") return textOf(node, "null");
  const parts = node.items.map(item => behindAlias(item));
  return parts.some(part => part?.kind === "list") ? null : parts.map(part => textOf(part, "")).join(",");
}

// Text of a list is new text, so an alias in it copies what it repeats.
const charactersOfNode = 16;

/** What making text of a key costs: a node for each that it looks at, and for each few characters that it copies. */
export function keyCost(key: YamlNode | null): number {
  const node = key && behindAlias(key);
  if (node?.kind !== "list") return 1;
  const characters = node.items.reduce((sum, item) => sum + textOf(behindAlias(item), "").length, 0);
  return node.items.length + Math.ceil(characters / charactersOfNode);
}

function textOf(node: ReturnType<typeof behindAlias>, nothing: string): string {
  if (node?.kind === "map") return "[object Object]";
  return node?.kind === "scalar" ? String(node.value ?? nothing) : nothing;
}

/** Whether a value below << is what js-yaml merges into the keys around it: keys, or a list of them. */
export function isMergeable(value: YamlNode | null): boolean {
  const holdsKeys = (node: YamlNode | null): boolean => {
    const found = node && behindAlias(node);
    // js-yaml merges what is an object to JavaScript, and so nothing of a date.
    if (found?.kind === "scalar") return found.isDate === true;
    return found !== null;
  };
  const node = value && behindAlias(value);
  if (node?.kind !== "list") return holdsKeys(node);
  return node.items.length <= mostMerged && node.items.every(holdsKeys);
}

/** The nodes that merging a value looks at; more than js-yaml merges are not looked at. */
export function mergeCost(value: YamlNode | null): number {
  const node = value && behindAlias(value);
  return node?.kind === "list" && node.items.length <= mostMerged ? node.items.length : 1;
}

/** The first keys that << gives a map with a value that it can merge: of each part at most two. */
export function mergedKeys(value: YamlNode | null): readonly string[] {
  const node = value && behindAlias(value);
  const parts = node?.kind === "list" ? node.items.map(item => behindAlias(item)) : [node];
  return parts.flatMap(part => {
    if (part?.kind === "map") return part.firstKeys;
    // js-yaml takes a list for an object with its indexes as keys.
    return part?.kind === "list" ? part.items.slice(0, 2).map((_, at) => String(at)) : [];
  });
}
