import { english, phrase, t } from "../../words/words";
import type { Remark } from "./grammar/node-reader";

const reasons: Readonly<Record<string, string>> = english({
  BAD_ALIAS: "a value that begins with * must be in quotes",
  BAD_DIRECTIVE: "a line that begins with % is not a key",
  BAD_DQ_ESCAPE: "a backslash has no meaning before this letter; write it twice, or use single quotes",
  BAD_INDENT: "the indentation does not match the lines above",
  BAD_SCALAR_START: "a value that begins with this character must be in quotes",
  BLOCK_AS_IMPLICIT_KEY: "a key has more than one value on its line; put the value in quotes",
  ENDLESS_ALIAS:
    "this alias repeats the value that it is part of, which would never end; write the value instead",
  LIST_IN_KEY: "a key is a list that contains a list; write a key of one word",
  MERGES_NOTHING: "<< takes keys to merge or an alias of them; write these, or use another key",
  MISSING_CHAR: "a quote, bracket, comma, or colon is missing",
  MULTILINE_IMPLICIT_KEY: "a line is neither a key with a colon and a space nor part of the value above",
  MULTIPLE_ANCHORS: "a value has more than one anchor",
  MULTIPLE_DOCS: "there is more than one document between the fences",
  MULTIPLE_TAGS: "a value has more than one tag",
  NO_KEY: "a colon has no key before it; write a key, or put text that begins with : in quotes",
  NO_SPACE_AFTER_COLON: "a space is missing after a colon",
  TAB_AS_INDENT: "indent with spaces, not tabs",
  TAG_RESOLVE_FAILED: "a value that begins with ! must be in quotes",
  UNKNOWN_ALIAS: "a value that begins with * must be in quotes unless it repeats an &anchor above it",
  UNEXPECTED_TOKEN: "this does not belong here; put the value in quotes if it is text",
});

/** A sentence for an error code of the YAML parser: what is wrong and what to do. */
export function yamlProblem(code: string): string {
  const reason = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return t`The front matter cannot be read here: ${reason === undefined ? t`this is not valid YAML` : phrase(reason)}.`;
}

/** A sentence for what the Hub refuses although it can be read. */
export function remarkProblem(kind: Remark["kind"], name: string): string {
  if (kind === "duplicate key") return duplicateKey(name);
  if (kind === "list in key") return yamlProblem("LIST_IN_KEY");
  if (kind === "merges nothing") return yamlProblem("MERGES_NOTHING");
  if (kind === "alias in itself") return yamlProblem("ENDLESS_ALIAS");
  if (kind === "unknown alias") return yamlProblem("UNKNOWN_ALIAS");
  const tag = clip(name.replace("tag:yaml.org,2002:", "!!"));
  return t`The front matter cannot be read here: ${t`the Hub does not know the tag ${tag}, or cannot read this value by it`}; remove the tag, or put text that begins with ! in quotes.`;
}

/** A sentence for a key that stands twice. */
export function duplicateKey(name: string): string {
  // js-yaml makes this text of any mapping that is a key.
  if (name.includes("[object Object]"))
    return t`A key that is a mapping appears twice here, which the Hub rejects; use text as keys.`;
  return t`The key ${clip(name)} appears twice here, which the Hub rejects; keep one.`;
}

/** A sentence for entries that are too much to be read, of which the first has this key. */
export function unreadEntries(name: string, count: number): string {
  const first = name === "" ? t`A part of the front matter` : clip(name);
  if (count === 1)
    return t`${first} is nested too deeply or too long to be checked; move the data out of the front matter into a file.`;
  const more = count === 2 ? t`1 more part` : t`${count - 1} more parts`;
  return t`${first} and ${more} are nested too deeply or too long to be checked; move the data out of the front matter into a file.`;
}

function clip(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
