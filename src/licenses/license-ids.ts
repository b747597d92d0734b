import { once } from "../lineage/make-once";

/** The Hub's license IDs, in the order of the license table. Apart from it, for programs that only read what is written. */
const listed =
  "cc0-1.0 wtfpl unlicense pddl apache-2.0 mit afl-3.0 artistic-2.0 bsl-1.0 bsd bsd-2-clause " +
  "bsd-3-clause bsd-3-clause-clear ecl-2.0 isc ms-pl apple-ascl openmdw-1.0 openmdw-1.1 postgresql " +
  "ncsa zlib cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cdla-permissive-1.0 cdla-permissive-2.0 " +
  "etalab-2.0 odc-by c-uda cc-by-sa-3.0 cc-by-sa-4.0 cdla-sharing-1.0 epl-1.0 epl-2.0 eupl-1.1 " +
  "eupl-1.2 gfdl lgpl lgpl-2.1 lgpl-3.0 lppl-1.3c mpl-2.0 odbl ofl-1.1 lgpl-lr agpl-3.0 gpl " +
  "gpl-2.0 gpl-3.0 osl-3.0 openrail bigscience-openrail-m creativeml-openrail-m " +
  "bigscience-bloom-rail-1.0 bigcode-openrail-m openrail++ llama2 llama3 llama3.1 llama3.2 " +
  "llama3.3 llama4 grok2-community gemma cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-sa-2.0 " +
  "cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 h-research " +
  "intel-research apple-amlr deepfloyd-if-license fair-noncommercial-research-license cc unknown " +
  "other";

const ids = once(() => new Set(listed.split(" ")));

/** Every license id that the Hub accepts, as of the table's date. */
export function licenseIds(): readonly string[] {
  return [...ids()];
}

/** Whether a text is one of the Hub's license ids, exactly as the Hub writes it. */
export function isLicenseId(text: string): boolean {
  return ids().has(text);
}
