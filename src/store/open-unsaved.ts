import { UserError } from "../app/ports/errors";
import type { HubIndexFiles, IndexFiles } from "../app/ports/file-ports";
import { type IndexParts, type OpenIndex, openIndex } from "./open-index";
import { reasonOf } from "./reason-of";

/** Files that keep nothing. */
function noFiles(): IndexFiles {
  let mark: string | null = null;
  const commit = async () => {
    mark = "in memory";
    return mark;
  };
  return {
    read: async () => null,
    mark: async () => mark,
    stage: async () => ({ commit, drop: async () => undefined }),
    setAside: async () => "nowhere",
    alone: work => work(async () => true),
    segments: null,
  };
}

/** What an index needs, but for its files. */
type OtherParts = Omit<IndexParts, "files" | "hub" | "schedule">;

/** Opens an empty index that is kept in memory only. */
export function openInMemory(parts: OtherParts): Promise<OpenIndex> {
  return openIndex({ ...parts, files: noFiles(), schedule: () => () => undefined });
}

async function openUnsaved(parts: OtherParts, why: string): Promise<OpenIndex> {
  const index = await openInMemory(parts);
  const all = () => [why, index.notice()].filter(Boolean).join(" ");
  return { ...index, notice: all, status: async () => ({ ...(await index.status()), notice: all() }) };
}

function notReadable(error: unknown): never {
  if (error instanceof UserError) throw error;
  throw new UserError(
    `The index could not be read: ${reasonOf(error)}. Make the index folder readable, or choose another one.`,
  );
}

/** An empty index in memory, for an address that is not one of a Hub; status().notice says why. */
export function openNone(parts: OtherParts): Promise<OpenIndex> {
  return openUnsaved(parts, "No index is used, because the Hub's endpoint is not an address.");
}

/**
 * Opens the index of a Hub. If its files cannot be used (they come from a newer version or another program, or cannot be
 * read), they are left untouched: an empty index in memory takes their place, and status().notice says why.
 */
export async function openIndexOrUnsaved(
  parts: OtherParts,
  filesOf: () => Promise<HubIndexFiles>,
): Promise<OpenIndex> {
  try {
    const hub = await filesOf().catch(notReadable);
    return await openIndex({ ...parts, files: hub.files, hub });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return openUnsaved(
      parts,
      `${error.message} Until VS Code restarts, what is read is kept only in memory.`,
    );
  }
}
