import { customLicense } from "./custom-licenses";
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
]);

/** The address of a license's text; null if it is not known. */
export function licenseAddress(id: string): string | null {
  const spdx = licenseFacts(id)?.spdx ?? null;
  return (
    addresses.get(id) ??
    customLicense(id)?.address ??
    (spdx === null ? null : `https://spdx.org/licenses/${spdx}.html`)
  );
}
