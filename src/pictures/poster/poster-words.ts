import { count, grouped, shareInWords } from "../../lineage/in-words";
import { cutMiddle, showable } from "../../lineage/showable";
import { licenseText } from "../../lineage/traits/trait-change";
import type { FamilyFinding } from "../../lineage/tree/family-finding";
import type { OutlineRow } from "../family/family-outline";

/** The license of a model in a row, or why there is none. */
export function statedLicense({ model, isRead }: Pick<OutlineRow, "model" | "isRead">): string {
  return isRead ? (licenseText(model) ?? "not declared") : "not read";
}

/** How a model in a row was made from the parent that it stands below; empty at the top. */
export function statedRelation({ edge }: Pick<OutlineRow, "edge">): string {
  if (edge === null) return "";
  return edge.relation === "unknown" ? "not stated" : edge.relation;
}

/** A moment in ms since 1970 as a date. */
export function dateWords(at: number): string {
  return new Date(at).toLocaleDateString("en-US", { dateStyle: "long", timeZone: "UTC" });
}

/** A license in a sentence; quoted if its ID is a word of the sentence. */
function licenseWords(license: string): string {
  const words = cutMiddle(showable(license), longestLicense);
  return /^(other|unknown)$/.test(words) ? `“${words}”` : words;
}

/** A license is longer than this only to break the picture. */
const longestLicense = 80;

function descent({ id, descendants, unchecked }: FamilyFinding): string {
  const verb = descendants === 1 ? "descends" : "descend";
  if (descendants === 0) {
    const none = unchecked > 0 ? "No model is known to descend" : "No model descends";
    return `${none} from ${showable(id)}.`;
  }
  const least = unchecked > 0 ? "At least " : "";
  return `${least}${count(descendants, "model")} ${verb} from ${showable(id)}.`;
}

function licenses({ id, license, descendants, known, other }: FamilyFinding): string {
  if (descendants === 0) return license === null ? "" : `Its license is ${licenseWords(license)}.`;
  if (license === null) return `The license of ${showable(id)} is not declared or was not read.`;
  if (known === 0)
    return `${showable(id)} is licensed under ${licenseWords(license)}. No descendant is known to declare a license.`;
  const own = licenseWords(license);
  if (other === 0)
    return known === 1
      ? `The one that declares a license keeps ${own}.`
      : `All ${grouped(known)} that declare a license keep ${own}.`;
  if (known === 1) return `The one that declares a license carries a license other than ${own}.`;
  const carry = other === 1 ? "carries" : "carry";
  return `Of the ${grouped(known)} that declare a license, ${grouped(other)} (${shareInWords(other, known)}) ${carry} a license other than ${own}.`;
}

/** What a family says about its licenses, as sentences whose numbers are those of the finding. */
export function headline(finding: FamilyFinding): string {
  return [descent(finding), licenses(finding)].filter(Boolean).join(" ");
}

/** The largest branch that carries another license; empty if there is none. */
export function branchWords({ branch }: FamilyFinding): string {
  if (branch === null) return "";
  const [id, license] = [showable(branch.id), licenseWords(branch.license)];
  return branch.models === 1
    ? `It changes to ${license} at ${id}, for example.`
    : `The largest branch that changes it is ${id}: ${count(branch.models, "model")} under ${license}.`;
}

/** How old the data is, and what it lacks. */
export function dataWords({ date, unchecked }: FamilyFinding): string {
  const age = date === null ? "Data date unknown" : `Data as of ${dateWords(date)}`;
  return unchecked === 0 ? age : `${age} · the children of ${count(unchecked, "model")} were not read`;
}
