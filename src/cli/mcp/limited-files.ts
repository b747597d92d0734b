import { realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ModelFiles } from "../../app/ports/model-files-port";
import { localFiles } from "../evidence/local-files";
import { type AllowedFolders, isWithin } from "./allowed-folders";

/** The files in a folder, as far as they lie within the allowed folders: nothing is read or measured through a link that leads out. */
export function limitedFiles(folder: string, allowed: AllowedFolders): ModelFiles {
  const all = localFiles(folder);
  const inside = async (name: string): Promise<string | null> => {
    const real = await realpath(join(folder, name)).catch(() => null);
    return real !== null && isWithin(real, allowed) ? real : null;
  };
  return {
    place: all.place,
    list: async () => {
      const found = isWithin(folder, allowed) ? await all.list() : null;
      if (found === null) return null;
      return Promise.all(
        found.map(async file =>
          (await inside(file.name)) === null ? { ...file, size: null, sha256: null } : file,
        ),
      );
    },
    text: async (name, most) => {
      const real = await inside(name);
      return real === null
        ? { problem: "lies outside the folders that may be read, so nothing was read from it" }
        : localFiles(dirname(real)).text(basename(real), most);
    },
    head: async (name, bytes) => {
      const real = await inside(name);
      return real === null ? null : localFiles(dirname(real)).head(basename(real), bytes);
    },
  };
}
