import { isRepoId } from "./repo-id";

/** What an address on the Hub leads to. */
export interface HubAddress {
  readonly kind: "model" | "dataset";
  readonly id: string;
  /** Whether it leads to the repo or to its main branch, not to a file, a folder, or a revision. */
  readonly isWhole: boolean;
}

/** Parts of the Hub's addresses that are no namespaces, besides those of its API and of datasets. */
const reserved: ReadonlySet<string> = new Set(
  (
    "about account accounts admin api app apps assets auth autonlp autotrain avatars billing blog brand buckets " +
    "changelog chat code-of-conduct collections contact content-guidelines content-policy course dashboard datasets " +
    "developers docs documentation download endpoints enterprise events explore feed forum front help home hub " +
    "inference inference-api inference-endpoints inference-providers jobs join kernels languages learn legal login " +
    "logout mcp metrics models new news notifications oauth organizations papers posts pricing privacy pro reports " +
    "search security settings shop signup spaces sso static status storage subscribe support tasks team terms " +
    "terms-of-service tos transformers upload user users watch welcome"
  ).split(" "),
);

/** Pages below an author, which are no models of that name. */
const authorPages: ReadonlySet<string> = new Set(
  "activity collections datasets followers following likes members models papers posts repos spaces".split(
    " ",
  ),
);

/** Pages of a repo; what follows them is no part of its ID. */
const repoPages: ReadonlySet<string> = new Set(
  (
    "blob blame colab commit commits discussions edit kaggle raw resolve settings tree viewer embed sql " +
    "resolve-cache preupload revision"
  ).split(" "),
);

/** The main page of a repo, and those that show all of it or its card. */
const wholePages = /^(?:|tree\/main|viewer|blob\/main\/README\.md|raw\/main\/README\.md|discussions)$/;

/**
 * The model or dataset that an address on the Hub leads to, with or without `https://`; null for any other page, such as an
 * account or settings. `https://huggingface.co/google/gemma-2b/tree/main` leads to the model `google/gemma-2b`.
 */
export function hubAddress(written: string): HubAddress | null {
  const text = written.trim();
  if (text.length > 1_000) return null;
  const path =
    /^(?:https?:\/\/)?(?:www\.)?(?:huggingface\.co|hf\.co)\/([^\s?#]{1,900})(?:[?#]\S{0,900})?$/i.exec(text);
  if (path?.[1] === undefined) return null;
  const parts = path[1].split("/");
  while (parts.at(-1) === "") parts.pop();
  const [kind, ...rest] = parts[0] === "api" ? parts.slice(1) : parts;
  if (kind === "datasets") return addressOf("dataset", rest);
  if (kind === "models") return addressOf("model", rest);
  return parts[0] === "api" ? null : addressOf("model", parts);
}

function addressOf(kind: HubAddress["kind"], parts: readonly string[]): HubAddress | null {
  const [first = "", second, third] = parts;
  const isOwnerless = second === undefined || repoPages.has(second);
  const id = isOwnerless ? ownerless(kind, first, second) : `${first}/${second}`;
  const isRepoPage = isOwnerless || third === undefined || repoPages.has(third);
  if (id === null || !isRepoPage || !isRepoId(id)) return null;
  if (reserved.has(first.toLowerCase()) || repoPages.has(first)) return null;
  if (authorPages.has(second?.toLowerCase() ?? "")) return null;
  const page = parts.slice(isOwnerless ? 1 : 2).join("/");
  return { kind, id, isWhole: wholePages.test(page) };
}

/** The ID of an old repo without an owner; a model's bare name may as well be that of an account. */
function ownerless(kind: HubAddress["kind"], name: string, page: string | undefined): string | null {
  return kind === "model" && page === undefined ? null : name;
}
