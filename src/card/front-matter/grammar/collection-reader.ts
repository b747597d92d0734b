import { code, isBlankOrBreak } from "./characters";
import { NodeReader, type OpenKey } from "./node-reader";
import { emptyList, emptyMap, type YamlList, type YamlMap, type YamlNode } from "./yaml-node";

/** Where in a map of lines a key or its value is read. */
interface MapStep {
  readonly nodeIndent: number;
  readonly isCompact: boolean;
  readonly isExplicit: boolean;
}

/** Reads lists and maps, in lines and in brackets. */
export class CollectionReader extends NodeReader {
  /** The outermost map of lines as far as it is read, also where the text breaks in it. */
  protected outermost: YamlMap | null = null;

  protected readBlockList(nodeIndent: number): boolean {
    if (this.firstTabInLine >= 0) return false;
    const { tag, anchor } = this;
    const list = emptyList(this.position, false);
    if (anchor !== null) this.storeOpen(anchor, list);
    let isFound = false;
    while (this.char() !== code.end) {
      if (this.firstTabInLine >= 0) this.fault("TAB_AS_INDENT", this.firstTabInLine);
      if (!this.isSign(code.dash)) break;
      isFound = true;
      list.to = ++this.position;
      const at = this.behindBlanks(this.position);
      if (this.skipSeparation(true) > 0 && this.lineIndent <= nodeIndent) {
        this.addItem(list, null, at);
        continue;
      }
      const { line } = this;
      this.composeNode(nodeIndent, "block in", false, true);
      this.addItem(list, this.node, this.emptyAt);
      this.skipSeparation(true);
      const isSameLine = this.line === line;
      if ((isSameLine || this.lineIndent > nodeIndent) && this.char() !== code.end) this.leftOver(isSameLine);
      if (this.lineIndent < nodeIndent) break;
    }
    if (isFound) this.give(list, tag, anchor);
    return isFound;
  }

  protected readBlockMap(nodeIndent: number, flowIndent: number): boolean {
    if (this.firstTabInLine >= 0) return false;
    const { tag, anchor } = this;
    const map = emptyMap(this.position, false);
    const names = new Set<string>();
    if (anchor !== null) this.storeOpen(anchor, map);
    let isFound = false;
    /** The key that a question mark announced, or the one before the colon that was read last. */
    let key: OpenKey | null = null;
    let isExplicit = false;
    const closeExplicit = () => {
      if (isExplicit && key !== null) this.addPair(map, names, key, null);
      key = null;
    };
    while (this.char() !== code.end) {
      if (!isExplicit && this.firstTabInLine >= 0) this.fault("TAB_AS_INDENT", this.firstTabInLine);
      const { line } = this;
      const isQuestion = this.isSign(code.question);
      let isCompact = true;
      if (isQuestion || this.isSign(code.colon)) {
        if (isQuestion) {
          closeExplicit();
          key = { node: null, tag: null, at: this.position };
        } else if (!isExplicit) this.fault("NO_KEY");
        isExplicit = isQuestion;
        this.position++;
      } else {
        const found = this.readImplicitKey(flowIndent, isFound);
        if (found === "nothing") break;
        if (found === "no key") {
          this.tag = tag;
          this.anchor = anchor;
          return true;
        }
        closeExplicit();
        isExplicit = isCompact = false;
        key = found;
      }
      isFound = true;
      if (this.depth === 1) this.outermost ??= map;
      map.to = this.position;
      key = this.readBelow(map, names, key, { nodeIndent, isCompact, isExplicit });
      const isSameLine = this.line === line;
      if ((isSameLine || this.lineIndent > nodeIndent) && this.char() !== code.end) this.leftOver(isSameLine);
      if (this.lineIndent < nodeIndent) break;
    }
    closeExplicit();
    if (isFound) this.give(map, tag, anchor);
    return isFound;
  }

