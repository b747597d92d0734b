import { isDate, plainScalar } from "../plain-scalar";
import { taggedNode } from "../yaml-tags";
import { code, isBlankOrBreak } from "./characters";
import { isMergeable, type KeyFault, keyCost, keyName, mergeCost, mergedKeys } from "./key-names";
import { type FullMark, PropertyReader } from "./property-reader";
import { nothingAt, type YamlList, type YamlMap, type YamlNode } from "./yaml-node";

/** Where a node stands, which decides what it may be. */
export type Context = "flow in" | "flow out" | "block in" | "block out";

/** YAML that is nested too deeply or has too many parts to be read. */
export class TooMuch extends Error {}

/** Something that the Hub refuses, or cannot pass on, and that does not keep the rest from being read. */
export interface Remark {
  readonly kind: KeyFault | "unknown tag" | "unknown alias" | "alias in itself";
  /** The name of the key, the tag or the alias. */
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** A key that waits for its value; `at` is where it would stand if it is nothing. */
export interface OpenKey {
  readonly node: YamlNode | null;
  readonly tag: string | null;
  readonly at: number;
}

const mergeTag = "tag:yaml.org,2002:merge";
const maxOpen = 72;
const maxNodes = 150_000;
const maxRemarks = 1_000;

/** Reads a value of any form into `node`; its methods follow those of js-yaml's loader. */
export abstract class NodeReader extends PropertyReader {
  readonly remarks: Remark[] = [];
  /** How many nodes are open. */
  protected depth = 0;
  /** Where the node that was read last would stand if it is nothing. */
  protected emptyAt = 0;
  /** How many nodes were looked at, which bounds the time. */
  protected nodes = 0;

  protected abstract readBlockList(nodeIndent: number): boolean;
  protected abstract readBlockMap(nodeIndent: number, flowIndent: number): boolean;
  protected abstract readFlow(nodeIndent: number): boolean;

  /** Reads a node, which stays null for nothing; whether there is anything, if only a tag. */
  protected composeNode(parentIndent: number, context: Context, seeks: boolean, isCompact: boolean): boolean {
    if (++this.depth > maxOpen) throw new TooMuch();
    this.charge(1);
    this.tag = this.anchor = this.node = null;
    const from = this.position;
    const isInBlock = context === "block in" || context === "block out";
    const start = this.readProperties(parentIndent, seeks, isInBlock);
    const hasBlocks = start.hasBlocks && (start.isAtLine || isCompact);
    const flowIndent = isInBlock ? parentIndent + 1 : parentIndent;
    const blockIndent = this.position - this.lineStart;
    let [found, isText] = [false, false];
    if (start.depth > 0) {
      found =
        (hasBlocks && (this.readBlockList(blockIndent) || this.readBlockMap(blockIndent, flowIndent))) ||
        this.readFlow(flowIndent) ||
        (start.first !== null && isInBlock && !hasBlocks && this.readMapFrom(start.first, flowIndent));
      isText = !found && this.readText(flowIndent, context);
      if (this.anchor !== null) this.storeAnchor(this.anchor, this.node);
    } else if (start.depth === 0 && context === "block out") {
      found = hasBlocks && this.readBlockList(blockIndent);
    }
    this.emptyAt = this.behindBlanks(start.end);
    this.resolve(start.first?.position ?? from, isText);
    this.depth--;
    return this.tag !== null || this.anchor !== null || found || isText;
  }

  /** Reads tags and anchors; `depth` says whether what follows is indented more than the parent, as much (0), or less. */
  private readProperties(parentIndent: number, seeks: boolean, isInBlock: boolean) {
    let first = null as FullMark | null;
    let [hasBlocks, end] = [isInBlock, this.position];
    let isAtLine = seeks && this.skipSeparation(true) > 0;
    let depth = isAtLine ? this.lineIndent - parentIndent : 1;
    while (depth > 0 || first !== null) {
      const char = this.char();
      const isTag = char === code.exclamation;
      if (!isTag && char !== code.ampersand) break;
      // A second one on a line below belongs to the first key of a map.
      if (isAtLine && (isTag ? this.tag : this.anchor) !== null) break;
      first ??= this.fullMark();
      if (isTag) this.readTag();
      else this.readAnchor();
      end = this.position;
      hasBlocks = this.skipSeparation(true) > 0;
      if (!hasBlocks) continue;
      isAtLine = true;
      hasBlocks = isInBlock;
      depth = this.lineIndent - parentIndent;
    }
    return { first, hasBlocks, isAtLine, depth, end };
  }

  /** Reads a map whose first key has the properties that were taken for the map's own. */
  private readMapFrom(first: FullMark, flowIndent: number): boolean {
    const char = this.char();
    if (char === code.bar || char === code.greater) return false;
    const before = this.fullMark();
    const remarks = this.remarks.length;
    const isRead = this.attempt(() => {
      this.backToAll({ ...first, tag: null, anchor: null, node: null });
      return this.readBlockMap(first.position - first.lineStart, flowIndent) && this.node?.kind === "map";
    });
    if (isRead) return true;
    this.remarks.length = Math.min(this.remarks.length, remarks);
    this.backToAll(before);
    return false;
  }

