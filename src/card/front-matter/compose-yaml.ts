import { Composer, type CST, type Document, Parser } from "yaml";
import { lenientLexer } from "./lenient-lexer";

/** How deep YAML may be nested. */
export const maxDepth = 64;
// About 1 MB of results. More is read only in the plain form, which bounds the time that a hostile card can take.
const maxLexemes = 400_000;

/** An error of the syntax, in offsets of the YAML. */
export interface YamlError {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** What YAML consists of, as far as it can be read. */
export interface ComposedYaml {
  /** Documents as nodes with their places; none where there is too much to read. */
  readonly documents: readonly Document.Parsed[];
  /** The first error; the Hub's reader stops there as well. */
  readonly error: YamlError | null;
  /** Whether it is nested too deeply or has too many parts. */
  readonly isTooMuch: boolean;
}

const tooMuch: ComposedYaml = { documents: [], error: null, isTooMuch: true };

/** Reads YAML into nodes, never throwing, in time linear in its length. */
export function composeYaml(yaml: string): ComposedYaml {
  try {
    return withoutStacks(() => compose(yaml));
  } catch {
    // The parser recurses; nesting that exhausts the stack is the one way in which it throws.
    return tooMuch;
  }
}

function compose(yaml: string): ComposedYaml {
  const parser = new Parser();
  // Its own check for keys that stand twice takes quadratic time; whoever reads the nodes makes that check.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, logLevel: "silent" });
  const documents: Document.Parsed[] = [];
  const errors: YamlError[] = [];
  const take = (token: CST.Token) => {
    if (token.type === "error") {
      const { offset, source } = token;
      errors.push({ code: "UNEXPECTED_TOKEN", from: offset, to: offset + source.length });
    } else documents.push(...composer.next(token));
  };
  const isWhole = eachLexeme(yaml, lexeme => {
    for (const token of parser.next(lexeme)) take(token);
  });
  if (isWhole) for (const token of parser.end()) take(token);
  documents.push(...composer.end(true, yaml.length));
  for (const { code, pos } of documents.flatMap(document => document.errors))
    errors.push({ code, from: pos[0], to: pos[1] });
  const second = documents[1]?.range[0];
  if (isWhole && second !== undefined) errors.push({ code: "MULTIPLE_DOCS", from: second, to: second + 1 });
  return { documents: isWhole ? documents : [], error: firstOf(errors), isTooMuch: !isWhole };
}

/** Hands over the lexemes of a text; false where there are too many or they are nested too deeply. */
function eachLexeme(yaml: string, take: (lexeme: string) => void): boolean {
  let count = 0;
  let depth = 0;
  for (const lexeme of lenientLexer().lex(asHubReads(yaml))) {
    if (lexeme === "[" || lexeme === "{") depth++;
    else if (lexeme === "]" || lexeme === "}") depth--;
    if (++count > maxLexemes || depth > maxDepth) return false;
    take(lexeme);
  }
  return true;
}

/** The text with what this parser takes in another way than js-yaml put into other words, at the same offsets. */
function asHubReads(yaml: string): string {
  const broken = yaml.includes("\r") ? yaml.replace(/\r(?!\n)/g, "\n") : yaml;
  return broken.includes("\t")
    ? broken.replace(/^[ \t]+(?=\r?$)/gm, blanks => blanks.replaceAll("\t", " "))
    : broken;
}

function firstOf(errors: readonly YamlError[]): YamlError | null {
  let first: YamlError | null = null;
  for (const error of errors) if (first === null || error.from < first.from) first = error;
  return first;
}

/**
 * Runs work whose errors need no stack. The composer makes an error of each fault that it finds, and most of what that costs is
 * its stack: a card made of faults would take half a minute where an editor keeps a hundred frames.
 */
function withoutStacks<T>(work: () => T): T {
  const limit: unknown = Reflect.get(Error, "stackTraceLimit");
  Reflect.set(Error, "stackTraceLimit", 0);
  try {
    return work();
  } finally {
    Reflect.set(Error, "stackTraceLimit", limit);
  }
}
