import { english } from "../words/words";
import type { Unrecognized } from "./recognize-license";

/** Why a license that a card calls `other` was not recognized, as a clause. */
export const whyUnrecognized: Readonly<Record<Unrecognized, string>> = english({
  "nothing-named": "the card gives neither license_name nor license_link",
  "name-alone": "license_name alone does not tell which license it is, and there is no license_link",
  "link-unknown": "license_link leads to no known license",
  "link-relative": "license_link names a file of the repo, which was not compared",
  "link-unsafe": "license_link is no plain address on the web, so it was not compared",
  "other-name": "license_name is no name of the license that license_link leads to",
  "names-differ": "license_name and license_link do not name the same license",
});
