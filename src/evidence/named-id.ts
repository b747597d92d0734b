import { hubAddress } from "../lineage/hub-address";
import { isRepoId } from "../lineage/repo-id";

const longest = 300;

/**
 * The model ID in what a tool wrote as the name or path of a model: an ID, a Hub address, or a path into the Hub's cache
 * (`…/models--google--gemma-2b/snapshots/…`). A revision behind an ID (`google/gemma-2b@main`) is no part of it. Null for any
 * other path.
 */
export function namedId(written: string): string | null {
  const whole = written.trim().slice(0, longest);
  // A name without an owner may as well be an account on a machine.
  const text = /\/[^@]{0,300}@/.test(whole) ? withoutRevision(whole) : whole;
  const cached = /(?:^|[\\/])models--([^\\/]+)[\\/]snapshots[\\/]/.exec(text)?.[1];
  if (cached !== undefined) return checked(cached.replace("--", "/"));
  const address = hubAddress(text);
  if (address !== null) return address.kind === "model" ? checked(address.id) : null;
  return /^[./~]|[\\:]/.test(text) || isUsualPath(text) ? null : checked(text);
}

/** What is left of `path@revision`, as mergekit and others write a model; a second `@` is nobody's syntax. */
export function withoutRevision(text: string): string {
  const [path = "", revision = "", ...more] = text.split("@");
  return revision === "" || more.length > 0 ? text : path;
}

/** Folders into which training writes, which nobody has as a name on the Hub. */
const usualFolders =
  /^(?:outputs?|results?|checkpoints?|ckpts?|models?|saved?_?models?|saves|runs|logs|weights|experiments?|workspace|tmp|home|mnt|root|opt|data|content|kaggle|scratch|artifacts|exp|trained_models?|merged|loras?)$/i;

function isUsualPath(text: string): boolean {
  const [folder = "", name] = text.split("/");
  return (
    name !== undefined && (usualFolders.test(folder) || /^(?:checkpoint|step|epoch)[-_]?\d+$/i.test(name))
  );
}

/** The model ID in the path of an address on the Hub; null for a page that is no model's. */
export function addressedId(path: string): string | null {
  const address = hubAddress(`huggingface.co/${path}`);
  return address?.kind === "model" ? checked(address.id) : null;
}

function checked(text: string): string | null {
  return isRepoId(text) && !/\.(?:bin|safetensors|gguf|pt|pth|json|yaml|yml)$/i.test(text) ? text : null;
}
