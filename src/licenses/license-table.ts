/** What kind of terms a license has; the order is not a ranking. */
export type LicenseCategory =
  | "public-domain"
  | "permissive"
  | "attribution"
  | "data-use-only"
  | "weak-copyleft"
  | "strong-copyleft"
  | "responsible-ai"
  | "model-community"
  | "non-commercial"
  | "no-derivatives"
  | "research-only"
  | "unspecific";

/** Which licenses derivatives may carry. Lists are ids and `=group` names, separated by spaces. */
export interface LicenseRow {
  readonly category: LicenseCategory;
  /** The verdict on every child license that is in no list. */
  readonly otherwise: "ok" | "review" | "incompatible";
  readonly ok?: string;
  readonly review?: string;
  readonly never?: string;
  /** The section that an incompatible license violates; absent if nobody has read the text. */
  readonly clause?: string;
  /** The share-alike section, if `clause` is about something else. */
  readonly shareAlike?: string;
  /** Whether the text explicitly covers adapters, so being an adapter is no exception. */
  readonly reachesAdapters?: true;
}

/** The date of the Hub's list of license ids (huggingface/hub-docs at 242f4a1e) that the table follows. */
export const licenseTableDate = "2026-08-22";

/** Groups of ids that several rows of the table refer to. */
export const licenseGroups: Readonly<Record<string, string>> = {
  dedication: "cc0-1.0 wtfpl unlicense pddl",
  gnu: "agpl-3.0 gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0",
  reciprocal: "epl-1.0 epl-2.0 eupl-1.1 eupl-1.2 ms-pl mpl-2.0 osl-3.0",
  rail: "openrail bigscience-openrail-m creativeml-openrail-m bigscience-bloom-rail-1.0 bigcode-openrail-m openrail++",
  llama: "llama2 llama3 llama3.1 llama3.2 llama3.3 llama4",
  nc: "cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0",
  ncsa: "cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0",
  nd: "cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0",
  research: "h-research intel-research apple-amlr deepfloyd-if-license fair-noncommercial-research-license",
};

/**
 * The Hub's 83 license ids, each with the licenses that a derivative may carry besides the same one.
 * The judgments are this project's own, based on the license texts; they are not legal advice.
 */
