import { licenseAddress } from "../../licenses/license-address";
import { type LicenseDuty, licenseFacts } from "../../licenses/license-facts";
import { licenseNotice } from "../../licenses/license-notices";
import type { Relation } from "../../lineage/model";
import { isRepoId } from "../../lineage/repo-id";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import { declaredParents } from "../card";
import { parseFrontMatter } from "../front-matter/parse-front-matter";
import { relationOf } from "../parents";
import type { Addition, AdditionSources } from "./addition-sources";
import { copyrightLines } from "./copyright-lines";
import type { Obligation } from "./obligations";

/** What the card says of the change, by its relation; what is unknown is not written. */
const changes: Readonly<Partial<Record<Relation, string>>> = {
  finetune: "It was fine-tuned.",
  adapter: "It is an adapter, trained for it.",
  quantized: "Its weights were quantized.",
  merge: "It was merged with others.",
};

const inSection: ReadonlySet<Obligation["duty"]> = new Set<LicenseDuty>([
  ...(["attribution", "license-link", "display", "copyright", "changes"] as const),
]);

/**
 * A section for the end of the card: prescribed words, each ancestor that has to be credited with its license, its notices of
 * copyright, and what was changed. Empty if there is nothing to say.
 */
export function attributionSection(
  missing: readonly Obligation[],
  copied: readonly Addition[],
  sources: AdditionSources,
): readonly Addition[] {
  const met = new Set(copied.flatMap(({ meets }) => meets));
  const asked = missing.filter(each => inSection.has(each.duty) && !met.has(each));
  const displays = asked.filter(({ duty }) => duty === "display");
  const words = [...new Set(displays.flatMap(({ license }) => licenseNotice(license)?.display ?? []))];
  const credited = asked.filter(({ duty }) => duty !== "display");
  const blocks = [...new Set(credited.map(({ ancestor }) => ancestor))].map(id =>
    creditOf(
      id,
      credited.filter(({ ancestor }) => ancestor === id),
      sources,
    ),
  );
  const lines = [...words, ...blocks.flatMap(({ text }) => (text === "" ? [] : [text]))];
  if (lines.length === 0) return [];
  const meets = [...displays, ...blocks.flatMap(block => block.meets)];
  const text = `\n## Attribution\n\n${lines.join("\n\n")}\n`;
  return [
    { file: "README.md", kind: "append", text, from: "the wording of the licenses", fill: null, meets },
  ];
}

function creditOf(
  id: string,
  asked: readonly Obligation[],
  sources: AdditionSources,
): { readonly text: string; readonly meets: readonly Obligation[] } {
  const asks = (duty: LicenseDuty) => asked.filter(each => each.duty === duty);
  const notices = [...(sources.ofAncestors.get(id)?.values() ?? [])].flatMap(text => copyrightLines(text, 5));
  const change = isDirect(id, sources) ? (changes[relationIn(sources)] ?? null) : null;
  const meets = [
    ...asks("attribution"),
    ...asks("license-link"),
    ...(notices.length > 0 ? asks("copyright") : []),
    ...(change === null ? [] : asks("changes")),
  ];
  if (meets.length === 0) return { text: "", meets: [] };
  const license = asked[0]?.license ?? "";
  const sentences = [
    `This model is based on ${linked(id, sources.endpoint)}, licensed under ${licenseLink(license)}.`,
    ...(change !== null && asks("changes").length > 0 ? [change] : []),
  ];
  const shown = asks("copyright").length > 0 ? [...new Set(notices)].slice(0, 5).map(inertMarkdown) : [];
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

function isDirect(id: string, { card }: AdditionSources): boolean {
  return declaredParents(parseFrontMatter(card)).some(parent => parent.problem === null && parent.id === id);
}

function relationIn({ card, context }: AdditionSources): Relation {
  return relationOf({ frontMatter: parseFrontMatter(card) }, context);
}
