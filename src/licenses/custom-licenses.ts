import type { LicenseRow } from "./license-table";

/** A license that publishers use without an ID of the Hub: its terms, and its facts as in `licenseFacts`. */
export interface CustomLicense {
  readonly row: LicenseRow;
  readonly facts: string;
  /** Where its text is. */
  readonly address: string;
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
    address: "https://github.com/QwenLM/Qwen/blob/main/Tongyi%20Qianwen%20LICENSE%20AGREEMENT",
    row: review,
    facts: "4 | - | - | license-copy changes notice-text output-limit | Tongyi Qianwen License Agreement",
  },
  "tongyi-qianwen-research": {
    address: "https://github.com/QwenLM/Qwen/blob/main/Tongyi%20Qianwen%20RESEARCH%20LICENSE%20AGREEMENT",
    row: { ...research, clause: "section 2.a" },
    facts:
      "6 | - | - | research-only license-copy changes notice-text output-limit | Tongyi Qianwen Research License Agreement",
    notice:
      "Tongyi Qianwen is licensed under the Tongyi Qianwen RESEARCH LICENSE AGREEMENT, Copyright (c) Alibaba Cloud. All Rights Reserved.",
  },
  qwen: {
    address: "https://huggingface.co/Qwen/Qwen2.5-72B-Instruct/blob/main/LICENSE",
    row: review,
    facts: "4 | - | - | license-copy changes notice-text | Qwen License Agreement",
  },
  "qwen-research": {
    address: "https://huggingface.co/Qwen/Qwen2.5-3B/blob/main/LICENSE",
    row: { ...research, clause: "section 2.a" },
    facts: "6 | - | - | research-only license-copy changes notice-text | Qwen Research License Agreement",
  },
  deepseek: {
    address: "https://github.com/deepseek-ai/DeepSeek-V2/blob/main/LICENSE-MODEL",
    row: { ...review, category: "responsible-ai" },
    facts: "4 | - | - | use-restrictions license-copy changes copyright | DeepSeek License Agreement",
  },
  "nvidia-open-model-license": {
    address: "https://www.nvidia.com/en-us/agreements/enterprise-software/nvidia-open-model-license/",
    row: review,
    facts: "4 | - | - | license-copy notice-text | NVIDIA Open Model License Agreement",
    notice: "Licensed by NVIDIA Corporation under the NVIDIA Open Model License",
  },
  mrl: {
    address: "https://mistral.ai/licenses/MRL-0.1.md",
    row: research,
    facts: "6 | - | - | research-only license-copy changes notice-text | Mistral AI Research License",
  },
};

/** The entry of a license that no ID of the Hub names; null for every other text. */
export function customLicense(id: string): CustomLicense | null {
  return Object.hasOwn(customLicenses, id) ? (customLicenses[id] ?? null) : null;
}
