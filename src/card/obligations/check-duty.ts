import { licenseVerdict } from "../../licenses/compatibility";
import { licenseAddress } from "../../licenses/license-address";
import type { LicenseDuty } from "../../licenses/license-facts";
import { hasNamePrefix, licenseNotice, saysSentence } from "../../licenses/license-notices";
import { repoName } from "../../lineage/repo-id";
import type { Asked, Checked } from "./asked";
import { attribution, copyright, noticeFile, stateOfChanges } from "./check-work";
import { isPolicyFile } from "./legal-names";
import { isTextOf } from "./license-files";

/** Null if the duty turns out not to be asked, such as to pass on a NOTICE that the ancestor does not have. */
type Check = (asked: Asked) => Checked | null;

const there = (seen: string | null): Checked => ({ state: "there", seen, wanted: null });
const missing = (wanted: string | null = null): Checked => ({ state: "missing", seen: null, wanted });
const unsure: Checked = { state: "to check", seen: null, wanted: null };

/**
 * Checks one duty by the card and the files next to it; what only a person can tell is left to check. Null if the duty turns out
 * not to be asked.
 */
export function check(duty: LicenseDuty, asked: Asked): Checked | null {
  const checkIt = checks.get(duty);
  const found = checkIt === undefined ? unsure : checkIt(asked);
  // What is not in the card may be in a file that nobody could list or read.
  return found?.state === "missing" && asked.said.isUnread && needsFile.has(duty)
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
  const policy = asked.said.files.find(
    ({ name, text }) =>
      isPolicyFile(name) || /use[- ]based restrictions|prohibited use|acceptable use/i.test(text),
  );
  return policy === undefined ? missing(licenseAddress(asked.license)) : there(policy.name);
};

const checks: ReadonlyMap<LicenseDuty, Check> = new Map<LicenseDuty, Check>([
  ["license-copy", licenseCopy],
  ["copyright", copyright],
  ["notice-file", noticeFile],
  [
    "notice-text",
    asked => {
      const notice = licenseNotice(asked.license)?.notice ?? null;
      return notice === null ? unsure : saidSomewhere(asked, notice);
    },
  ],
  [
    "display",
    ({ said, license }) => {
      const words = licenseNotice(license)?.display ?? null;
      if (words === null) return unsure;
      return saysSentence(said.body.text, words) ? there("README.md") : missing(words);
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
  ["attribution", attribution],
  ["changes", stateOfChanges],
  [
    "license-link",
    asked => {
      const address = licenseAddress(asked.license);
      const copy = licenseCopy(asked);
      if (copy.state === "there") return copy;
      const path = creativePath(asked.license);
      const says = (text: string) =>
        (address !== null && text.includes(address)) || (path !== null && text.toLowerCase().includes(path));
      return says(asked.said.body.text)
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

function licenseCopy({ said, license }: Asked): Checked {
  const copy = said.files.find(({ text }) => isTextOf(license, text));
  return copy === undefined ? missing(licenseAddress(license)) : there(copy.name);
}

function saidSomewhere({ said }: Asked, sentence: string): Checked {
  const place = [...said.files, said.body].find(({ text }) => saysSentence(text.slice(0, 200_000), sentence));
  return place === undefined ? missing(sentence) : there(place.name);
}

function creativePath(license: string): string | null {
  const [, terms, version] = /^cc-(by[a-z-]*)-(\d\.\d)$/.exec(license) ?? [];
  return terms === undefined ? null : `creativecommons.org/licenses/${terms}/${version}`;
}
