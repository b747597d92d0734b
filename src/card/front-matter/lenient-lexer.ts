import { Lexer } from "yaml";

type Step = (this: Lexer) => Generator<string, unknown, unknown>;

/**
 * A lexer that takes text in quotes and lists in brackets at any indentation, as js-yaml does, with which the Hub reads cards:
 * YAML asks for more than the key's, and many cards go on at the left margin.
 */
export function lenientLexer(): Lexer {
  const lexer = new Lexer();
  let asked = 0;
  replace(lexer, "parseFlowCollection", function* (run) {
    asked = indentOf(lexer);
    const next = yield* within(lexer, 0, run);
    // Where the brackets end, the lexer may have begun a line of its own.
    if (indentOf(lexer) === 0) setIndent(lexer, asked);
    return next;
  });
  replace(lexer, "parseQuotedScalar", function* (run) {
    const before = indentOf(lexer);
    const next = yield* within(lexer, 0, run);
    setIndent(lexer, before);
    return next;
  });
  replace(lexer, "parsePlainScalar", function* (run) {
    if (Reflect.get(lexer, "flowLevel") === 0) return yield* run();
    const next = yield* within(lexer, asked, run);
    setIndent(lexer, 0);
    return next;
  });
  return lexer;
}

/** Puts another step in the place of one of the lexer's own; the package's version is fixed, and a test fails if it has none. */
function replace(
  lexer: Lexer,
  name: string,
  step: (run: () => Generator<string, unknown, unknown>) => Generator<string, unknown, unknown>,
): void {
  const original: unknown = Reflect.get(lexer, name);
  if (typeof original !== "function") return;
  Reflect.set(lexer, name, () => step(() => (original as Step).call(lexer)));
}

function* within(
  lexer: Lexer,
  indent: number,
  run: () => Generator<string, unknown, unknown>,
): Generator<string, unknown, unknown> {
  setIndent(lexer, indent);
  return yield* run();
}

function indentOf(lexer: Lexer): number {
  return Number(Reflect.get(lexer, "indentNext"));
}

function setIndent(lexer: Lexer, indent: number): void {
  Reflect.set(lexer, "indentNext", indent);
}
