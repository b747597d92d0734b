import { code, isBlank, isBlankOrBreak, isBreak } from "./characters";

/** Where YAML breaks: an error code of `yamlProblem`, and the place, in offsets of the block. */
export class YamlFault extends Error {
  readonly code: string;
  readonly from: number;
  readonly to: number;

  constructor(code: string, from: number, to: number) {
    super(code);
    this.code = code;
    this.from = from;
    this.to = to;
  }
}

/** A position to which a reader can go back. */
export interface Mark {
  readonly position: number;
  readonly line: number;
  readonly lineStart: number;
  readonly lineIndent: number;
  readonly firstTabInLine: number;
}

/**
 * A position in a block of YAML, by the rules of js-yaml's loader (https://github.com/nodeca/js-yaml, MIT license), with which the
 * Hub reads cards. The names of its state are kept, so that the two can be compared.
 */
export class Scanner {
  /** The block, a line break if it ends without one, and a character 0. */
  protected readonly input: string;
  /** The length without the character 0. */
  protected readonly length: number;
  protected position = 0;
  protected line = 0;
  protected lineStart = 0;
  /** The spaces at the start of the line; js-yaml forgets them at some line ends. */
  protected lineIndent = 0;
  /** The first tab before anything else in the line, or -1: no key and no dash may follow it. */
  protected firstTabInLine = -1;

  constructor(yaml: string) {
    const isEnded = yaml === "" || isBreak(yaml.charCodeAt(yaml.length - 1));
    this.input = `${yaml}${isEnded ? "" : "\n"}\0`;
    this.length = this.input.length - 1;
    if (this.char() === 0xfeff) this.position = this.lineStart = 1;
    while (this.char() === code.space) {
      this.lineIndent++;
      this.position++;
    }
  }

  protected char(): number {
    return this.input.charCodeAt(this.position);
  }

  protected charAfter(): number {
    return this.input.charCodeAt(this.position + 1);
  }

  /** The next character, to which the position moves. */
  protected nextChar(): number {
    return this.input.charCodeAt(++this.position);
  }

  protected fault(problem: string, from = this.position, to = from): never {
    throw new YamlFault(problem, Math.min(from, this.length), Math.min(to, this.length));
  }

  protected mark(): Mark {
    const { position, line, lineStart, lineIndent, firstTabInLine } = this;
    return { position, line, lineStart, lineIndent, firstTabInLine };
  }

  protected backTo(mark: Mark): void {
    this.position = mark.position;
    this.line = mark.line;
    this.lineStart = mark.lineStart;
    this.lineIndent = mark.lineIndent;
    this.firstTabInLine = mark.firstTabInLine;
  }

  protected readLineBreak(): void {
    const char = this.char();
    if (!isBreak(char)) this.fault("UNEXPECTED_TOKEN");
    this.position++;
    if (char === code.carriageReturn && this.char() === code.lineFeed) this.position++;
    this.line++;
    this.lineStart = this.position;
    this.firstTabInLine = -1;
  }

  /** Skips blanks, line breaks and, if asked, comments; returns the number of line breaks. */
  protected skipSeparation(withComments: boolean): number {
    let breaks = 0;
    let char = this.char();
    while (char !== code.end) {
      while (isBlank(char)) {
        if (char === code.tab && this.firstTabInLine < 0) this.firstTabInLine = this.position;
        char = this.nextChar();
      }
      if (withComments && char === code.hash)
        do char = this.nextChar();
        while (!isBreak(char) && char !== code.end);
      if (!isBreak(char)) break;
      this.readLineBreak();
      breaks++;
      this.lineIndent = 0;
      for (char = this.char(); char === code.space; char = this.nextChar()) this.lineIndent++;
    }
    return breaks;
  }

  /** Whether a line that starts here is `---` or `...`. */
  protected isSeparator(): boolean {
    const { input, position } = this;
    const char = input.charCodeAt(position);
    if (char !== code.dash && char !== code.dot) return false;
    if (char !== input.charCodeAt(position + 1) || char !== input.charCodeAt(position + 2)) return false;
    const after = input.charCodeAt(position + 3);
    return after === code.end || isBlankOrBreak(after);
  }

  /** The first offset from one on that is no space and no tab. */
  protected behindBlanks(from: number): number {
    let at = from;
    while (isBlank(this.input.charCodeAt(at))) at++;
    return at;
  }
}
