import type { ComparedFiles, FileFacts } from "../../evidence/files/file-facts";
import { configBuild } from "../../evidence/files/model-config";
import { isWeights } from "../../evidence/files/weights-names";
import type { ModelFiles } from "../ports/model-files-port";

const mostConfig = 1_048_576;

/** Names of files that tell of parents by what is in them. */
const telling =
  /^(?:adapter_config\.json|config\.json|mergekit_(?:moe_)?config\.ya?ml|.*\.(?:gguf|safetensors|bin|pt|pth|onnx))$/i;

/** Whether a file with this name may tell of parents. */
export function tells(name: string): boolean {
  return telling.test(name);
}

/** Whether a name next to a card counts: it may tell of parents, or be a folder or another format with weights that differ. */
export function counts(name: string): boolean {
  return tells(name) || isWeights(name) || !name.includes(".");
}

/** Whether any of the files next to a card may tell of parents, so that they are worth reading. */
export function mayTell(names: readonly string[] | null): boolean {
  return names?.some(tells) ?? false;
}

/**
 * What another model's files have to be compared with: its hashes if the files next to the card have any, and its build
 * if they tell one of a whole model. Two requests at most.
 */
export async function readCompared(own: FileFacts, theirs: ModelFiles): Promise<ComparedFiles> {
  const hashes = new Map<string, string>();
  if (own.hashes.size > 0)
    for (const { name, sha256 } of (await theirs.list()) ?? []) if (sha256 !== null) hashes.set(name, sha256);
  if (own.build === null || own.isAdapter) return { hashes, build: null };
  const config = await theirs.text("config.json", mostConfig);
  return { hashes, build: "text" in config ? configBuild(config.text) : null };
}
