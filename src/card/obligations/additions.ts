import { licenseAddress } from "../../licenses/license-address";
import { licenseFacts } from "../../licenses/license-facts";
import { licenseNotice, saysSentence } from "../../licenses/license-notices";
import type { Addition, AdditionSources, Additions } from "./addition-sources";
import { attributionSection } from "./attribution-section";
import { copyrightLines } from "./copyright-lines";
import { isNoticeFile, isTextOf } from "./license-files";
import type { Obligation, Obligations } from "./obligations";

const byText: ReadonlySet<Obligation["duty"]> = new Set(["license-copy", "use-restrictions", "use-policy"]);

/**
 * What would meet the missing obligations of a card: texts of licenses, a NOTICE file, and a section of the card. Nothing that is
 * there is overwritten, and no text is made up: what only a person can know or read is left to one.
 */
export function additionsFor(found: Obligations, sources: AdditionSources): Additions {
  const missing = found.obligations.filter(({ state }) => state === "missing");
  const licenses = [...new Set(missing.map(({ license }) => license))];
  const texts = licenses.map(license => textOf(license, missing, sources));
  const copied = texts.flatMap(({ additions }) => additions);
  const notice = noticeFile(found.obligations, sources);
  const section = attributionSection(missing, copied, sources);
  const additions = [...copied, ...notice, ...section];
  const met = new Set(additions.flatMap(({ meets }) => meets));
  const told = new Set(texts.flatMap(({ left }) => left.flatMap(({ about }) => about)));
  const rest = missing.filter(each => !met.has(each) && !told.has(each));
  return {
    additions,
    left: [
      ...texts.flatMap(({ left }) => left),
      ...rest.map(each => ({ todo: todoOf(each), about: [each] })),
    ],
  };
}

/** The text of one license as a file, or the sentence that says where to put which text. */
function textOf(license: string, missing: readonly Obligation[], sources: AdditionSources): Additions {
  const asked = missing.filter(each => each.license === license && byText.has(each.duty));
  if (asked.length === 0) return { additions: [], left: [] };
  const file = fileFor(license, sources);
  if (sources.context.files === null) return { additions: [], left: [] };
  const source = sourceOf(license, asked[0]?.ancestor ?? "", sources);
  const name = licenseFacts(license)?.name ?? license;
  if (source === null || file === null) {
    const place = file ?? `a file named LICENSE-${license}, which exists and holds something else`;
    const address = licenseAddress(license);
    const where = address === null ? "" : ` from ${address}`;
    return {
      additions: [],
      left: [{ todo: `Put the text of the ${name}${where} into ${place}.`, about: asked }],
    };
  }
  const lines = copyrightLines(source.text);
  const notices = missing.filter(each => each.license === license && each.duty === "copyright");
  const isBlank = notices.length > 0 && lines.length === 0;
  const fill =
    isBlank && /[<[{](?:year|xxxx|yyyy)/i.test(source.text.slice(0, 2000)) ? blank(asked[0]) : null;
  const meets = [...asked, ...(lines.length > 0 ? notices : [])];
  return {
    additions: [{ file, kind: "create", text: source.text, from: source.from, fill, meets }],
    left: [],
  };
}

function blank(asked: Obligation | undefined): string {
  return `Replace the year and the name in the notice of copyright with those of ${asked?.ancestor ?? "the source"}.`;
}

/** A name that no file has: LICENSE for the card's own license, else one that names the license. */
function fileFor(license: string, { own, context }: AdditionSources): string | null {
  const taken = new Set((context.files ?? []).map(name => name.toLowerCase()));
  const hasLicense = [...taken].some(name => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/.test(name));
  const name = license === own && !hasLicense ? "LICENSE" : `LICENSE-${license}`;
  return taken.has(name.toLowerCase()) ? null : name;
}

/** An ancestor's own file, which has its notices as well, else the text that is shipped. */
function sourceOf(
  license: string,
  nearest: string,
  { ofAncestors, shipped }: AdditionSources,
): { readonly text: string; readonly from: string } | null {
  for (const id of [nearest, ...ofAncestors.keys()]) {
    const files = [...(ofAncestors.get(id) ?? [])].filter(([name]) => !isNoticeFile(name));
    const copy = files.find(([, text]) => isWholeTextOf(license, text));
    if (copy !== undefined) return { text: copy[1], from: `${copy[0]} of ${id}` };
  }
  const text = shipped(license);
  return text === null ? null : { text, from: "the SPDX license list" };
}

/** Whether a text is a license and not only a page that names it. */
function isWholeTextOf(license: string, text: string): boolean {
  const least = licenseFacts(license)?.rank === 1 ? 500 : 2500;
  return text.length >= least && isTextOf(license, text);
}

/** The sentences and notices that have to be passed on, as a NOTICE file, or behind the one that is there. */
function noticeFile(obligations: readonly Obligation[], sources: AdditionSources): readonly Addition[] {
  if (sources.context.files === null) return [];
  const prescribed = obligations.filter(({ duty, state }) => duty === "notice-text" && state === "missing");
  const passed = obligations.filter(({ duty, state }) => duty === "notice-file" && state !== "there");
  const texts = new Map<string, string>();
  for (const { license } of prescribed) texts.set(licenseNotice(license)?.notice ?? "", license);
  const given = passed.flatMap(each => {
    const [name, text = ""] =
      [...(sources.ofAncestors.get(each.ancestor) ?? [])].find(([file]) => isNoticeFile(file)) ?? [];
    return name === undefined || text.trim() === "" ? [] : [{ each, name, text: text.trim() }];
  });
  for (const { text, name, each } of given) texts.set(text, `${name} of ${each.ancestor}`);
  texts.delete("");
  if (texts.size === 0) return [];
  const there = sources.context.files.find(isNoticeFile);
  const known = there === undefined ? "" : (sources.contents.get(there) ?? "");
  const said = [...texts.keys()].filter(text => !saysSentence(known, text));
  if (said.length === 0) return [];
  return [
    {
      ...{ file: there ?? "NOTICE", kind: there === undefined ? "create" : "append" },
      text: `${said.join("\n\n")}\n`,
      from: given.length === 0 ? "the wording of the licenses" : [...texts.values()].join(", "),
      fill: null,
      meets: [...prescribed, ...given.map(({ each }) => each)],
    },
  ];
}

/** What a person has to do about an obligation that no text meets. */
function todoOf({ duty, license, ancestor, wanted }: Obligation): string {
  if (duty === "copyright") return `Copy the notices of copyright from ${ancestor} to a NOTICE file.`;
  if (duty === "changes") return `Say in the card what was changed against ${ancestor}.`;
  if (duty === "name-prefix")
    return `Give the model a name that begins with ${wanted ?? "the prescribed word"}.`;
  if (duty === "acceptance")
    return `Have people accept the terms of ${ancestor}: turn on gating in the model's settings on the Hub.`;
  if (duty === "source") return `Say in the card where the source of ${ancestor} is.`;
  return `Decide on the card's license: ${license} of ${ancestor} has to be kept or accepted by another one.`;
}
