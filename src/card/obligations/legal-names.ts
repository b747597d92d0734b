/** Names of files that hold licenses, notices, and policies: the word, and then its end or another word. */
const legal =
  /^(?:licen[cs]es?|copying|notices?|copyright|use[-_ ]?policy|acceptable[-_ ]?use|usage[-_ ]?policy)(?![a-z])/i;
const license = /^(?:licen[cs]es?|copying)(?![a-z])/i;

/** Weights, pictures, data, and code: a detector of license plates holds no license. */
const otherContent =
  /\.(?:pt|pth|bin|ckpt|onnx|h5|keras|tflite|pb|mlmodel|engine|gguf|ggml|safetensors|msgpack|pkl|pickle|joblib|npy|npz|model|spm|png|jpe?g|gif|webp|svg|bmp|tiff?|ico|avif|mp[34]|wav|flac|ogg|mov|avi|webm|mkv|json|jsonl|ya?ml|toml|csv|tsv|parquet|arrow|xml|ini|cfg|py|ipynb|js|ts|sh|c|cc|cpp|h|rs|go|java|r|lock|zip|gz|tar|7z|xz|zst)$/i;
const plates = /^licen[cs]e[-_ .]?plates?(?![a-z])/i;

function isNamed(name: string, pattern: RegExp): boolean {
  return pattern.test(name) && !otherContent.test(name) && !plates.test(name);
}

/** Whether a file may hold what a license asks for, by its name. */
export function isLegalFile(name: string): boolean {
  return isNamed(name, legal);
}

/** Whether a file may hold the text of a license, by its name; a NOTICE file may as well. */
export function mayHoldLicense(name: string): boolean {
  return isNamed(name, license) || isNoticeFile(name);
}

/** Whether a file is one of notices, by its name: `NOTICE`, `NOTICE.txt`, or `NOTICE.md`. */
export function isNoticeFile(name: string): boolean {
  return /^notice(?:\.(?:txt|md))?$/i.test(name);
}

/** Whether a file is a policy on use, by its name. */
export function isPolicyFile(name: string): boolean {
  return /use[-_ ]?policy|usage[-_ ]?policy|acceptable[-_ ]?use/i.test(name);
}

/** The names of files that may hold what a license asks for: notices first, then licenses, then the rest. */
export function legalNames(names: readonly string[]): readonly string[] {
  const rank = (name: string): number =>
    isNoticeFile(name) ? 0 : /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/i.test(name) ? 1 : 2;
  return names.filter(isLegalFile).sort((a, b) => rank(a) - rank(b));
}
