import { english } from "../words/words";
import { customLicense } from "./custom-licenses";

/** What a license requires of anyone who shares a derivative. */
export const licenseDuties = english({
  copyright: "keep the copyright notices",
  changes: "state what was changed",
  "notice-file": "pass on the NOTICE file",
  "license-copy": "pass on a copy of the license",
  "license-link": "link to the license",
  attribution: "credit the source",
  "share-alike": "keep this license or one that it accepts",
  source: "offer the source",
  "network-source": "offer the source to network users too",
  "use-restrictions": "pass on the use restrictions",
  "use-policy": "follow the acceptable use policy",
  display: "show the words that the license prescribes",
  "name-prefix": "begin the model's name as the license prescribes",
  "notice-text": "pass on the prescribed notice",
  "non-commercial": "not allow commercial use",
  "no-derivatives": "not share modified versions",
  "research-only": "allow only research",
  "output-limit": "not train other models on its outputs",
  "user-limit": "request a separate license above 700 million monthly users",
  "eu-multimodal":
    "note that multimodal models are not licensed to individuals or companies based in the European Union",
  "model-card": "provide a model card of the same quality",
  "reserved-name": "not use the reserved name",
  rename: "rename a modified version, or license it with the same freedoms",
} as const);

/** A key of `licenseDuties`. */
export type LicenseDuty = keyof typeof licenseDuties;

/** The four buckets of the study (arXiv 2508.06811, notebook `orderings_analysis`), which omits most licenses. */
export type PaperBucket = "commercial" | "use-restrictions" | "copyleft" | "permissive";

/** What is known about a license other than its verdicts. */
export interface LicenseFacts {
  /** Its common name. */
  readonly name: string;
  /** Its SPDX identifier; null if it has none. The Hub's ids do not say "only" or "or later": read as "only". */
  readonly spdx: string | null;
  /** Restrictiveness in our own order, 0 (public domain) to 6 (research only, no derivatives); null if unspecific. */
  readonly rank: number | null;
  /** The study's bucket; null for licenses that it omits. */
  readonly paper: PaperBucket | null;
  readonly duties: readonly LicenseDuty[];
}

/** The facts about a license; null for one that is not known. */
export function licenseFacts(id: string): LicenseFacts | null {
  const row = Object.hasOwn(rows, id) ? rows[id] : customLicense(id)?.facts;
  if (row === undefined) return null;
  const [rank = "-", spdx = "-", paper = "-", duties = "-", name = id] = row.split(" | ");
  return {
    name,
    spdx: spdx === "-" ? null : spdx,
    rank: rank === "-" ? null : Number(rank),
    paper: paper === "-" ? null : (paper as PaperBucket),
    duties: duties === "-" ? [] : (duties.split(" ") as LicenseDuty[]),
  };
}