  private readText(flowIndent: number, context: Context): boolean {
    const isInBlock = context === "block in" || context === "block out";
    const text = (isInBlock ? this.blockScalar(flowIndent) : null) ?? this.quotedScalar();
    if (text !== null) {
      this.node = text;
      return true;
    }
    if (this.char() === code.asterisk) return this.readAlias();
    const plain = this.plainScalar(flowIndent, context === "flow in");
    if (plain === null) return false;
    this.node = plain;
    this.tag ??= "?";
    return true;
  }

  private readAlias(): boolean {
    const from = this.position;
    const name = this.anchorName();
    const to = this.position;
    const target = this.anchors.get(name);
    const isEndless = target !== undefined && target !== null && this.open.has(target);
    if (isEndless) this.remark("alias in itself", name, from, to);
    else if (target === undefined) this.remark("unknown alias", name, from, to);
    this.node = { kind: "alias", from, to, name, target: isEndless ? null : (target ?? null) };
    this.skipSeparation(true);
    if (this.tag !== null || this.anchor !== null) this.fault("BAD_ALIAS", from, to);
    return true;
  }

  /** Gives the node what its tag or its words say. */
  private resolve(from: number, isText: boolean): void {
    const { tag, anchor, node } = this;
    if (tag === "!") return;
    if (tag === "?") {
      if (node !== null && node.kind !== "scalar") this.unknownTag(tag, from, node);
      else if (node !== null && isText) {
        node.value = plainScalar(node.text);
        if (typeof node.value === "string" && isDate(node.text)) node.isDate = true;
        if (node.text === "<<") this.tag = mergeTag;
      }
    } else if (tag !== null) {
      const tagged = taggedNode(node, tag, this.emptyAt, isText);
      if (tagged === null) this.unknownTag(tag, from, node);
      else this.node = tagged;
    }
    if (anchor !== null) this.storeAnchor(anchor, this.node);
  }

  private unknownTag(tag: string, from: number, node: YamlNode | null): void {
    const [start, end] = node === null ? [from, from] : [node.from, node.to];
    this.remark("unknown tag", tag, start, end);
  }

  /** Adds a key to a map with the node that was read last, or with nothing, as its value. */
  protected addPair(map: YamlMap, names: Set<string>, key: OpenKey, value: YamlNode | null): void {
    this.charge(keyCost(key.node));
    const node = key.node ?? nothingAt(key.at);
    const name = keyName(node);
    const merges = key.tag === mergeTag;
    if (name === null) this.remark("list in key", "", node.from, node.to);
    else if (merges) {
      this.charge(mergeCost(value));
      if (isMergeable(value)) addKeys(map, mergedKeys(value));
      else this.remark("merges nothing", "", node.from, node.to);
    } else if (names.has(name)) this.remark("duplicate key", name, node.from, node.to);
    if (name !== null && !merges) {
      names.add(name);
      addKeys(map, [name]);
    }
    const below = value ?? nothingAt(Math.max(node.to, this.emptyAt));
    map.pairs.push({ key: node, name: name ?? "", value: below, merges });
    map.to = Math.max(map.to, node.to, below.to > below.from ? below.to : 0);
  }

  /** Adds the node that was read last to a list, or nothing. */
  protected addItem(list: YamlList, item: YamlNode | null, at: number): void {
    const node = item ?? nothingAt(at);
    list.items.push(node);
    list.to = Math.max(list.to, node.to);
  }

  protected remark(kind: Remark["kind"], name: string, from: number, to: number): void {
    if (this.remarks.length < maxRemarks) this.remarks.push({ kind, name, from, to });
  }

  private charge(nodes: number): void {
    this.nodes += nodes;
    if (this.nodes > maxNodes) throw new TooMuch();
  }

  /** Fails at what is left on a line, or below it, where a value is over. */
  protected leftOver(isSameLine: boolean): never {
    if (!isSameLine) this.fault("BAD_INDENT");
    const char = this.char();
    if (char === code.colon) this.fault("BLOCK_AS_IMPLICIT_KEY", this.node?.from, this.length);
    const isSign = char === code.at || char === code.backtick || char === code.percent;
    return this.fault(isSign ? "BAD_SCALAR_START" : "UNEXPECTED_TOKEN");
  }

  /** Whether a question mark, colon or dash stands here as a sign. */
  protected isSign(char: number): boolean {
    return this.char() === char && isBlankOrBreak(this.charAfter());
  }
}

function addKeys({ firstKeys }: YamlMap, keys: readonly string[]): void {
  for (const key of keys) {
    if (firstKeys.length > 1) return;
    if (!firstKeys.includes(key)) firstKeys.push(key);
  }
}
