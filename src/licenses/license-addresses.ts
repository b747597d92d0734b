import { once } from "../lineage/make-once";
import { isLicenseId } from "./license-ids";

/**
 * Where the texts of licenses are, as `addressKey` writes them: pages and files of whoever made the license. `hf:` is the license file of a
 * repo on the Hub, `gh:` a file on GitHub, and `*` the rest of a repo's name. Of a publisher with several licenses, each repo is named.
 */
const places: Readonly<Record<string, string>> = {
  llama2: "gh:facebookresearch/llama/license gh:meta-llama/llama/license ai.meta.com/llama/license",
  llama3: "gh:meta-llama/llama3/license",
  gemma: "ai.google.dev/gemma/terms",
  "grok2-community": "hf:xai-org/grok-2",
  "bigscience-bloom-rail-1.0": "huggingface.co/spaces/bigscience/license",
  "creativeml-openrail-m": "huggingface.co/spaces/compvis/stable-diffusion-license",
  "bigcode-openrail-m": "huggingface.co/spaces/bigcode/bigcode-model-license-agreement",
  "openrail++": "hf:stabilityai/stable-diffusion-xl-base-1.0 hf:stabilityai/stable-diffusion-xl-refiner-1.0",
  "h-research": "hf:hcompany/holo1-3b",
  "intel-research": "hf:openvino/llama-3.1-8b-instruct-fastdraft-150m-int8-ov",
  "apple-amlr": "hf:apple/deeplabv3-mobilevit-small gh:apple/ml-mobileclip/license_models",
  "apple-ascl": "developer.apple.com/support/downloads/terms/apple-sample-code/apple-sample-code-license",
  "deepfloyd-if-license": "gh:deep-floyd/if/license-model",
  "fair-noncommercial-research-license": "hf:facebook/fair-noncommercial-research-license",
  "openmdw-1.0": "openmdw.ai/license/1-0",
  "openmdw-1.1": "openmdw.ai/license/1-1",
  "apache-2.0": "apache.org/licenses/license-2.0",
  "lgpl-lr": "spdx.org/licenses/lgpllr",
  "cc0-1.0": "creativecommons.org/publicdomain/zero/1.0",
  "tongyi-qianwen":
    "gh:qwenlm/qwen/tongyi%20qianwen%20license%20agreement hf:qwen/qwen1.5-7b* hf:qwen/qwen1.5-14b* hf:qwen/qwen1.5-32b-* " +
    "hf:qwen/qwen1.5-72b* hf:qwen/qwen1.5-110b* hf:qwen/qwen1.5-moe-* hf:qwen/qwen2-72b* hf:qwen/qwen2-math-72b* hf:qwen/qwen2-vl-72b-*",
  "tongyi-qianwen-research":
    "gh:qwenlm/qwen/tongyi%20qianwen%20research%20license%20agreement hf:qwen/qwen1.5-0.5b* hf:qwen/qwen1.5-1.8b* hf:qwen/qwen1.5-4b*",
  qwen: "hf:qwen/qwen2.5-72b* hf:qwen/qwen2.5-math-72b* hf:qwen/qwen2.5-vl-72b* hf:qwen/qvq-72b*",
  "qwen-research": "hf:qwen/qwen2.5-3b* hf:qwen/qwen2.5-coder-3b* hf:qwen/qwen2.5-vl-3b*",
  deepseek: "gh:deepseek-ai/deepseek-*/license-model hf:deepseek-ai/deepseek-coder-*",
  "nvidia-open-model-license":
    "nvidia.com/en-us/agreements/enterprise-software/nvidia-open-model-license " +
    "developer.download.nvidia.com/licenses/nvidia-open-model-license-agreement-june-2024",
  mrl: "mistral.ai/licenses/mrl-0.1",
};

/** Where Meta has the licenses of a version of Llama. */
function placesOfLlama(version: string): string {
  const page = `llama${version.replace(".", "_")}/license`;
  const pages = `llama.meta.com/${page} llama.com/${page} gh:meta-llama/llama-models/models/${page}`;
  return `${pages} hf:meta-llama/llama-${version}-* hf:meta-llama/meta-llama-${version}-*`;
}

