import { licenseVerdict } from "../../licenses/compatibility";
import { licenseAddress } from "../../licenses/license-address";
import type { LicenseDuty } from "../../licenses/license-facts";
import { hasNamePrefix, licenseNotice, saysSentence } from "../../licenses/license-notices";
import { repoName } from "../../lineage/repo-id";
import type { Ancestor } from "../ancestors";
import type { CardContext, ParsedCard } from "../finding";
import { copyrightLines } from "./copyright-lines";
import { isNoticeFile, isPolicyFile, isTextOf } from "./license-files";

/** Whether something that a license asks for is there, and where, or what is wanted. */
export interface Checked {
  /** `to check`: only a person can tell. */
  readonly state: "there" | "missing" | "to check";
  /** Where it was seen: the name of a file, or README.md. */
  readonly seen: string | null;
  /** The words or the address that are wanted; null if there is nothing to quote. */
  readonly wanted: string | null;
}

/** What a license asks, of which card, beside which files. */
export interface Asked {
  readonly card: ParsedCard;
  readonly context: CardContext;
  readonly contents: ReadonlyMap<string, string>;
  /** The card's own license. */
  readonly own: string | null;
  readonly license: string;
  readonly ancestor: Ancestor;
}

type Check = (asked: Asked) => Checked;

const there = (seen: string | null): Checked => ({ state: "there", seen, wanted: null });
const missing = (wanted: string | null = null): Checked => ({ state: "missing", seen: null, wanted });
const unsure: Checked = { state: "to check", seen: null, wanted: null };

/** Checks one duty by the card and the files next to it; what only a person can tell is left to check. */
export function check(duty: LicenseDuty, asked: Asked): Checked {
  // Where nobody could list the files, what is not in the card may be in one of them.
  const found = checks.get(duty)?.(asked) ?? unsure;
  return found.state === "missing" && asked.context.files === null && needsFile.has(duty)
    ? { ...found, state: "to check" }
    : found;
}

const needsFile: ReadonlySet<LicenseDuty> = new Set([
  ...(["license-copy", "copyright", "notice-text", "use-restrictions", "use-policy"] as const),
  ...(["license-link", "notice-file"] as const),
]);

/** Duties that keeping the license, or one that it accepts, meets. */
const byLicense: Check = ({ license, own, ancestor }) => {
  const { verdict } = licenseVerdict(license, own, ancestor.relation);
  if (own === null) return missing(license);
  return verdict === "ok" ? there("license") : verdict === "incompatible" ? missing(license) : unsure;
};

const restrictions: Check = asked => {
  const copy = licenseCopy(asked);
  if (copy.state === "there") return copy;
  const policy = [...asked.contents].find(
    ([name, text]) =>
      isPolicyFile(name) || /use[- ]based restrictions|prohibited use|acceptable use/i.test(text),
  );
  return policy === undefined ? missing(licenseAddress(asked.license)) : there(policy[0]);
};

const checks: ReadonlyMap<LicenseDuty, Check> = new Map<LicenseDuty, Check>([
  ["license-copy", licenseCopy],
  ["copyright", copyright],
  [
    "notice-file",
    ({ contents }) => {
      const notice = [...contents.keys()].find(isNoticeFile);
      // The source may have none to pass on.
      return notice === undefined ? unsure : there(notice);
    },
  ],
  [
    "notice-text",
    asked => {
      const notice = licenseNotice(asked.license)?.notice ?? null;
      return notice === null ? unsure : saidSomewhere(asked, notice);
    },
  ],
  [
    "display",
    ({ card, license }) => {
      const words = licenseNotice(license)?.display ?? null;
      if (words === null) return unsure;
      return saysSentence(bodyOf(card), words) ? there("README.md") : missing(words);
    },
  ],
  [
    "name-prefix",
    ({ context, license }) => {
      const prefix = licenseNotice(license)?.namePrefix ?? null;
      if (prefix === null || context.repo === null) return unsure;
      return hasNamePrefix(repoName(context.repo), prefix) ? there("name") : missing(prefix);
    },
  ],
  [
    "attribution",
    ({ card, ancestor: { model } }) => {
      const body = bodyOf(card).toLowerCase();
      const names = [model.id, repoName(model.id)].map(name => name.toLowerCase());
      return names.some(name => body.includes(name)) ? there("README.md") : missing(model.id);
    },
  ],
  [
    "changes",
    ({ card }) =>
      /fine-?tun|quanti[sz]|merg|trained|convert|adapt|prun|distill/i.test(bodyOf(card))
        ? there("README.md")
        : missing(),
  ],
  [
    "license-link",
    asked => {
      const address = licenseAddress(asked.license);
      const copy = licenseCopy(asked);
      if (copy.state === "there") return copy;
      const path = creativePath(asked.license);
      const says = (text: string) =>
        (address !== null && text.includes(address)) || (path !== null && text.toLowerCase().includes(path));
      return says(bodyOf(asked.card))
        ? there("README.md")
        : missing(path === null ? address : `https://${path}`);
    },
  ],
  ["use-restrictions", restrictions],
  ["use-policy", restrictions],
  ["share-alike", byLicense],
  ["non-commercial", byLicense],
  ["no-derivatives", byLicense],
  ["research-only", byLicense],
]);

function licenseCopy({ contents, license }: Asked): Checked {
  const copy = [...contents].find(([, text]) => isTextOf(license, text));
  return copy === undefined ? missing(licenseAddress(license)) : there(copy[0]);
}

/** A notice of copyright in a file of licenses or notices, or in the card. */
function copyright({ card, contents }: Asked): Checked {
  const file = [...contents].find(([, text]) => copyrightLines(text, 1).length > 0);
  if (file !== undefined) return there(file[0]);
  return copyrightLines(bodyOf(card), 1).length > 0 ? there("README.md") : missing();
}

function saidSomewhere({ card, contents }: Asked, sentence: string): Checked {
  const file = [...contents].find(([, text]) => saysSentence(text.slice(0, 200_000), sentence));
  if (file !== undefined) return there(file[0]);
  return saysSentence(bodyOf(card), sentence) ? there("README.md") : missing(sentence);
}

function creativePath(license: string): string | null {
  const [, terms, version] = /^cc-(by[a-z-]*)-(\d\.\d)$/.exec(license) ?? [];
  return terms === undefined ? null : `creativecommons.org/licenses/${terms}/${version}`;
}

/** The card's text after its front matter, as much as is searched. */
function bodyOf({ text, frontMatter }: ParsedCard): string {
  const start = frontMatter.block?.end ?? 0;
  return text.slice(start, start + 200_000);
}