export const licenseTable: Readonly<Record<string, LicenseRow>> = {
  "cc0-1.0": { category: "public-domain", otherwise: "ok" },
  wtfpl: { category: "public-domain", otherwise: "ok" },
  unlicense: { category: "public-domain", otherwise: "ok" },
  pddl: { category: "public-domain", otherwise: "ok" },

  "apache-2.0": {
    category: "permissive",
    otherwise: "ok",
    review: "eupl-1.1 eupl-1.2 gpl lgpl ms-pl osl-3.0",
    never: "gpl-2.0 lgpl-2.1",
    clause: "section 3",
  },
  mit: { category: "permissive", otherwise: "ok" },
  "afl-3.0": { category: "permissive", otherwise: "ok", review: "=gnu =reciprocal" },
  "artistic-2.0": {
    category: "permissive",
    otherwise: "ok",
    review: "=rail =nc =ncsa =nd =research =reciprocal =llama grok2-community gemma",
  },
  "bsl-1.0": { category: "permissive", otherwise: "ok" },
  bsd: { category: "permissive", otherwise: "ok" },
  "bsd-2-clause": { category: "permissive", otherwise: "ok" },
  "bsd-3-clause": { category: "permissive", otherwise: "ok" },
  "bsd-3-clause-clear": { category: "permissive", otherwise: "ok" },
  "ecl-2.0": {
    category: "permissive",
    otherwise: "ok",
    review: "gpl lgpl =reciprocal",
    never: "gpl-2.0 lgpl-2.1",
    clause: "section 3",
  },
  isc: { category: "permissive", otherwise: "ok" },
  "ms-pl": { category: "permissive", otherwise: "review" },
  "apple-ascl": { category: "permissive", otherwise: "ok" },
  "openmdw-1.0": { category: "permissive", otherwise: "ok" },
  "openmdw-1.1": { category: "permissive", otherwise: "ok" },
  postgresql: { category: "permissive", otherwise: "ok", review: "=reciprocal" },
  ncsa: { category: "permissive", otherwise: "ok" },
  zlib: { category: "permissive", otherwise: "ok" },

  "cc-by-2.0": { category: "attribution", otherwise: "ok", review: "=dedication =gnu =reciprocal" },
  "cc-by-2.5": { category: "attribution", otherwise: "ok", review: "=dedication =gnu =reciprocal" },
  "cc-by-3.0": { category: "attribution", otherwise: "ok", review: "=dedication =gnu =reciprocal" },
  "cc-by-4.0": { category: "attribution", otherwise: "ok", review: "=dedication =gnu =reciprocal" },
  "cdla-permissive-1.0": { category: "attribution", otherwise: "ok" },
  "cdla-permissive-2.0": { category: "attribution", otherwise: "ok" },
  "etalab-2.0": { category: "attribution", otherwise: "ok", review: "=dedication" },
  "odc-by": { category: "attribution", otherwise: "review" },
  "c-uda": { category: "data-use-only", otherwise: "review" },

  "cc-by-sa-3.0": {
    category: "weak-copyleft",
    otherwise: "incompatible",
    ok: "cc-by-sa-4.0",
    review: "gpl-3.0",
    clause: "section 4(b)",
  },
  "cc-by-sa-4.0": {
    category: "weak-copyleft",
    otherwise: "incompatible",
    ok: "gpl-3.0",
    review: "cc-by-sa-3.0 agpl-3.0 gpl",
    clause: "section 3(b)(1)",
  },
  "cdla-sharing-1.0": { category: "weak-copyleft", otherwise: "review" },
  "epl-1.0": { category: "weak-copyleft", otherwise: "incompatible", ok: "epl-2.0", clause: "section 3" },
  "epl-2.0": {
    category: "weak-copyleft",
    otherwise: "incompatible",
    review: "gpl gpl-2.0 gpl-3.0 lgpl lgpl-2.1 lgpl-3.0",
    clause: "section 3",
  },
  "eupl-1.1": {
    category: "weak-copyleft",
    otherwise: "incompatible",
    ok: "epl-1.0 eupl-1.2 gpl-2.0 osl-3.0",
    review: "gpl",
    clause: "article 5",
  },
  "eupl-1.2": {
    category: "weak-copyleft",
    otherwise: "incompatible",
    ok: "epl-1.0 agpl-3.0 gpl-2.0 gpl-3.0 lgpl-2.1 lgpl-3.0 mpl-2.0 osl-3.0",
    review: "cc-by-sa-3.0 cc-by-sa-4.0 eupl-1.1 gpl lgpl",
    clause: "article 5",
  },
  gfdl: { category: "weak-copyleft", otherwise: "incompatible", clause: "section 4" },
  lgpl: {
    category: "weak-copyleft",
    otherwise: "incompatible",
    review: "agpl-3.0 gpl gpl-2.0 gpl-3.0 lgpl-2.1 lgpl-3.0",
  },
  "lgpl-2.1": {
    category: "weak-copyleft",
    otherwise: "incompatible",
    ok: "gpl-2.0 gpl-3.0",
    review: "agpl-3.0 gpl lgpl lgpl-3.0",
    clause: "section 2(c)",
  },
  "lgpl-3.0": {
    category: "weak-copyleft",
    otherwise: "incompatible",
    ok: "gpl-3.0",
    review: "agpl-3.0 gpl lgpl",
    clause: "section 2",
  },
  "lppl-1.3c": { category: "weak-copyleft", otherwise: "review" },
  "mpl-2.0": {
    category: "weak-copyleft",
    otherwise: "incompatible",
    ok: "eupl-1.2 agpl-3.0 gpl-2.0 gpl-3.0 lgpl-2.1 lgpl-3.0",
    review: "gpl lgpl",
    clause: "section 3.1",
  },
  odbl: { category: "weak-copyleft", otherwise: "review" },
  "ofl-1.1": { category: "weak-copyleft", otherwise: "incompatible", clause: "condition 5" },
  "lgpl-lr": { category: "weak-copyleft", otherwise: "incompatible", clause: "section 2(c)" },

  "agpl-3.0": {
    category: "strong-copyleft",
    otherwise: "incompatible",
    review: "gpl gpl-3.0",
    clause: "section 5(c)",
  },
  gpl: { category: "strong-copyleft", otherwise: "incompatible", review: "agpl-3.0 gpl-2.0 gpl-3.0" },
  "gpl-2.0": {
    category: "strong-copyleft",
    otherwise: "incompatible",
    review: "agpl-3.0 gpl gpl-3.0",
    clause: "section 2(b)",
  },
  "gpl-3.0": {
    category: "strong-copyleft",
    otherwise: "incompatible",
    review: "agpl-3.0 gpl",
    clause: "section 5(c)",
  },
  "osl-3.0": { category: "strong-copyleft", otherwise: "incompatible", clause: "section 1(c)" },

  openrail: {
    category: "responsible-ai",
    otherwise: "incompatible",
    review: "=rail =llama grok2-community gemma",
    reachesAdapters: true,
  },
  "bigscience-openrail-m": {
    category: "responsible-ai",
    otherwise: "incompatible",
    review: "=rail =llama grok2-community gemma",
    clause: "section 4(a)",
    reachesAdapters: true,
  },
  "creativeml-openrail-m": {
    category: "responsible-ai",
    otherwise: "incompatible",
    review: "=rail =llama grok2-community gemma",
    clause: "section 4(a)",
    reachesAdapters: true,
  },
  "bigscience-bloom-rail-1.0": {
    category: "responsible-ai",
    otherwise: "incompatible",
    review: "=rail =llama grok2-community gemma",
    clause: "section 4(a)",
    reachesAdapters: true,
  },
  "bigcode-openrail-m": {
    category: "responsible-ai",
    otherwise: "incompatible",
    review: "=rail =llama grok2-community gemma",
    clause: "section 5.1",
    reachesAdapters: true,
  },
  "openrail++": {
    category: "responsible-ai",
    otherwise: "incompatible",
    review: "=rail =llama grok2-community gemma",
    clause: "section 4(a)",
    reachesAdapters: true,
  },

  llama2: {
    category: "model-community",
    otherwise: "incompatible",
    review: "=nc =ncsa =research =llama",
    clause: "section 1.b.i",
  },
  llama3: {
    category: "model-community",
    otherwise: "incompatible",
    review: "=nc =ncsa =research =llama",
    clause: "section 1.b.i",
  },
  "llama3.1": {
    category: "model-community",
    otherwise: "incompatible",
    review: "=nc =ncsa =research =llama",
    clause: "section 1.b.i",
  },
  "llama3.2": {
    category: "model-community",
    otherwise: "incompatible",
    review: "=nc =ncsa =research =llama",
    clause: "section 1.b.i",
  },
  "llama3.3": {
    category: "model-community",
    otherwise: "incompatible",
    review: "=nc =ncsa =research =llama",
    clause: "section 1.b.i",
  },
  llama4: {
    category: "model-community",
    otherwise: "incompatible",
    review: "=nc =ncsa =research =llama",
    clause: "section 1.b.i",
  },
  "grok2-community": { category: "model-community", otherwise: "incompatible", clause: "section 2" },
  gemma: {
    category: "model-community",
    otherwise: "incompatible",
    review: "=rail =nc =ncsa =research =llama",
    clause: "section 3.1",
    reachesAdapters: true,
  },

  "cc-by-nc-2.0": {
    category: "non-commercial",
    otherwise: "incompatible",
    ok: "=nc =ncsa cc-by-nc-nd-3.0 cc-by-nc-nd-4.0",
    review: "cc =research",
    clause: "section 4(b)",
  },
  "cc-by-nc-3.0": {
    category: "non-commercial",
    otherwise: "incompatible",
    ok: "cc-by-nc-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-3.0 cc-by-nc-sa-4.0",
    review: "cc cc-by-nc-2.0 cc-by-nc-sa-2.0 =research",
    clause: "section 4(b)",
  },
  "cc-by-nc-4.0": {
    category: "non-commercial",
    otherwise: "incompatible",
    ok: "cc-by-nc-nd-4.0 cc-by-nc-sa-4.0",
    review: "cc cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-nd-3.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0 =research",
    clause: "section 2(a)(1)",
  },
  "cc-by-nc-sa-2.0": {
    category: "non-commercial",
    otherwise: "incompatible",
    ok: "cc-by-nc-sa-3.0 cc-by-nc-sa-4.0",
    clause: "section 4(c)",
    shareAlike: "section 4(b)",
  },
  "cc-by-nc-sa-3.0": {
    category: "non-commercial",
    otherwise: "incompatible",
    ok: "cc-by-nc-sa-4.0",
    review: "cc-by-nc-sa-2.0",
    clause: "section 4(c)",
    shareAlike: "section 4(b)",
  },
  "cc-by-nc-sa-4.0": {
    category: "non-commercial",
    otherwise: "incompatible",
    review: "cc-by-nc-sa-2.0 cc-by-nc-sa-3.0",
    clause: "section 2(a)(1)",
    shareAlike: "section 3(b)(1)",
  },

  "cc-by-nd-4.0": { category: "no-derivatives", otherwise: "incompatible", clause: "section 2(a)(1)" },
  "cc-by-nc-nd-3.0": { category: "no-derivatives", otherwise: "incompatible", clause: "section 3" },
  "cc-by-nc-nd-4.0": { category: "no-derivatives", otherwise: "incompatible", clause: "section 2(a)(1)" },

  "h-research": { category: "research-only", otherwise: "incompatible" },
  "intel-research": { category: "research-only", otherwise: "incompatible", clause: "section 2" },
  "apple-amlr": { category: "research-only", otherwise: "incompatible", reachesAdapters: true },
  "deepfloyd-if-license": { category: "research-only", otherwise: "incompatible", clause: "section 2.d" },
  "fair-noncommercial-research-license": {
    category: "research-only",
    otherwise: "incompatible",
    clause: "section 1.b.i",
  },

  cc: { category: "unspecific", otherwise: "review" },
  unknown: { category: "unspecific", otherwise: "review" },
  other: { category: "unspecific", otherwise: "review" },
};