const known = once(() => {
  const [whole, begun] = [
    new Map<string, string>(),
    [] as (readonly [id: string, start: string, end: string])[],
  ];
  const add = (id: string, addresses: string) => {
    for (const address of addresses.split(" ")) {
      const [start = "", end] = address.replace(/^hf:.*/, "$&/license").split("*");
      if (end === undefined) whole.set(start, id);
      else begun.push([id, start, end]);
    }
  };
  for (const [id, addresses] of Object.entries(places)) add(id, addresses);
  for (const version of ["2", "3", "3.1", "3.2", "3.3", "4"]) add(`llama${version}`, placesOfLlama(version));
  return { whole, begun };
});

/** The licenses whose places are listed here one by one, of which some have no ID of the Hub. */
export function placedLicenses(): readonly string[] {
  return Object.keys(places);
}

/** The license whose own text is at an address; null if none of the known ones is there. */
export function licenseAt(address: string): string | null {
  const key = addressKey(address);
  if (key === null) return null;
  const { whole, begun } = known();
  const found = begun.find(
    ([, start, end]) =>
      key.startsWith(start) && key.endsWith(end) && !key.slice(start.length, -end.length).includes("/"),
  );
  return whole.get(key) ?? found?.[0] ?? listedAt(key);
}

/** The license of a page of those who list many. */
function listedAt(key: string): string | null {
  const id = key
    .replace(
      /^(?:spdx\.org\/licenses|opensource\.org\/licenses?|choosealicense\.com\/licenses|gnu\.org\/licenses)\//,
      "@",
    )
    .replace(/^creativecommons\.org\/licenses\/([a-z-]{2,8})\/(\d\.\d)$/, "@cc-$1-$2")
    .replace(/-(?:only|or-later)$/, "");
  if (!id.startsWith("@")) return null;
  // SPDX numbers a first version that the Hub does not.
  return [id.slice(1), id.slice(1).replace(/-1\.0$/, "")].find(isLicenseId) ?? null;
}

/** Whether a text is an address on the web. One with a user, a port, or signs that browsers read otherwise is none that can be compared. */
export function isWebAddress(text: string): boolean {
  return (
    /^https?:\/\/[a-z0-9.-]{1,253}(?:[/?#][\x21-\x5b\x5d-\x7e]{0,900})?$/i.test(text) &&
    !/\/\.{1,2}(?:\/|$)|%(?:2[ef]|5c)/i.test(text)
  );
}

/** Where the file of a license is in a repo: the page that shows it and the one that sends it are the same. */
const filePages: readonly (readonly [RegExp, string])[] = [
  [
    /^raw\.githubusercontent\.com\/([^/]{1,100}\/[^/]{1,200})\/(?:refs\/heads\/)?(?:main|master|head)\//,
    "gh:$1/",
  ],
  [
    /^github\.com\/([^/]{1,100}\/[^/]{1,200})\/(?:blob|raw)\/(?:refs\/heads\/)?(?:main|master|head)\//,
    "gh:$1/",
  ],
  [/^huggingface\.co\/([^/]{1,100}\/[^/]{1,200})\/(?:blob|raw|resolve)\/main\//, "hf:$1/"],
];

/**
 * What two addresses of one text have in common: in lower case, without `www.`, a query, a file extension, or the branch. Another branch or
 * commit stays, because anyone can propose one. Null if it is no address on the web.
 */
export function addressKey(text: string): string | null {
  const trimmed = text.trim();
  if (!isWebAddress(trimmed)) return null;
  const plain = trimmed
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, "")
    .replace(/[?#].{0,900}$/, "")
    .replace(/^hf\.co\//, "huggingface.co/");
  const file = filePages.reduce((path, [page, repo]) => path.replace(page, repo), plain);
  const bare = file.replace(/\/{1,9}$/, "").replace(/\.(?:md|txt|html?|pdf|php|en|rst)$/, "");
  return bare.replace(/^(creativecommons\.org\/.{1,80})\/(?:deed|legalcode)(?:\.[a-z_-]{1,10})?$/, "$1");
}
