import { code, isBlankOrBreak, isBreak, isFlowSign } from "./characters";
import { ScalarReader } from "./scalar-reader";
import type { Mark } from "./scanner";
import type { YamlNode } from "./yaml-node";

const handlePattern = /^(?:!|!!|![0-9A-Za-z-]+!)$/;
const namePattern = /^(?:!|[^,[\]{}])(?:%[0-9a-f]{2}|[0-9a-z\-#;/?:@&=+$,_.!~*'()[\]])*$/i;

/** A position to which a reader can go back, with what it had read there. */
export interface FullMark extends Mark {
  readonly tag: string | null;
  readonly anchor: string | null;
  readonly node: YamlNode | null;
}

/** Reads what stands before values, tags and anchors, and the aliases that repeat a value with an anchor. */
export class PropertyReader extends ScalarReader {
  /** The tag of the node that is read; "?" for text whose words tell what it is. */
  protected tag: string | null = null;
  protected anchor: string | null = null;
  /** The node that was read last; null for nothing. */
  protected node: YamlNode | null = null;
  /** The values with an anchor, null for nothing; replaced where a name is used again. */
  protected readonly anchors = new Map<string, YamlNode | null>();
  /** The lists and maps with an anchor whose end is not read yet. */
  protected readonly open = new Set<YamlNode>();
  /** How to undo what was put into `anchors`, while a reader may have to go back. */
  private undo: (() => void)[] | null = null;
  private readonly handles = new Map([
    ["!", "!"],
    ["!!", "tag:yaml.org,2002:"],
  ]);
  private readonly declared = new Set<string>();

  protected fullMark(): FullMark {
    return { ...this.mark(), tag: this.tag, anchor: this.anchor, node: this.node };
  }

  protected backToAll(mark: FullMark): void {
    this.backTo(mark);
    this.tag = mark.tag;
    this.anchor = mark.anchor;
    this.node = mark.node;
  }

  protected storeAnchor(name: string, node: YamlNode | null): void {
    const { anchors } = this;
    const before = anchors.get(name);
    this.undo?.push(before === undefined ? () => anchors.delete(name) : () => anchors.set(name, before));
    anchors.set(name, node);
  }

  /** Stores a list or a map that begins here, which aliases in it would repeat without end. */
  protected storeOpen(name: string, node: YamlNode): void {
    this.open.add(node);
    this.storeAnchor(name, node);
  }

  /** Does what may turn out to be wrong, which then leaves the anchors as they were. */
  protected attempt(read: () => boolean): boolean {
    const outer = this.undo;
    this.undo = [];
    const isDone = read();
    const steps: (() => void)[] = this.undo;
    this.undo = outer;
    if (isDone) for (const step of steps) outer?.push(step);
    else for (const step of steps.reverse()) step();
    return isDone;
  }

  protected readTag(): boolean {
    if (this.char() !== code.exclamation) return false;
    if (this.tag !== null) this.fault("MULTIPLE_TAGS");
    const from = this.position++;
    if (this.char() === code.less) {
      const end = this.input.indexOf(">", this.position + 2);
      if (end < 0) this.fault("TAG_RESOLVE_FAILED", from);
      const name = this.input.slice(this.position + 1, end);
      this.position = end + 1;
      this.tag = this.tagName(name, from);
      return true;
    }
    const start = this.position;
    while (!isBlankOrBreak(this.char()) && this.char() !== code.end) this.position++;
    const written = this.input.slice(start, this.position);
    const mark = written.lastIndexOf("!");
    const handle = `!${written.slice(0, mark + 1)}`;
    const name = written.slice(mark + 1);
    if (!handlePattern.test(handle) || /[,[\]{}]/.test(name)) this.fault("TAG_RESOLVE_FAILED", from);
    const whole = this.tagName(name, from);
    const prefix = this.handles.get(handle);
    if (prefix === undefined) this.fault("TAG_RESOLVE_FAILED", from);
    this.tag = prefix + whole;
    return true;
  }

  private tagName(written: string, from: number): string {
    try {
      if (written === "" || namePattern.test(written)) return decodeURIComponent(written);
    } catch {
      // A percent sign that begins no character.
    }
    return this.fault("TAG_RESOLVE_FAILED", from);
  }

  protected readAnchor(): boolean {
    if (this.char() !== code.ampersand) return false;
    if (this.anchor !== null) this.fault("MULTIPLE_ANCHORS");
    this.anchor = this.anchorName();
    return true;
  }

  /** The name of the anchor or alias at this position. */
  protected anchorName(): string {
    const from = this.position++;
    while (!isBlankOrBreak(this.char()) && !isFlowSign(this.char()) && this.char() !== code.end)
      this.position++;
    if (this.position === from + 1) this.fault("BAD_ALIAS", from);
    return this.input.slice(from + 1, this.position);
  }

  /** Reads the lines that begin with % at the top of a document; whether there are any. */
  protected readDirectives(): boolean {
    let found = false;
    let hasVersion = false;
    for (;;) {
      this.skipSeparation(true);
      if (this.lineIndent > 0 || this.char() !== code.percent) return found;
      found = true;
      const from = this.position++;
      while (!isBreak(this.char()) && this.char() !== code.end) this.position++;
      const line = this.input.slice(from + 1, this.position);
      const all = line.split(/[ \t]+/);
      const comment = all.findIndex(word => word.startsWith("#"));
      const [name = "", ...words] = comment === -1 ? all : all.slice(0, comment);
      const args = words.filter(word => word !== "");
      if (/^[ \t]*$/.test(line.slice(0, 1))) this.fault("BAD_DIRECTIVE", from);
      if (name === "YAML") {
        const isFirst = !hasVersion && args.length === 1;
        if (!isFirst || !/^0*1\.\d+$/.test(args[0] ?? "")) this.fault("BAD_DIRECTIVE", from);
        hasVersion = true;
      } else if (name === "TAG") this.declareHandle(args, from);
      if (this.char() !== code.end) this.readLineBreak();
    }
  }

  private declareHandle(args: readonly string[], from: number): void {
    const [handle = "", prefix = ""] = args;
    const isNew = args.length === 2 && !this.declared.has(handle) && handlePattern.test(handle);
    if (!isNew || !namePattern.test(prefix)) this.fault("BAD_DIRECTIVE", from);
    this.declared.add(handle);
    this.handles.set(handle, this.tagName(prefix, from));
  }
}
