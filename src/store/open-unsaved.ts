import { UserError } from "../app/ports/errors";
import type { IndexFiles } from "../app/ports/file-ports";
import { type IndexParts, type OpenIndex, openIndex } from "./open-index";

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

/**
 * Opens the index in the files. If they cannot be used (they come from a newer version or another program, or cannot be
 * read), they are left untouched: an empty index in memory takes their place, and status().notice says why.
 */
export async function openIndexOrUnsaved(parts: IndexParts): Promise<OpenIndex> {
  try {
    return await openIndex(parts);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const notice = `${error.message} Until VS Code restarts, what is read is kept only in memory.`;
    const index = await openIndex({ ...parts, files: noFiles(), schedule: () => () => undefined });
    const all = () => [notice, index.notice()].filter(Boolean).join(" ");
    return { ...index, notice: all, status: async () => ({ ...(await index.status()), notice: all() }) };
  }
}
