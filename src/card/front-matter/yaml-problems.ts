const reasons: Readonly<Record<string, string>> = {
  BAD_ALIAS: "a value that begins with * must be in quotes",
  BAD_COLLECTION_TYPE: "the tag does not fit the value after it",
  BAD_DIRECTIVE: "a line that begins with % is not a key",
  BAD_DQ_ESCAPE: "a backslash has no meaning before this letter; write it twice, or use single quotes",
  BAD_INDENT: "the indentation does not match the lines above",
  BAD_SCALAR_START: "a value that begins with this character must be in quotes",
  BLOCK_AS_IMPLICIT_KEY: "a key has more than one value on its line; put the value in quotes",
  BLOCK_IN_FLOW: "a list in brackets uses commas, not dashes",
  KEY_OVER_1024_CHARS: "a key is longer than 1,024 characters",
  MISSING_CHAR: "a quote, bracket, comma or colon is missing",
  MULTILINE_IMPLICIT_KEY: "a line is neither a key with a colon and a space nor part of the value above",
  MULTIPLE_ANCHORS: "a value has more than one anchor",
  MULTIPLE_DOCS: "there is more than one document between the fences",
  MULTIPLE_TAGS: "a value has more than one tag",
  TAB_AS_INDENT: "indent with spaces, not tabs",
  TAG_RESOLVE_FAILED: "a value that begins with ! must be in quotes",
  UNEXPECTED_TOKEN: "this does not belong here; put the value in quotes if it is text",
};

/** A sentence for an error code of the YAML parser: what is wrong and what to do. */
export function yamlProblem(code: string): string {
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return `The front matter cannot be read here: ${reason ?? "this is not valid YAML"}.`;
}

/** A sentence for a key that stands twice. */
export function duplicateKey(name: string): string {
  return `The key ${clip(name)} appears twice here, which the Hub rejects; keep one.`;
}

/** A sentence for entries that are too much to be read, of which the first has this key. */
export function unreadEntries(name: string, count: number): string {
  const first = name === "" ? "A part of the front matter" : clip(name);
  const more = count === 2 ? "1 more part" : `${count - 1} more parts`;
  const what = count === 1 ? `${first} is` : `${first} and ${more} are`;
  return `${what} nested too deeply or too long to be checked; move the data out of the front matter into a file.`;
}

function clip(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
