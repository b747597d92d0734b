import type { Asking } from "../ports/asking";
import { HubError, stopping } from "../ports/errors";
import type { ModelFile, ModelFiles, ModelFilesPort } from "../ports/model-files-port";

/** Does a request for the list of files, or for one of them; null if it failed in a way that leaves the others to be asked for. */
export type FileAttempt = <T>(work: () => Promise<T>, of: "list" | "file") => Promise<T | null>;

/**
 * The files of a model on the Hub, each requested once. What the Hub does not show counts as not there and is told to
 * `failed`; throws HubError only if further requests are pointless. A connection that breaks while one file is sent is no such
 * failure: the list of files arrived.
 */
export function hubModelFiles(
  port: ModelFilesPort,
  id: string,
  failed: (error: HubError) => void,
): ModelFiles {
  return filesByAttempt(port, id, async (work, of) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      const isOfOneFile = of === "file" && error.reason === "unreachable";
      if (stopping.has(error.reason) && !isOfOneFile) throw error;
      failed(error);
      return null;
    }
  });
}

/** The files of a model on the Hub, the list of them requested once, with what becomes of failures left to `attempt`. */
export function filesByAttempt(
  port: ModelFilesPort,
  id: string,
  attempt: FileAttempt,
  how: Asking = {},
): ModelFiles {
  let tree: Promise<readonly ModelFile[] | null> | null = null;
  return {
    place: id,
    list: () => {
      tree ??= attempt(() => port.tree(id, how), "list");
      return tree;
    },
    text: async (name, most) =>
      (await attempt(() => port.text(id, name, most, how), "file")) ?? {
        problem: "could not be requested, so nothing was read from it",
      },
    head: (name, bytes) => attempt(() => port.head(id, name, bytes, how), "file"),
  };
}
