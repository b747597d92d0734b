import { code, isBlank, isBlankOrBreak, isBreak, isFlowSign, isNeverFirst } from "./characters";
import { Scanner } from "./scanner";
import type { YamlScalar } from "./yaml-node";

const escapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1B"],
  [" ", " "],
  ['"', '"'],
  ["/", "/"],
  ["\\", "\\"],
  ["N", "\x85"],
  ["_", "\xA0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);

const hexLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** What a block of text does with the line breaks at its end. */
type Chomping = "clip" | "strip" | "keep";

/** Reads text: without quotes, in quotes, and in blocks. */
export class ScalarReader extends Scanner {
  /** Text without quotes, or null where none begins. */
  protected plainScalar(nodeIndent: number, inFlow: boolean): YamlScalar | null {
    const first = this.char();
    if (isNeverFirst(first) || first === code.end) return null;
    if ((first === code.question || first === code.dash) && this.isCutOff(inFlow)) return null;
    const from = this.position;
    let [start, end, breaks, text] = [from, from, 0, ""];
    for (let char = first; char !== code.end && !this.endsPlain(char, inFlow); ) {
      if (isBreak(char)) {
        const { position: _, firstTabInLine: __, ...before } = this.mark();
        this.skipSeparation(false);
        if (this.lineIndent < nodeIndent) {
          this.backTo({ ...before, position: end, firstTabInLine: this.firstTabInLine });
          break;
        }
        breaks = this.line - before.line;
        char = this.char();
        continue;
      }
      if (breaks > 0) {
        text += this.input.slice(start, end) + folded(breaks);
        [start, end, breaks] = [this.position, this.position, 0];
      }
      if (!isBlank(char)) end = this.position + 1;
      char = this.nextChar();
    }
    text += this.input.slice(start, end);
    return text === "" ? null : { kind: "scalar", from, to: end, text, value: text };
  }

  /** Whether nothing that belongs to the same word follows. */
  private isCutOff(inFlow: boolean): boolean {
    const following = this.charAfter();
    return isBlankOrBreak(following) || (inFlow && isFlowSign(following));
  }

  private endsPlain(char: number, inFlow: boolean): boolean {
    if (char === code.colon) return this.isCutOff(inFlow);
    if (char === code.hash) return isBlankOrBreak(this.input.charCodeAt(this.position - 1));
    if (inFlow && isFlowSign(char)) return true;
    return this.position === this.lineStart && this.isSeparator();
  }

  /** Text in quotes, or null where none begins. */
  protected quotedScalar(): YamlScalar | null {
    const quote = this.char();
    if (quote !== code.singleQuote && quote !== code.doubleQuote) return null;
    const from = this.position++;
    let [start, end, text] = [this.position, this.position, ""];
    for (let char = this.char(); char !== code.end; char = this.char()) {
      if (char === quote) {
        text += this.input.slice(start, this.position++);
        if (quote === code.doubleQuote || this.char() !== quote)
          return { kind: "scalar", from, to: this.position, text, value: text };
        start = this.position++;
        end = this.position;
      } else if (char === code.backslash && quote === code.doubleQuote) {
        text += this.input.slice(start, this.position) + this.escaped();
        start = end = this.position;
      } else if (isBreak(char)) {
        text += this.input.slice(start, end) + folded(this.skipSeparation(false));
        start = end = this.position;
      } else if (this.position === this.lineStart && this.isSeparator()) break;
      else {
        this.position++;
        if (!isBlank(char)) end = this.position;
      }
    }
    return this.fault("MISSING_CHAR", from, this.position);
  }

  /** What a backslash and the characters after it stand for. */
  private escaped(): string {
    const from = this.position++;
    if (isBreak(this.char())) {
      this.skipSeparation(false);
      return "";
    }
    const sign = this.input.charAt(this.position++);
    const simple = escapes.get(sign);
    if (simple !== undefined) return simple;
    const digits = this.input.slice(this.position, this.position + (hexLengths.get(sign) ?? 0));
    if (digits === "" || digits.length !== hexLengths.get(sign) || !/^[\da-f]+$/i.test(digits))
      this.fault("BAD_DQ_ESCAPE", from, from + 2);
    this.position += digits.length;
    return characterOf(Number.parseInt(digits, 16) | 0);
  }

  /** A block of text, or null where none begins. */
  protected blockScalar(nodeIndent: number): YamlScalar | null {
    const sign = this.char();
    if (sign !== code.bar && sign !== code.greater) return null;
    const from = this.position;
    const { chomping, indent } = this.blockHeader(nodeIndent);
    let to = this.position;
    this.skipComment();
    let textIndent = indent ?? nodeIndent;
    let isDetected = indent !== null;
    let [emptyLines, wasIndented, text] = [0, false, ""];
    let hasText = false;
    while (this.char() !== code.end) {
      this.readLineBreak();
      this.lineIndent = 0;
      while ((!isDetected || this.lineIndent < textIndent) && this.char() === code.space) {
        this.lineIndent++;
        this.position++;
      }
      if (!isDetected && this.lineIndent > textIndent) textIndent = this.lineIndent;
      if (isBreak(this.char())) {
        emptyLines++;
        continue;
      }
      if (!isDetected && textIndent === 0) this.fault("BAD_INDENT");
      if (this.lineIndent < textIndent) {
        if (chomping === "keep") text += "\n".repeat(emptyLines + (hasText ? 1 : 0));
        else if (chomping === "clip" && hasText) text += "\n";
        break;
      }
      const isIndented = sign === code.greater && isBlank(this.char());
      if (sign === code.bar || isIndented) text += "\n".repeat(emptyLines + (hasText ? 1 : 0));
      else if (wasIndented) text += "\n".repeat(emptyLines + 1);
      else text += emptyLines === 0 ? (hasText ? " " : "") : "\n".repeat(emptyLines);
      wasIndented = isIndented;
      hasText = isDetected = true;
      emptyLines = 0;
      const start = this.position;
      this.skipLine();
      text += this.input.slice(start, this.position);
      to = this.position;
    }
    return { kind: "scalar", from, to, text, value: text };
  }

  /** What stands behind the sign of a block of text: how it ends, and its indentation, null if that is not given. */
  private blockHeader(nodeIndent: number): { chomping: Chomping; indent: number | null } {
    let chomping: Chomping = "clip";
    let indent: number | null = null;
    for (let char = this.nextChar(); ; char = this.nextChar()) {
      const digit = char - 0x30;
      if (char === code.plus || char === code.dash) {
        if (chomping !== "clip") this.fault("UNEXPECTED_TOKEN");
        chomping = char === code.plus ? "keep" : "strip";
      } else if (digit >= 0 && digit <= 9) {
        if (digit === 0 || indent !== null) this.fault("UNEXPECTED_TOKEN");
        indent = nodeIndent + digit - 1;
      } else return { chomping, indent };
    }
  }

  /** Skips blanks and, behind a blank, a comment. */
  private skipComment(): void {
    if (!isBlank(this.char())) return;
    this.position = this.behindBlanks(this.position);
    if (this.char() === code.hash) this.skipLine();
  }

  private skipLine(): void {
    let char = this.char();
    while (!isBreak(char) && char !== code.end) char = this.nextChar();
  }
}

/** What line breaks between words stand for. */
function folded(breaks: number): string {
  return breaks === 1 ? " " : "\n".repeat(Math.max(0, breaks - 1));
}

/** The character of a code, which may be half of one, or what is left of a code that is too large. */
function characterOf(point: number): string {
  if (point <= 0xffff) return String.fromCharCode(point);
  const above = point - 0x10000;
  return String.fromCharCode((above >> 10) + 0xd800, (above & 0x3ff) + 0xdc00);
}
