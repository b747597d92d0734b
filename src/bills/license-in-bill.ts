import { licenseAddress } from "../licenses/license-address";
import { isWebAddress } from "../licenses/license-addresses";
import { recognizedBy, type WrittenLicense } from "../licenses/recognize-license";

/** The address of the text of one of a model's licenses: its own, or the one that the card names for it; null if neither is known. */
export function addressInBill(written: WrittenLicense): (license: string) => string | null {
  const { licenseLink } = written;
  const link = licenseLink !== null && isWebAddress(licenseLink) ? licenseLink : null;
  const isLinked = recognizedBy(written) === "license_link";
  return license => licenseAddress(license) ?? (license === "other" || isLinked ? link : null);
}

/** By which entry a license is known that the card calls `other`, in a sentence; null for any other license. */
export function recognitionInBill(written: WrittenLicense): string | null {
  const by = recognizedBy(written);
  return by === null ? null : `The card calls the license other; it was recognized by ${by}.`;
}
