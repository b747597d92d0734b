/** SPDX ids whose Hub id is the same in lower case. */
const sameIds = [
  "CC0-1.0 WTFPL Unlicense Apache-2.0 MIT AFL-3.0 Artistic-2.0 BSL-1.0 BSD-2-Clause BSD-3-Clause BSD-3-Clause-Clear",
  "ECL-2.0 ISC MS-PL PostgreSQL NCSA Zlib CC-BY-2.0 CC-BY-2.5 CC-BY-3.0 CC-BY-4.0 CDLA-Permissive-1.0",
  "CDLA-Permissive-2.0 etalab-2.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CDLA-Sharing-1.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2",
  "LGPL-2.1 LGPL-3.0 LPPL-1.3c MPL-2.0 OFL-1.1 AGPL-3.0 GPL-2.0 GPL-3.0 OSL-3.0 CC-BY-NC-2.0 CC-BY-NC-3.0",
  "CC-BY-NC-4.0 CC-BY-NC-SA-2.0 CC-BY-NC-SA-3.0 CC-BY-NC-SA-4.0 CC-BY-ND-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0",
]
  .join(" ")
  .split(" ");

const byHubId = new Map<string, string>([
  ...sameIds.map((id): [string, string] => [id.toLowerCase(), id]),
  ["pddl", "PDDL-1.0"],
  ["odc-by", "ODC-By-1.0"],
  ["odbl", "ODbL-1.0"],
  ["c-uda", "C-UDA-1.0"],
  ["lgpl-lr", "LGPLLR"],
]);

/** The SPDX id of a Hub license; null for licenses that SPDX does not list, such as `gemma`. */
export function spdxId(license: string): string | null {
  return byHubId.get(license) ?? null;
}
