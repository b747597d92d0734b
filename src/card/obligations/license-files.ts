import { licenseFacts } from "../../licenses/license-facts";

/** Names of files that hold licenses, notices, and policies. */
const legal =
  /^(?:licen[cs]e|copying|notice|copyright|use[-_ ]?policy|acceptable[-_ ]?use|usage[-_ ]?policy)/i;

/** Whether a file may hold what a license asks for, by its name. */
export function isLegalFile(name: string): boolean {
  return legal.test(name);
}

/** Whether a file is one of notices, by its name. */
export function isNoticeFile(name: string): boolean {
  return /^notice/i.test(name);
}

/** Whether a file is a policy on use, by its name. */
export function isPolicyFile(name: string): boolean {
  return /use[-_ ]?policy|usage[-_ ]?policy|acceptable[-_ ]?use/i.test(name);
}

/** Sentences by which texts of licenses are told apart, where their common names are not in them. */
const marks: ReadonlyMap<string, string> = new Map([
  ["mit", "permission is hereby granted free of charge"],
  ["isc", "permission to use copy modify and or distribute this software"],
  ["bsd-2-clause", "redistribution and use in source and binary forms"],
  ["bsd-3-clause", "redistribution and use in source and binary forms"],
  ["bsd-3-clause-clear", "redistribution and use in source and binary forms"],
  ["bsd", "redistribution and use in source and binary forms"],
  ["apache-2.0", "apache license version 2 0"],
  ["gpl-2.0", "gnu general public license version 2"],
  ["gpl-3.0", "gnu general public license version 3"],
  ["lgpl-2.1", "gnu lesser general public license version 2 1"],
  ["lgpl-3.0", "gnu lesser general public license version 3"],
  ["agpl-3.0", "gnu affero general public license version 3"],
  ["mpl-2.0", "mozilla public license version 2 0"],
  ["cc0-1.0", "cc0 1 0 universal"],
  ["openrail", "use based restrictions"],
  ["bigscience-openrail-m", "bigscience"],
  ["bigscience-bloom-rail-1.0", "bigscience rail license"],
  ["creativeml-openrail-m", "creativeml open rail m"],
  ["bigcode-openrail-m", "bigcode open rail m"],
  ["openrail++", "open rail m license"],
  ["gemma", "gemma terms of use"],
  ["llama3", "meta llama 3 community license agreement"],
  ["apple-amlr", "apple machine learning research model license"],
  ["deepfloyd-if-license", "deepfloyd"],
]);

/** Whether a text is that of a license, by its common name or a sentence of it; the texts themselves are not compared. */
export function isTextOf(license: string, text: string): boolean {
  const { name = license } = licenseFacts(license) ?? {};
  const mark = marks.get(license) ?? creative(license) ?? plain(name);
  return plain(text).includes(mark);
}

/** How the texts of Creative Commons call themselves: `attribution noncommercial 4 0 international`, of which the version matters. */
function creative(license: string): string | null {
  const [, terms = "", version = ""] = /^cc-(by[a-z-]*)-(\d\.\d)$/.exec(license) ?? [];
  if (terms === "") return null;
  const words: Readonly<Record<string, string>> = {
    nc: "noncommercial",
    sa: "sharealike",
    nd: "noderivatives",
  };
  const named = terms
    .split("-")
    .slice(1)
    .flatMap(term => (Object.hasOwn(words, term) ? [words[term]] : []));
  return ["attribution", ...named, version.replace(".", " ")].join(" ");
}

/** A text in lower case with single blanks between letters and digits; at most as much as any license has. */
function plain(text: string): string {
  return text
    .slice(0, 200_000)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}
