/** What a file that stands for another says of it: the sha256 of its bytes, and their number. */
export interface LfsPointer {
  readonly sha256: string;
  readonly size: number;
}

/** The longest text of a pointer. Source: git-lfs's specification, which has pointers of less than 1,024 bytes. */
export const longestPointer = 1_024;

/**
 * Reads a pointer of git LFS, or of Xet, which writes the same lines; null if the text is none.
 * Source: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md.
 */
export function readLfsPointer(text: string): LfsPointer | null {
  if (text.length > longestPointer || !/^version https?:\/\/\S+\n/.test(text)) return null;
  const sha256 = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1];
  const size = /^size (\d{1,15})$/m.exec(text)?.[1];
  return sha256 === undefined || size === undefined ? null : { sha256, size: Number(size) };
}
