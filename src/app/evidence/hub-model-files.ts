import { HubError, type HubFailureReason, stopping } from "../ports/errors";
import type { ModelFile, ModelFiles, ModelFilesPort } from "../ports/model-files-port";

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
  let tree: Promise<readonly ModelFile[] | null> | null = null;
  const orNull = async <T>(work: Promise<T>, passing?: HubFailureReason): Promise<T | null> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      if (stopping.has(error.reason) && error.reason !== passing) throw error;
      failed(error);
      return null;
    }
  };
  return {
    place: id,
    list: () => {
      tree ??= orNull(port.tree(id));
      return tree;
    },
    text: async (name, most) =>
      (await orNull(port.text(id, name, most), "unreachable")) ?? {
        problem: "could not be requested, so nothing was read from it",
      },
    head: (name, bytes) => orNull(port.head(id, name, bytes), "unreachable"),
  };
}
