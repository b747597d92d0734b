import { licenseAddress } from "../../licenses/license-address";
import { licenseFacts } from "../../licenses/license-facts";
import type { Addition, AdditionSources, Additions, LeftOver } from "./addition-sources";
import { noticesOf } from "./ancestor-files";
import { copyrightLines } from "./copyright-lines";
import { isNoticeFile } from "./legal-names";
import { isTextOf } from "./license-files";
import type { Obligation } from "./obligations";
import { oddCharacters } from "./odd-characters";

const byText: ReadonlySet<Obligation["duty"]> = new Set(["license-copy", "use-restrictions", "use-policy"]);

/** The texts of licenses that are missing, one file for each license, or the sentences that say where to put which text. */
export function licenseCopies(obligations: readonly Obligation[], sources: AdditionSources): Additions {
  const missing = obligations.filter(({ duty, state }) => state === "missing" && byText.has(duty));
  const licenses = [...new Set(missing.map(({ license }) => license))];
  const made = licenses.map(license => copyOf(license, obligations, sources));
  return {
    additions: made.flatMap(({ additions }) => additions),
    left: made.flatMap(({ left }) => left),
  };
}

function copyOf(license: string, obligations: readonly Obligation[], sources: AdditionSources): Additions {
  const ofLicense = obligations.filter(each => each.license === license);
  const asked = ofLicense.filter(({ duty, state }) => state === "missing" && byText.has(duty));
  if (sources.context.files === null) return { additions: [], left: [] };
  const works = [...new Set(ofLicense.map(({ ancestor }) => ancestor))];
  const file = fileFor(license, sources);
  const { source, refused } = sourceOf(license, works, sources);
  const left = refused.map(todo => ({ todo, about: asked }));
  if (source === null || file === null)
    return { additions: [], left: [...left, { todo: placeFor(license, file), about: asked }] };
  const fill = fillFor(source.text, ofLicense, sources);
  const addition: Addition = { file, kind: "create", ...source, behind: null, fill, meets: asked };
  return { additions: [addition], left };
}

function placeFor(license: string, file: string | null): string {
  const place = file ?? `a file named LICENSE-${license}, which exists and holds something else`;
  const address = licenseAddress(license);
  const where = address === null ? "" : ` from ${address}`;
  return `Put the text of the ${licenseFacts(license)?.name ?? license}${where} into ${place}.`;
}

/** What to fill in of a text with a blank for the notice of copyright; null if it has none, or the notice is known. */
function fillFor(
  text: string,
  obligations: readonly Obligation[],
  { ofAncestors }: AdditionSources,
): string | null {
  const unknown = obligations.find(({ duty, state, ancestor }) => {
    const files = ofAncestors.get(ancestor);
    return (
      duty === "copyright" && state !== "there" && (files === undefined || noticesOf(files).length === 0)
    );
  });
  const isBlank = copyrightLines(text).length === 0 && /[<[{](?:year|xxxx|yyyy)/i.test(text.slice(0, 2000));
  return unknown !== undefined && isBlank
    ? `Replace the year and the name in the notice of copyright with those of ${unknown.ancestor}.`
    : null;
}

/** A name that no file has: LICENSE for the card's own license, else one that names the license. */
function fileFor(license: string, { own, context }: AdditionSources): string | null {
  const taken = new Set((context.files ?? []).map(name => name.toLowerCase()));
  const hasLicense = [...taken].some(name => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/.test(name));
  const name = license === own && !hasLicense ? "LICENSE" : `LICENSE-${license}`;
  return taken.has(name.toLowerCase()) ? null : name;
}

interface Source {
  readonly text: string;
  readonly from: string;
}

/**
 * An ancestor's own file, which has its notices as well, else the text that is shipped; and why an ancestor's file was not taken.
 */
function sourceOf(
  license: string,
  works: readonly string[],
  { ofAncestors, shipped }: AdditionSources,
): { readonly source: Source | null; readonly refused: readonly LeftOver["todo"][] } {
  const name = licenseFacts(license)?.name ?? license;
  const refused: string[] = [];
  for (const id of [...works, ...ofAncestors.keys()]) {
    const files = [...(ofAncestors.get(id) ?? [])].flatMap(([file, text]) =>
      text === null || isNoticeFile(file) ? [] : [{ file, text }],
    );
    const copy = files.find(({ text }) => isTextOf(license, text));
    const odd = oddCharacters(copy?.text ?? "");
    if (copy !== undefined && odd.length === 0)
      return { source: { text: copy.text, from: `${copy.file} of ${id}` }, refused };
    if (copy !== undefined)
      refused.push(
        `Look at ${copy.file} of ${id}: it has control characters (${odd.join(", ")}), so it was not copied.`,
      );
    const other = works.includes(id) && files.find(({ file }) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(file));
    if (copy === undefined && other)
      refused.push(
        `Read ${other.file} of ${id}: it is not the text of the ${name}, under which ${id} is listed.`,
      );
  }
  const text = shipped(license);
  return {
    source: text === null ? null : { text, from: "the SPDX license list" },
    refused: [...new Set(refused)],
  };
}
