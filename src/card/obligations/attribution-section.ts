import { licenseAddress } from "../../licenses/license-address";
import { type LicenseDuty, licenseFacts } from "../../licenses/license-facts";
import { licenseNotice } from "../../licenses/license-notices";
import type { Relation } from "../../lineage/model";
import { isRepoId } from "../../lineage/repo-id";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import { parseFrontMatter } from "../front-matter/parse-front-matter";
import { relationOf } from "../parents";
import type { Addition, AdditionSources, Additions } from "./addition-sources";
import { absentNotices, noticesOf } from "./ancestor-files";
import type { Obligation } from "./obligations";
import { oddCharacters } from "./odd-characters";
import { type SaidText, saidText } from "./said-texts";
import { type OpenPart, shownBody } from "./shown-body";

/** What the card says of the change, by its relation; what is unknown is not written. */
const changes: Readonly<Partial<Record<Relation, string>>> = {
  finetune: "It was fine-tuned.",
  adapter: "It is an adapter.",
  quantized: "Its weights were quantized.",
  merge: "It was merged with others.",
};

const inSection: ReadonlySet<Obligation["duty"]> = new Set<LicenseDuty>([
  ...(["attribution", "license-link", "display", "copyright", "changes"] as const),
]);

/** Notices of copyright of one ancestor that a card shows; more are for a file. */
const mostNotices = 20;

/**
 * A section for the end of the card: prescribed words, each ancestor that has to be credited with its license, its notices of
 * copyright that no file has, and what was changed. Empty if there is nothing to say. Where something is open at the card's end,
 * such as a code block, readers would not see the section: then it is left to a person to close it.
 */
export function attributionSection(
  missing: readonly Obligation[],
  files: readonly Addition[],
  sources: AdditionSources,
): Additions {
  const asked = missing.filter(each => inSection.has(each.duty));
  const displays = asked.filter(({ duty }) => duty === "display");
  const words = [...new Set(displays.flatMap(({ license }) => licenseNotice(license)?.display ?? []))];
  const credited = asked.filter(({ duty }) => duty !== "display");
  const frontMatter = parseFrontMatter(sources.card);
  const body = shownBody({ text: sources.card, frontMatter });
  const said = [
    ...files.map(({ file, text }) => saidText(file, text)),
    ...[...sources.contents].map(([name, text]) => saidText(name, text)),
    saidText("README.md", body.text),
  ];
  const change = changes[relationOf({ frontMatter }, sources.context)] ?? null;
  const blocks = [...new Set(credited.map(({ ancestor }) => ancestor))].map(id =>
    creditOf(
      credited.filter(({ ancestor }) => ancestor === id),
      { said, change, sources },
    ),
  );
  const lines = [...words, ...blocks.flatMap(({ text }) => (text === "" ? [] : [text]))];
  if (lines.length === 0) return { additions: [], left: [] };
  const meets = [...displays, ...blocks.flatMap(block => block.meets)];
  if (body.open !== null) return { additions: [], left: [{ todo: toClose(body.open), about: meets }] };
  const text = `\n## Attribution\n\n${lines.join("\n\n")}\n`;
  const from = "the wording of the licenses";
  const addition: Addition = {
    ...{ file: "README.md", kind: "append", text, behind: sources.card, from, fill: null, meets },
  };
  return { additions: [addition], left: [] };
}

function toClose({ what, line }: OpenPart): string {
  return `Close the ${what} that begins in line ${line} of the card, and run this again: a section at the card's end would be a part of it.`;
}

interface Credit {
  /** What files and the card say, new files included. */
  readonly said: readonly SaidText[];
  /** What the card's relation says of the change; null if it says nothing. */
  readonly change: string | null;
  readonly sources: AdditionSources;
}

/** The block of one ancestor, by what is asked for it. */
function creditOf(
  asked: readonly Obligation[],
  { said, change, sources }: Credit,
): { readonly text: string; readonly meets: readonly Obligation[] } {
  const [{ ancestor: id, license, path } = { ancestor: "", license: "", path: [] }] = asked;
  const asks = (duty: LicenseDuty) => asked.filter(each => each.duty === duty);
  const own = sources.ofAncestors.get(id);
  const absent = own === undefined ? [] : absentNotices(own, said);
  const isShown =
    asks("copyright").length > 0 &&
    own !== undefined &&
    noticesOf(own).length > 0 &&
    absent.length <= mostNotices &&
    absent.every(line => oddCharacters(line).length === 0);
  const meets = [
    ...asks("attribution"),
    ...asks("license-link"),
    ...(isShown ? asks("copyright") : []),
    ...(change === null ? [] : asks("changes")),
  ];
  if (meets.length === 0) return { text: "", meets: [] };
  const by = path.length > 1 ? path.slice(0, -1).reverse() : [];
  const way =
    by.length === 0 ? "" : `, by way of ${by.map(each => linked(each, sources.endpoint)).join(", ")}`;
  const sentences = [
    `This model is based on ${linked(id, sources.endpoint)}${way}, licensed under ${licenseLink(license)}.`,
    ...(change !== null && asks("changes").length > 0 ? [change] : []),
  ];
  const shown = isShown ? absent.map(inertMarkdown) : [];
  return { text: [sentences.join(" "), ...shown].join("\n\n"), meets };
}

function linked(id: string, endpoint: string): string {
  return isRepoId(id) ? `[${inertMarkdown(id)}](${endpoint}/${id})` : inertMarkdown(id);
}

function licenseLink(license: string): string {
  const name = inertMarkdown(licenseFacts(license)?.name ?? license);
  const [, terms, version] = /^cc-(by[a-z-]*)-(\d\.\d)$/.exec(license) ?? [];
  const address =
    terms === undefined
      ? licenseAddress(license)
      : `https://creativecommons.org/licenses/${terms}/${version}/`;
  return address === null ? `the ${name}` : `the [${name}](${address})`;
}
