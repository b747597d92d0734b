import { isRepoId } from "../lineage/repo-id";

const longest = 300;

/**
 * The model ID in what a tool wrote as the name or path of a model: an ID, a Hub address, or a path into the Hub's cache
 * (`…/models--google--gemma-2b/snapshots/…`). Null for any other path.
 */
export function namedId(written: string): string | null {
  const text = written.trim().slice(0, longest);
  const cached = /(?:^|[\\/])models--([^\\/]+)[\\/]snapshots[\\/]/.exec(text)?.[1];
  if (cached !== undefined) return checked(cached.replace("--", "/"));
  const address = /^https?:\/\/(?:www\.)?(?:huggingface\.co|hf\.co)\/([^\s?#]+)$/.exec(text)?.[1];
  if (address !== undefined) return addressedId(address);
  return /^[./~]|[\\:]/.test(text) ? null : checked(text);
}

/** Parts of the Hub's addresses that are no namespaces. */
const otherPages: ReadonlySet<string> = new Set([
  "datasets",
  "spaces",
  "docs",
  "blog",
  "models",
  "papers",
  "collections",
  "organizations",
  "settings",
  "tasks",
  "learn",
  "posts",
  "pricing",
  "join",
  "login",
  "api",
  "transformers",
  "course",
  "chat",
  "new",
  "search",
  "inference-endpoints",
  "autotrain",
]);

/** The model ID in the path of an address on the Hub; null for a page that is no model's. */
export function addressedId(path: string): string | null {
  const parts = path.split("/");
  while (parts.at(-1) === "") parts.pop();
  const [first = "", second, third] = parts;
  if (otherPages.has(first.toLowerCase())) return null;
  if (second === undefined) return null;
  // A model without a namespace has its pages right below its name.
  if (/^(?:tree|blob|resolve|raw|discussions|commit)$/.test(second)) return checked(first);
  return third === undefined || /^(?:tree|blob|resolve|raw|discussions|commits?)$/.test(third)
    ? checked(`${first}/${second}`)
    : null;
}

function checked(text: string): string | null {
  return isRepoId(text) && !/\.(?:bin|safetensors|gguf|pt|pth|json|yaml|yml)$/i.test(text) ? text : null;
}
