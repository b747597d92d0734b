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
  ["mit", "to deal in the software without restriction"],
  ["isc", "permission to use copy modify and or distribute this software"],
  ["bsd-2-clause", "redistribution and use in source and binary forms"],
  ["bsd-3-clause", "redistribution and use in source and binary forms"],
  ["bsd-3-clause-clear", "redistribution and use in source and binary forms"],
  ["bsd", "redistribution and use in source and binary forms"],
  ["apache-2.0", "apache license version 2 0"],
  ["gpl-2.0", "gnu general public license version 2 june 1991"],
  ["gpl-3.0", "gnu general public license version 3 29 june 2007"],
  ["lgpl-2.1", "gnu lesser general public license version 2 1 february 1999"],
  ["lgpl-3.0", "gnu lesser general public license version 3 29 june 2007"],
  ["agpl-3.0", "gnu affero general public license version 3 19 november 2007"],
  ["mpl-2.0", "mozilla public license version 2 0"],
  ["cc0-1.0", "cc0 1 0 universal"],
  ["bsl-1.0", "boost software license version 1 0"],
  ["ecl-2.0", "educational community license version 2 0"],
  ["epl-1.0", "eclipse public license v 1 0 the accompanying program"],
  ["epl-2.0", "eclipse public license v 2 0 the accompanying program"],
  ["eupl-1.1", "european union public licence v 1 1"],
  ["eupl-1.2", "european union public licence v 1 2"],
  ["ofl-1.1", "sil open font license version 1 1"],
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
