import { whyUnrecognized } from "../../licenses/unrecognized-words";
import type { Obligation, UnclearAncestor } from "./obligations";

/** The states of obligations in the order in which they are told: what is missing first. */
export const obligationStates = [
  "missing",
  "to check",
  "there",
] as const satisfies readonly Obligation["state"][];

/** Why it is not clear what an ancestor's license asks, as the end of a sentence that begins with the ancestor. */
export const whyUnclear: Readonly<Record<UnclearAncestor["why"], string>> = {
  "not read": "was not read, so its terms are not known",
  "not visible": "is missing or private, so its terms are not known",
  "no license": "declares no license",
  "several licenses": "names several licenses, of which a person has to read which apply",
  "custom license": "has terms of its own, which a person has to read",
};

/** Why it is not clear what an ancestor's license asks, and of a custom license, why it was not recognized. */
export function unclearInWords({ why, because }: Pick<UnclearAncestor, "why" | "because">): string {
  return because === null ? whyUnclear[why] : `${whyUnclear[why]}: ${whyUnrecognized[because]}`;
}

/** A license, and how it is known if the card calls it `other`. */
export function licenseInPlace({
  license,
  recognizedBy: by,
}: Pick<Obligation, "license" | "recognizedBy">): string {
  return by === null ? license : `${license} (recognized by ${by})`;
}

/** What a license asks, as a task. */
export function asksInWords({ asks }: Pick<Obligation, "asks">): string {
  return asks ?? "have people accept the terms before they get the model";
}
