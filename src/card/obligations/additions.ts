import { licenseNotice, saysSentence } from "../../licenses/license-notices";
import type { Addition, AdditionSources, Additions, LeftOver } from "./addition-sources";
import { absentNotices, noticeFilesOf, noticesOf, whereSaid } from "./ancestor-files";
import { attributionSection } from "./attribution-section";
import { isNoticeFile } from "./legal-names";
import { licenseCopies } from "./license-copies";
import type { Obligation, Obligations } from "./obligations";
import { oddCharacters } from "./odd-characters";
import { saidText } from "./said-texts";

/**
 * What would meet the missing obligations of a card: texts of licenses, a NOTICE file, and a section of the card. Nothing that is
 * there is overwritten, and no text is made up: what only a person can know or read is left to one.
 */
export function additionsFor({ obligations }: Obligations, sources: AdditionSources): Additions {
  const missing = obligations.filter(({ state }) => state === "missing");
  const copies = licenseCopies(obligations, sources);
  const notice = noticeFile(missing, sources);
  const files = withNotices([...copies.additions, ...notice.additions], missing, sources);
  const done = new Set(files.flatMap(({ meets }) => meets));
  const open = missing.filter(each => !done.has(each));
  const section = attributionSection(open, files, sources);
  const additions = [...files, ...section.additions];
  const left = [...copies.left, ...notice.left, ...section.left];
  const settled = new Set([
    ...section.additions.flatMap(({ meets }) => meets),
    ...left.flatMap(({ about }) => about),
  ]);
  const rest = open.filter(each => !settled.has(each));
  return { additions, left: [...left, ...leftOf(rest)] };
}

/** New files with the obligations to keep notices of copyright that they meet along with what is there. */
function withNotices(
  files: readonly Addition[],
  missing: readonly Obligation[],
  { contents, ofAncestors }: AdditionSources,
): readonly Addition[] {
  const added = files.map(({ file, text }) => saidText(file, text));
  const texts = [...added, ...[...contents].map(([name, text]) => saidText(name, text))];
  const kept = missing.flatMap(each => {
    const own = each.duty === "copyright" ? ofAncestors.get(each.ancestor) : undefined;
    const lines = own === undefined ? [] : noticesOf(own);
    if (own === undefined || absentNotices(own, texts).length > 0) return [];
    const index = added.findIndex(one => lines.some(line => whereSaid(line, [one]) !== null));
    return [{ each, index }];
  });
  return files.map((addition, index) => ({
    ...addition,
    meets: [...addition.meets, ...kept.flatMap(one => (one.index === index ? [one.each] : []))],
  }));
}

/** The sentences and notices that have to be passed on, as a NOTICE file, or behind the one that is there. */
function noticeFile(missing: readonly Obligation[], sources: AdditionSources): Additions {
  const { context, contents, ofAncestors } = sources;
  if (context.files === null) return { additions: [], left: [] };
  const prescribed = missing.filter(({ duty }) => duty === "notice-text");
  const passed = missing.flatMap(each => {
    const files =
      each.duty === "notice-file" ? noticeFilesOf(ofAncestors.get(each.ancestor) ?? new Map()) : [];
    return files.flatMap(([name, text]) => (text === null ? [] : [{ each, name, text }]));
  });
  const odd = passed.filter(({ text }) => oddCharacters(text).length > 0);
  const left = odd.map(({ each, name, text }) => ({
    todo: `Look at ${name} of ${each.ancestor}, and pass it on yourself: it has control characters (${oddCharacters(text).join(", ")}), so it was not copied.`,
    about: [each],
  }));
  const given = passed.filter(one => !odd.some(({ each }) => each === one.each));
  const there = context.files.find(isNoticeFile);
  const known = there === undefined ? "" : (contents.get(there) ?? null);
  const meets = [...new Set([...prescribed, ...given.map(({ each }) => each)])];
  if (meets.length === 0) return { additions: [], left };
  if (known === null)
    return {
      additions: [],
      left: [...left, { todo: `Make ${there} readable, so that notices can be added to it.`, about: meets }],
    };
  const texts = new Map<string, string>();
  for (const { license } of prescribed) {
    const { notice = null } = licenseNotice(license) ?? {};
    if (notice !== null && !saysSentence(known, notice)) texts.set(notice, "the wording of the licenses");
  }
  const said = [saidText(there ?? "NOTICE", known)];
  for (const { text, name, each } of given)
    if (whereSaid(text, said) === null) texts.set(text, `${name} of ${each.ancestor}`);
  if (texts.size === 0) return { additions: [], left };
  // A notice of its own begins apart from what is there.
  const gap = known.trim() === "" ? "" : "\n";
  const addition: Addition = {
    ...{ file: there ?? "NOTICE", kind: there === undefined ? "create" : "append" },
    ...{ text: `${gap}${[...texts.keys()].join("\n\n")}\n`, behind: there === undefined ? null : known },
    ...{ from: [...new Set(texts.values())].join(", "), fill: null, meets },
  };
  return { additions: [addition], left };
}

/** Models that one sentence names. */
const mostNamed = 5;

/** What is left to a person, in one sentence for each thing to do about several works. */
function leftOf(rest: readonly Obligation[]): readonly LeftOver[] {
  const of = (duty: Obligation["duty"]) => rest.filter(each => each.duty === duty);
  const together = (
    about: readonly Obligation[],
    todo: (ancestors: string) => string,
  ): readonly LeftOver[] => {
    const more = about.length - mostNamed;
    const names = about.slice(0, mostNamed).map(({ ancestor }) => ancestor);
    const ancestors = `${names.join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
    return about.length === 0 ? [] : [{ todo: todo(ancestors), about }];
  };
  return [
    ...together(of("copyright"), names => `Copy the notices of copyright from ${names} to a NOTICE file.`),
    ...together(of("changes"), names => `Say in the card what was changed against ${names}.`),
    ...rest
      .filter(({ duty }) => duty !== "copyright" && duty !== "changes")
      .map(each => ({ todo: todoOf(each), about: [each] })),
  ];
}

/** What a person has to do about an obligation that no text meets. */
function todoOf({ duty, license, ancestor, wanted }: Obligation): string {
  if (duty === "name-prefix")
    return `Give the model a name that begins with ${wanted ?? "the prescribed word"}.`;
  if (duty === "acceptance")
    return `Have people accept the terms of ${ancestor}: turn on gating in the model's settings on the Hub.`;
  if (duty === "notice-file") return `Pass on the NOTICE file of ${ancestor}.`;
  if (duty === "attribution") return `Credit ${ancestor} in the card.`;
  if (duty === "license-link" || duty === "display" || duty === "notice-text")
    return `Say in the card, for ${license} of ${ancestor}: ${wanted ?? license}`;
  if (duty === "source") return `Say in the card where the source of ${ancestor} is.`;
  return `Decide on the card's license: ${license} of ${ancestor} has to be kept or accepted by another one.`;
}