  /** Reads a key with its colon: the key; "no key" where what was read is a value by itself. */
  private readImplicitKey(flowIndent: number, isFound: boolean): OpenKey | "nothing" | "no key" {
    const { line, position: from } = this;
    if (!this.composeNode(flowIndent, "flow out", false, true)) return "nothing";
    const end = this.position;
    if (this.line === line) {
      this.position = this.behindBlanks(end);
      if (this.char() === code.colon) {
        this.position++;
        if (!isBlankOrBreak(this.char())) this.fault("NO_SPACE_AFTER_COLON", this.position - 1);
        return { node: this.node, tag: this.tag, at: from };
      }
    }
    if (isFound) this.fault("MULTILINE_IMPLICIT_KEY", from, this.node?.to ?? end);
    return "no key";
  }

  /** Reads what a question mark announces, which it returns, or the value of a key. */
  private readBelow(
    map: YamlMap,
    names: Set<string>,
    key: OpenKey | null,
    { nodeIndent, isCompact, isExplicit }: MapStep,
  ): OpenKey | null {
    const found = this.composeNode(nodeIndent, "block out", true, isCompact) ? this.node : null;
    let open: OpenKey | null = null;
    if (isExplicit) open = { node: found, tag: null, at: this.emptyAt };
    else if (key !== null) this.addPair(map, names, key, found);
    this.skipSeparation(true);
    return open;
  }

  protected readFlow(nodeIndent: number): boolean {
    const isMap = this.char() === code.openBrace;
    if (!isMap && this.char() !== code.openBracket) return false;
    const { tag, anchor, position: from } = this;
    const map = emptyMap(from, true);
    const list = emptyList(from, true);
    const node = isMap ? map : list;
    const names = new Set<string>();
    if (anchor !== null) this.storeOpen(anchor, node);
    this.position++;
    for (let mayFollow = true; this.char() !== code.end; ) {
      this.skipSeparation(true);
      if (this.char() === (isMap ? code.closeBrace : code.closeBracket)) {
        node.to = ++this.position;
        this.give(node, tag, anchor);
        return true;
      }
      if (!mayFollow) this.fault("MISSING_CHAR");
      if (this.char() === code.comma) this.fault("UNEXPECTED_TOKEN");
      this.readFlowEntry(nodeIndent, isMap ? map : null, list, names);
      this.skipSeparation(true);
      mayFollow = this.char() === code.comma;
      if (mayFollow) this.position++;
    }
    return this.fault("MISSING_CHAR", from, from + 1);
  }

  /** Reads a key with its value, if it has one, or an item; a key with a value in a list is a map of its own. */
  private readFlowEntry(nodeIndent: number, map: YamlMap | null, list: YamlList, names: Set<string>): void {
    const isExplicit = this.isSign(code.question);
    const from = this.position;
    if (isExplicit) {
      this.position++;
      this.skipSeparation(true);
    }
    const { line } = this;
    this.composeNode(nodeIndent, "flow in", false, true);
    const key: OpenKey = { node: this.node, tag: this.tag, at: this.emptyAt };
    this.skipSeparation(true);
    let value: YamlNode | null = null;
    const hasValue = (isExplicit || this.line === line) && this.char() === code.colon;
    if (hasValue) {
      this.position++;
      this.skipSeparation(true);
      this.composeNode(nodeIndent, "flow in", false, true);
      value = this.node;
    }
    if (map !== null) this.addPair(map, names, key, value);
    else if (hasValue || isExplicit) {
      const pair = emptyMap(from, true);
      this.addPair(pair, new Set(), key, value);
      list.items.push(pair);
    } else this.addItem(list, key.node, key.at);
  }

  /** Makes a list or a map the node that was read, with the tag and the anchor that stand before it. */
  private give(node: YamlList | YamlMap, tag: string | null, anchor: string | null): void {
    this.open.delete(node);
    this.node = node;
    this.tag = tag;
    this.anchor = anchor;
  }
}
