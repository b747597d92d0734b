import { code } from "./characters";
import { CollectionReader } from "./collection-reader";
import { type Remark, TooMuch } from "./node-reader";
import { YamlFault } from "./scanner";
import type { YamlNode } from "./yaml-node";

/** What a block of YAML says, as far as it can be read. */
export interface YamlResult {
  /** The outermost node; up to the first error where there is one. Null for nothing. */
  readonly root: YamlNode | null;
  /** The first error of the syntax, where the Hub's reader stops as well. */
  readonly fault: { readonly code: string; readonly from: number; readonly to: number } | null;
  /** What else the Hub refuses, in the order in which it is read. */
  readonly remarks: readonly Remark[];
  /** Whether it is nested too deeply or has too many parts; then it is not read. */
  readonly isTooMuch: boolean;
  readonly hasAnchors: boolean;
  /** How many nodes were looked at, those again that aliases repeat; what it takes grows with this alone. */
  readonly steps: number;
}

/** Reads a block of YAML as js-yaml does, with which the Hub reads cards; never throws, in time linear in its length. */
export function readYaml(yaml: string): YamlResult {
  return new DocumentReader(yaml).read();
}

class DocumentReader extends CollectionReader {
  read(): YamlResult {
    let fault: YamlResult["fault"] = null;
    let [root, isTooMuch]: [YamlNode | null, boolean] = [null, false];
    try {
      root = this.readDocument();
    } catch (error) {
      if (error instanceof YamlFault) {
        fault = error;
        root = this.outermost;
      } else if (error instanceof TooMuch) isTooMuch = true;
      else throw error;
    }
    return {
      root,
      fault,
      remarks: this.remarks,
      isTooMuch,
      hasAnchors: this.anchors.size > 0,
      steps: this.nodes,
    };
  }

  private readDocument(): YamlNode | null {
    if (this.position >= this.length - 1) return null;
    const hasDirectives = this.readDirectives();
    this.skipSeparation(true);
    if (this.lineIndent === 0 && this.input.startsWith("---", this.position)) {
      this.position += 3;
      this.skipSeparation(true);
    } else if (hasDirectives) this.fault("BAD_DIRECTIVE");
    this.composeNode(this.lineIndent - 1, "block out", false, true);
    const root = this.node;
    this.skipSeparation(true);
    if (this.position === this.lineStart && this.isSeparator()) {
      const at = this.position;
      if (this.char() === code.dot) {
        this.position += 3;
        this.skipSeparation(true);
      }
      if (this.position < this.length - 1) this.fault("MULTIPLE_DOCS", at, at + 3);
    } else if (this.position < this.length - 1)
      this.fault(this.isUnquotable() ? "BAD_SCALAR_START" : "UNEXPECTED_TOKEN");
    return root;
  }

  /** Whether what stands here can only begin text in quotes. */
  private isUnquotable(): boolean {
    return [code.at, code.backtick, code.percent].some(char => char === this.char());
  }
}
