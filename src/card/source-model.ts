const copySuffix =
  /[-_.](?:gguf|awq|gptq(?:-int[48])?|exl[23]|mlx|onnx|fp8|int[48]|[248]-?bit|bnb-4bit|openvino|i1-gguf|imatrix|q[2-8](?:_[a-z0-9]{1,4}){0,4})$/i;

/**
 * The model that another is a converted or quantized copy of, judging by its name: `lab/Poet` for `lab/Poet-GGUF`.
 * Null if the name has no such ending; the caller checks whether the model exists.
 */
export function sourceCandidate(repo: string): string | null {
  let name = repo.slice(0, 200);
  for (let cut = copySuffix.exec(name); cut !== null; cut = copySuffix.exec(name))
    name = name.slice(0, cut.index);
  return name === repo || name.endsWith("/") || !name.includes("/") ? null : name;
}

/** A model's name with `*` for its size, in lower case (`sa2va-*` for `Sa2VA-4B`), or null if it has no size. */
export function nameWithoutSize(id: string): string | null {
  const name = id.slice(id.indexOf("/") + 1).toLowerCase();
  const sized = name.replace(/(?<![a-z0-9])\d{1,4}(?:[._]\d{1,3})?[bm](?![a-z0-9])/, "*");
  return sized === name ? null : sized;
}
