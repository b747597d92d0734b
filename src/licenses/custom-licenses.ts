import type { LicenseRow } from "./license-table";

/** A license that publishers use without an ID of the Hub: its terms, and its facts as in `licenseFacts`. */
export interface CustomLicense {
  readonly row: LicenseRow;
  readonly facts: string;
  /** The sentence of the "Notice" file; absent if none is prescribed, or nobody has read it. */
  readonly notice?: string;
}

const review: LicenseRow = { category: "model-community", otherwise: "review" };
const research: LicenseRow = { category: "research-only", otherwise: "incompatible" };

/**
 * Licenses that no ID of the Hub names, by the `license_name` that their publishers write. Only those of which the duties are known
 * are here. What was not read in their texts is left to a review.
 */
export const customLicenses: Readonly<Record<string, CustomLicense>> = {
  "tongyi-qianwen": {
    row: review,
    facts: "4 | - | - | license-copy changes notice-text output-limit | Tongyi Qianwen License Agreement",
  },
  "tongyi-qianwen-research": {
    row: { ...research, clause: "section 2.a" },
    facts:
      "6 | - | - | research-only license-copy changes notice-text output-limit | Tongyi Qianwen Research License Agreement",
    notice:
      "Tongyi Qianwen is licensed under the Tongyi Qianwen RESEARCH LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.",
  },
  qwen: { row: review, facts: "4 | - | - | license-copy changes notice-text | Qwen License Agreement" },
  "qwen-research": {
    row: { ...research, clause: "section 2.a" },
    facts: "6 | - | - | research-only license-copy changes notice-text | Qwen Research License Agreement",
  },
  deepseek: {
    row: { ...review, category: "responsible-ai" },
    facts: "4 | - | - | use-restrictions license-copy changes copyright | DeepSeek License Agreement",
  },
  "nvidia-open-model-license": {
    row: review,
    facts: "4 | - | - | license-copy notice-text | NVIDIA Open Model License Agreement",
    notice: "Licensed by NVIDIA Corporation under the NVIDIA Open Model License",
  },
  mrl: {
    row: research,
    facts: "6 | - | - | research-only license-copy changes notice-text | Mistral AI Research License",
  },
};

/** The entry of a license that no ID of the Hub names; null for every other text. */
export function customLicense(id: string): CustomLicense | null {
  return Object.hasOwn(customLicenses, id) ? (customLicenses[id] ?? null) : null;
}
