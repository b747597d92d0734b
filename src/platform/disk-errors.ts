import { UserError } from "../app/ports/errors";
import { t } from "../words/words";

const problems: ReadonlyMap<string, (place: string) => string> = new Map([
  ["ENOSPC", place => t`The disk with ${place} is full (ENOSPC). Free some space, then try again.`],
  ["EDQUOT", place => t`Your disk quota for ${place} is used up (EDQUOT). Free some space, then try again.`],
  ["EROFS", place => t`${place} is on a read-only disk (EROFS). Choose a folder that can be written to.`],
  ["EACCES", place => denied(place, "EACCES")],
  ["EPERM", place => denied(place, "EPERM")],
  [
    "EFBIG",
    place =>
      t`A file in ${place} would be larger than allowed (EFBIG). Raise the limit, or use another disk.`,
  ],
  ["ENOTDIR", place => t`A part of ${place} is a file and not a folder (ENOTDIR). Choose another folder.`],
  ["EEXIST", place => t`${place} exists and is not a folder (EEXIST). Choose another folder.`],
  [
    "EISDIR",
    place => t`A folder is where a file belongs in ${place} (EISDIR). Move it, or choose another folder.`,
  ],
  ["EMFILE", () => t`Too many files are open (EMFILE). Close other programs, then try again.`],
]);

function denied(place: string, code: string): string {
  return t`You may not write to ${place} (${code}). Change its permissions, or choose another folder.`;
}

/** A failure of the disk as a sentence about the place where it happened, then `after`; any other error as it is. */
export function asDiskError(error: unknown, place: string, after = ""): unknown {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return error;
  const code = String(error.code);
  const sentence =
    problems.get(code)?.(place) ?? t`${place} cannot be used (${code}). Check the disk, then try again.`;
  return new UserError(after === "" ? sentence : `${sentence} ${after}`);
}

/** Does work on a place of the disk; its failures say what to do, then `after`. */
export async function onDisk<T>(place: string, work: () => Promise<T>, after?: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asDiskError(error, place, after);
  }
}
