import { isRecord, type ModelFacts } from "./models/facts";

/** The file names in a model's repository: known ones, or else the usual ones for such a model. */
export function fileNames(model: ModelFacts): readonly string[] {
  const recorded = model.recorded?.siblings;
  if (Array.isArray(recorded)) {
    return recorded.flatMap(file =>
      isRecord(file) && typeof file.rfilename === "string" ? [file.rfilename] : [],
    );
  }
  const own = model.files ?? [".gitattributes", "README.md", ...usualFiles(model)];
  return [...own, ...Object.keys(model.texts ?? {}).filter(name => !own.includes(name))];
}

/** Whether the tags or name indicate reduced-precision weights. */
export function looksQuantized(model: ModelFacts): boolean {
  const isTagged = model.tags.some(tag => /^(gguf|[2-8]-bit|awq|gptq)$/.test(tag));
  return (
    isTagged || /gguf|awq|gptq|exl2|mlx|[-_](int|q)[2-8]|[2-8]-?bit/i.test(model.id.split("/").at(-1) ?? "")
  );
}

function usualFiles(model: ModelFacts): string[] {
  const tags = new Set(model.tags);
  const name = model.id.split("/").at(-1) ?? model.id;
  if (model.library === "peft" || model.relation === "adapter") {
    return ["adapter_config.json", "adapter_model.safetensors"];
  }
  if (/gguf/i.test(name) && !tags.has("safetensors")) return [`${name}.Q4_K_M.gguf`];
  const files: string[] = [];
  if (tags.has("gguf")) files.push(`${name}.Q4_K_M.gguf`);
  if (tags.has("safetensors") || model.library === "transformers")
    files.push("config.json", "model.safetensors");
  if (tags.has("pytorch")) files.push("pytorch_model.bin");
  if (model.library === "transformers") files.push("tokenizer.json", "tokenizer_config.json");
  return files;
}
