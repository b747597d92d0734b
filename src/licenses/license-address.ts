import { licenseFacts } from "./license-facts";

/** Where the texts of licenses are that have no SPDX identifier. */
const addresses: ReadonlyMap<string, string> = new Map([
  ["bigscience-bloom-rail-1.0", "https://huggingface.co/spaces/bigscience/license"],
  ["creativeml-openrail-m", "https://huggingface.co/spaces/CompVis/stable-diffusion-license"],
  ["bigcode-openrail-m", "https://huggingface.co/spaces/bigcode/bigcode-model-license-agreement"],
  ["llama2", "https://ai.meta.com/llama/license/"],
  ["llama3", "https://www.llama.com/llama3/license/"],
  ["llama3.1", "https://www.llama.com/llama3_1/license/"],
  ["llama3.2", "https://www.llama.com/llama3_2/license/"],
  ["llama3.3", "https://www.llama.com/llama3_3/license/"],
  ["llama4", "https://www.llama.com/llama4/license/"],
  ["gemma", "https://ai.google.dev/gemma/terms"],
  ["tongyi-qianwen", "https://github.com/QwenLM/Qwen/blob/main/Tongyi%20Qianwen%20LICENSE%20AGREEMENT"],
  [
    "tongyi-qianwen-research",
    "https://github.com/QwenLM/Qwen/blob/main/Tongyi%20Qianwen%20RESEARCH%20LICENSE%20AGREEMENT",
  ],
  ["qwen", "https://huggingface.co/Qwen/Qwen2.5-72B-Instruct/blob/main/LICENSE"],
  ["qwen-research", "https://huggingface.co/Qwen/Qwen2.5-3B/blob/main/LICENSE"],
  ["deepseek", "https://github.com/deepseek-ai/DeepSeek-V2/blob/main/LICENSE-MODEL"],
  ["mrl", "https://mistral.ai/licenses/MRL-0.1.md"],
  [
    "nvidia-open-model-license",
    "https://www.nvidia.com/en-us/agreements/enterprise-software/nvidia-open-model-license/",
  ],
]);

/** The address of a license's text; null if it is not known. */
export function licenseAddress(id: string): string | null {
  const spdx = licenseFacts(id)?.spdx ?? null;
  return addresses.get(id) ?? (spdx === null ? null : `https://spdx.org/licenses/${spdx}.html`);
}
