import { english, phrase, t } from "../../words/words";
import type { Fix, ParsedCard } from "../finding";
import { isDate } from "../front-matter/plain-scalar";
import type { Range } from "../position";
import type { Fault, ShapeFault } from "./shapes";

const words: Readonly<Record<Fault, string>> = english({
  missing: "missing",
  empty: "empty",
  blank: "blank text",
  text: "text",
  number: "a number",
  boolean: "true or false",
  date: "a date",
  list: "a list",
  object: "an object",
  value: "another value",
});

/** What a value is, in words. */
export function faultWords(fault: Fault): string {
  return phrase(words[fault]);
}

/** Whether the text at a path of a card is a date to the Hub: written without quotes, in the form of one. */
export function dateAt({ text, frontMatter }: ParsedCard): (path: ShapeFault["path"]) => boolean {
  return path => {
    const range = frontMatter.place(path);
    return range !== null && isDate(text.slice(range.start, range.end));
  };
}

/** Puts what is written at a place in quotes, where that makes text of it and nothing else can be meant. */
export function quoteFix({ text }: ParsedCard, range: Range, fault: Fault, what: string): Fix[] {
  const written = text.slice(range.start, range.end);
  const isValue = fault === "number" || fault === "boolean" || fault === "date";
  if (!isValue || !/^[\w.+: -]+$/.test(written)) return [];
  return [{ title: t`Put ${what} in quotes`, edits: [{ range, newText: `"${written}"` }] }];
}
