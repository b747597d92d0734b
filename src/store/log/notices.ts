import { reasonOf } from "../database";

function codeOf(error: unknown): string {
  return (
    (error as { readonly code?: string } | null)?.code ?? /\bE[A-Z]{3,}\b/.exec(reasonOf(error))?.[0] ?? ""
  );
}

/** What a person can do about a file that could not be written. */
function advice(error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return "Free some space on that disk.";
  if (code === "EROFS" || code === "EACCES" || code === "EPERM")
    return "Make the index folder writable, or choose another one.";
  return "Free some space, make the index folder writable, or choose another one.";
}

/** The index could not be saved. */
export function notSaved(error: unknown): string {
  return `The index could not be saved: ${reasonOf(error)}. What was read is kept in memory and is saved with the next change. ${advice(error)}`;
}

/** The index could not be emptied. */
export function notEmptied(error: unknown): string {
  return `The index could not be emptied: ${reasonOf(error)}. Nothing was forgotten. Close other windows that are reading families, see that the index folder is writable, and try again.`;
}

/** What was forgotten is in the log, but not in the database yet. */
export function notSettled(error: unknown): string {
  return `It was forgotten here, but the index's database could not be saved: ${reasonOf(error)}. It may come back when VS Code starts again. ${advice(error)}`;
}

/** The log could not be folded into the database. */
export function notFolded(error: unknown): string {
  return `The index's log could not be folded into its database: ${reasonOf(error)}. Nothing is lost, but the log grows. ${advice(error)}`;
}

/** The saved database was damaged; `place` is where it lies now, `rebuilt` whether the log or the memory gave something back. */
function wasDamaged(place: string, rebuilt: boolean): string {
  const begun = rebuilt ? "the index was rebuilt from what is left" : "a new index was begun";
  return `The saved index was damaged. It is kept as ${place}, and ${begun}; models are read from the Hub again as they are needed.`;
}

/** The saved database is damaged and lies where the next one must be. */
export function isInTheWay(error: unknown): string {
  return `The saved index is damaged and could not be moved aside: ${reasonOf(error)}. It is not overwritten: until it can be moved, no new database is saved. Make the index folder writable, or choose another one.`;
}

/** A part of a segment could not be read; `place` is the copy that was kept, or why there is none. */
export function segmentDamaged(name: string, place: string): string {
  return `A part of the index's log was damaged (${name}; ${place}). The rest was read; models that are missing are read from the Hub again as they are needed.`;
}

/** A segment holds records of a kind that this version does not know. */
export function segmentNewer(name: string): string {
  return `A part of the index's log was written by a newer version of Hub Lineage (${name}) and is left as it is. Update Hub Lineage to see it.`;
}

/** Another process replaced the database with one that this process cannot use. */
export function notFollowed(error: unknown): string {
  return `The index was changed by another process and could not be read again: ${reasonOf(error)} This window goes on with what it has read.`;
}

/** What keeps the index from being whole or saved, one sentence for each subject. */
export class Notices {
  readonly #sentences = new Map<string, string>();
  #rebuilt = false;

  /** Says something of a subject; null takes it back. */
  set(subject: string, sentence: string | null): void {
    if (sentence === null) this.#sentences.delete(subject);
    else this.#sentences.set(subject, sentence);
  }

  /** Remembers that a damaged database was found, for the sentence that tells where it went. */
  damaged(rebuilt: boolean): void {
    this.#rebuilt = rebuilt;
  }

  /** Says where a damaged database lies now. */
  movedAside(place: string): void {
    this.set("database", wasDamaged(place, this.#rebuilt));
  }

  /** All sentences, or null. */
  get text(): string | null {
    return [...this.#sentences.values()].join(" ") || null;
  }
}
