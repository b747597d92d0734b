/** A value in YAML with its place, in offsets of the block; properties (tags and anchors) stand before it. */
export type YamlNode = YamlScalar | YamlList | YamlMap | YamlAlias;

interface Placed {
  readonly from: number;
  to: number;
}

/** Text, a number, a boolean, a date or nothing. */
export interface YamlScalar extends Placed {
  readonly kind: "scalar";
  /** What is written, without quotes and escapes, its lines joined. */
  readonly text: string;
  /** What it means; null where nothing is written. */
  value: string | number | boolean | null;
  /** Set if js-yaml makes a date of it; in quotes or by a tag for text, the same words are text. */
  isDate?: true;
}

/** A list, in dashes or brackets. */
export interface YamlList extends Placed {
  readonly kind: "list";
  readonly inBrackets: boolean;
  readonly items: YamlNode[];
}

/** Keys with values, in lines or braces. */
export interface YamlMap extends Placed {
  readonly kind: "map";
  readonly inBraces: boolean;
  readonly pairs: YamlPair[];
  /** The first keys that it has, those that << merges into it included; at most two, which tells whether it has one only. */
  readonly firstKeys: string[];
}

/** A key with its value. */
export interface YamlPair {
  readonly key: YamlNode;
  /** The key as text. */
  readonly name: string;
  readonly value: YamlNode;
  /** Whether it is <<, which merges the keys of its value into the map. */
  readonly merges: boolean;
}

/** A name that repeats a value; null where no value above has that name. */
export interface YamlAlias extends Placed {
  readonly kind: "alias";
  readonly name: string;
  readonly target: YamlNode | null;
}

/** Nothing at a place where a value could stand. */
export function nothingAt(at: number): YamlScalar {
  return { kind: "scalar", from: at, to: at, text: "", value: null };
}

/** A list that begins at a place, without items yet. */
export function emptyList(from: number, inBrackets: boolean): YamlList {
  return { kind: "list", from, to: from, inBrackets, items: [] };
}

/** A map that begins at a place, without keys yet. */
export function emptyMap(from: number, inBraces: boolean): YamlMap {
  return { kind: "map", from, to: from, inBraces, pairs: [], firstKeys: [] };
}

/** What a node means: the node that an alias repeats. */
export function behindAlias(node: YamlNode): Exclude<YamlNode, YamlAlias> | null {
  let found: YamlNode | null = node;
  while (found?.kind === "alias") found = found.target;
  return found;
}