/** Rank, SPDX identifier, the study's bucket, duties and name; `-` for none. As of the license table's date. */
const rows: Readonly<Record<string, string>> = {
  "apache-2.0":
    "1 | Apache-2.0 | permissive | license-copy copyright changes notice-file | Apache license 2.0",
  mit: "1 | MIT | permissive | copyright license-copy | MIT",
  openrail:
    "4 | - | use-restrictions | use-restrictions license-copy changes copyright | OpenRAIL license family",
  "bigscience-openrail-m":
    "4 | - | - | use-restrictions license-copy changes copyright | BigScience OpenRAIL-M",
  "creativeml-openrail-m":
    "4 | - | use-restrictions | use-restrictions license-copy changes copyright | CreativeML OpenRAIL-M",
  "bigscience-bloom-rail-1.0":
    "4 | - | use-restrictions | use-restrictions license-copy changes copyright | BigScience BLOOM RAIL 1.0",
  "bigcode-openrail-m":
    "4 | - | - | use-restrictions license-copy model-card copyright | BigCode Open RAIL-M v1",
  "afl-3.0": "1 | AFL-3.0 | permissive | copyright changes | Academic Free License v3.0",
  "artistic-2.0": "1 | Artistic-2.0 | permissive | copyright changes rename | Artistic license 2.0",
  "bsl-1.0": "1 | BSL-1.0 | - | copyright license-copy | Boost Software License 1.0",
  bsd: "1 | - | - | copyright license-copy | BSD license family",
  "bsd-2-clause": '1 | BSD-2-Clause | - | copyright license-copy | BSD 2-clause "Simplified" license',
  "bsd-3-clause": '1 | BSD-3-Clause | - | copyright license-copy | BSD 3-clause "New" or "Revised" license',
  "bsd-3-clause-clear": "1 | BSD-3-Clause-Clear | - | copyright license-copy | BSD 3-clause Clear license",
  "c-uda": "1 | C-UDA-1.0 | - | attribution use-restrictions | Computational Use of Data Agreement",
  cc: "- | - | permissive | - | Creative Commons license family",
  "cc0-1.0": "0 | CC0-1.0 | permissive | - | Creative Commons Zero v1.0 Universal",
  "cc-by-2.0":
    "1 | CC-BY-2.0 | - | attribution copyright changes license-link | Creative Commons Attribution 2.0",
  "cc-by-2.5":
    "1 | CC-BY-2.5 | - | attribution copyright changes license-link | Creative Commons Attribution 2.5",
  "cc-by-3.0":
    "1 | CC-BY-3.0 | - | attribution copyright changes license-link | Creative Commons Attribution 3.0",
  "cc-by-4.0":
    "1 | CC-BY-4.0 | copyleft | attribution copyright changes license-link | Creative Commons Attribution 4.0",
  "cc-by-sa-3.0":
    "2 | CC-BY-SA-3.0 | - | attribution copyright changes license-link share-alike | Creative Commons Attribution Share Alike 3.0",
  "cc-by-sa-4.0":
    "2 | CC-BY-SA-4.0 | copyleft | attribution copyright changes license-link share-alike | Creative Commons Attribution Share Alike 4.0",
  "cc-by-nc-2.0":
    "5 | CC-BY-NC-2.0 | - | attribution copyright changes license-link non-commercial | Creative Commons Attribution Non Commercial 2.0",
  "cc-by-nc-3.0":
    "5 | CC-BY-NC-3.0 | - | attribution copyright changes license-link non-commercial | Creative Commons Attribution Non Commercial 3.0",
  "cc-by-nc-4.0":
    "5 | CC-BY-NC-4.0 | use-restrictions | attribution copyright changes license-link non-commercial | Creative Commons Attribution Non Commercial 4.0",
  "cc-by-nd-4.0":
    "6 | CC-BY-ND-4.0 | - | attribution copyright changes license-link no-derivatives | Creative Commons Attribution No Derivatives 4.0",
  "cc-by-nc-nd-3.0":
    "6 | CC-BY-NC-ND-3.0 | - | attribution copyright license-link non-commercial no-derivatives | Creative Commons Attribution Non Commercial No Derivatives 3.0",
  "cc-by-nc-nd-4.0":
    "6 | CC-BY-NC-ND-4.0 | use-restrictions | attribution copyright changes license-link non-commercial no-derivatives | Creative Commons Attribution Non Commercial No Derivatives 4.0",
  "cc-by-nc-sa-2.0":
    "5 | CC-BY-NC-SA-2.0 | - | attribution copyright changes license-link non-commercial share-alike | Creative Commons Attribution Non Commercial Share Alike 2.0",
  "cc-by-nc-sa-3.0":
    "5 | CC-BY-NC-SA-3.0 | - | attribution copyright changes license-link non-commercial share-alike | Creative Commons Attribution Non Commercial Share Alike 3.0",
  "cc-by-nc-sa-4.0":
    "5 | CC-BY-NC-SA-4.0 | use-restrictions | attribution copyright changes license-link non-commercial share-alike | Creative Commons Attribution Non Commercial Share Alike 4.0",
  "cdla-sharing-1.0":
    "2 | CDLA-Sharing-1.0 | - | share-alike changes attribution | Community Data License Agreement – Sharing, Version 1.0",
  "cdla-permissive-1.0":
    "1 | CDLA-Permissive-1.0 | - | license-copy changes attribution | Community Data License Agreement – Permissive, Version 1.0",
  "cdla-permissive-2.0":
    "1 | CDLA-Permissive-2.0 | - | license-copy | Community Data License Agreement – Permissive, Version 2.0",
  wtfpl: "0 | WTFPL | - | - | Do What The F*ck You Want To Public License",
  "ecl-2.0":
    "1 | ECL-2.0 | - | license-copy copyright changes notice-file | Educational Community License v2.0",
  "epl-1.0": "2 | EPL-1.0 | - | share-alike source copyright license-copy | Eclipse Public License 1.0",
  "epl-2.0": "2 | EPL-2.0 | - | share-alike source copyright license-copy | Eclipse Public License 2.0",
  "etalab-2.0": "1 | etalab-2.0 | - | attribution | Etalab Open License 2.0",
  "eupl-1.1":
    "2 | EUPL-1.1 | - | share-alike source network-source changes copyright license-copy | European Union Public License 1.1",
  "eupl-1.2":
    "2 | EUPL-1.2 | - | share-alike source network-source changes copyright license-copy | European Union Public License 1.2",
  "agpl-3.0":
    "3 | AGPL-3.0-only | - | share-alike source network-source changes copyright license-copy | GNU Affero General Public License v3.0",
  gfdl: "2 | - | - | share-alike source changes copyright license-copy | GNU Free Documentation License family",
  gpl: "3 | - | - | share-alike source changes copyright license-copy | GNU General Public License family",
  "gpl-2.0":
    "3 | GPL-2.0-only | copyleft | share-alike source changes copyright license-copy | GNU General Public License v2.0",
  "gpl-3.0":
    "3 | GPL-3.0-only | copyleft | share-alike source changes copyright license-copy | GNU General Public License v3.0",
  lgpl: "2 | - | - | share-alike source changes copyright license-copy | GNU Lesser General Public License family",
  "lgpl-2.1":
    "2 | LGPL-2.1-only | - | share-alike source changes copyright license-copy | GNU Lesser General Public License v2.1",
  "lgpl-3.0":
    "2 | LGPL-3.0-only | - | share-alike source changes copyright license-copy | GNU Lesser General Public License v3.0",
  isc: "1 | ISC | - | copyright license-copy | ISC",
  "h-research": "6 | - | - | research-only | H Research License",
  "intel-research": "6 | - | - | research-only no-derivatives | Intel Research Use License Agreement",
  "lppl-1.3c": "2 | LPPL-1.3c | - | changes source | LaTeX Project Public License v1.3c",
  "ms-pl": "1 | MS-PL | - | copyright license-copy | Microsoft Public License",
  "apple-ascl": "1 | - | - | copyright | Apple Sample Code license",
  "apple-amlr":
    "6 | - | - | research-only license-copy notice-text changes | Apple Model License for Research",
  "mpl-2.0": "2 | MPL-2.0 | - | share-alike source copyright license-link | Mozilla Public License 2.0",
  "odc-by": "1 | ODC-By-1.0 | - | attribution license-link | Open Data Commons License Attribution family",
  odbl: "2 | ODbL-1.0 | - | share-alike copyright license-link | Open Database License family",
  "openmdw-1.0": "1 | - | - | license-copy copyright | Open Model, Data & Weights License Agreement",
  "openmdw-1.1": "1 | - | - | license-copy copyright | Open Model, Data & Weights License Agreement v1.1",
  "openrail++":
    "4 | - | use-restrictions | use-restrictions license-copy changes copyright | Open Rail++-M License",
  "osl-3.0": "3 | OSL-3.0 | - | share-alike source network-source copyright | Open Software License 3.0",
  postgresql: "1 | PostgreSQL | - | copyright license-copy | PostgreSQL License",
  "ofl-1.1": "2 | OFL-1.1 | - | share-alike copyright license-copy reserved-name | SIL Open Font License 1.1",
  ncsa: "1 | NCSA | - | copyright license-copy | University of Illinois/NCSA Open Source License",
  unlicense: "0 | Unlicense | permissive | - | The Unlicense",
  zlib: "1 | Zlib | - | copyright changes | zLib License",
  pddl: "0 | PDDL-1.0 | - | - | Open Data Commons Public Domain Dedication and License",
  "lgpl-lr":
    "2 | LGPLLR | - | share-alike changes copyright license-copy | Lesser General Public License For Linguistic Resources",
  "deepfloyd-if-license":
    "6 | - | - | research-only non-commercial license-copy notice-text | DeepFloyd IF Research License Agreement",
  "fair-noncommercial-research-license":
    "6 | - | - | research-only non-commercial license-copy use-policy | FAIR Noncommercial Research License",
  llama2:
    "4 | - | commercial | license-copy notice-text use-policy output-limit user-limit | Llama 2 Community License Agreement",
  llama3:
    "4 | - | commercial | license-copy display name-prefix notice-text use-policy output-limit user-limit | Llama 3 Community License Agreement",
  "llama3.1":
    "4 | - | commercial | license-copy display name-prefix notice-text use-policy user-limit | Llama 3.1 Community License Agreement",
  "llama3.2":
    "4 | - | commercial | license-copy display name-prefix notice-text use-policy user-limit eu-multimodal | Llama 3.2 Community License Agreement",
  "llama3.3":
    "4 | - | commercial | license-copy display name-prefix notice-text use-policy user-limit eu-multimodal | Llama 3.3 Community License Agreement",
  llama4:
    "4 | - | - | license-copy display name-prefix notice-text use-policy user-limit eu-multimodal | Llama 4 Community License Agreement",
  "grok2-community":
    "4 | - | - | license-copy display notice-text use-policy output-limit | Grok 2 Community License Agreement",
  gemma: "4 | - | commercial | use-restrictions license-copy changes notice-text | Gemma Terms of Use",
  unknown: "- | - | - | - | Unknown",
  other: "- | - | - | - | Other",
};
