import { UserError } from "../../app/ports/errors";
import { reasonOf } from "../reason-of";

function codeOf(error: unknown): string {
  return (
    (error as { readonly code?: string } | null)?.code ?? /\bE[A-Z]{3,}\b/.exec(reasonOf(error))?.[0] ?? ""
  );
}

/** What the user can do about a file that could not be written. */
function advice(error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return "Free up space on that disk.";
  if (code === "EROFS" || code === "EACCES" || code === "EPERM")
    return "Make the index folder writable, or choose another one.";
  return "Free up space, make the index folder writable, or choose another one.";
}

/** The index could not be saved. An error for the user says itself what to do, and that is another thing than to free space. */
export function notSaved(error: unknown): string {
  if (error instanceof UserError) return `The index could not be saved. ${error.message}`;
  return `The index could not be saved: ${reasonOf(error)}. What was read stays in memory, and is lost if this program ends before it can be saved. ${advice(error)}`;
}

/** The index could not be cleared. */
export function notEmptied(error: unknown): string {
  return `The index could not be cleared: ${reasonOf(error)}. Nothing was removed. Close other windows that are reading families, make sure that the index folder is writable, and try again.`;
}

/** Something was forgotten in the log, but not in the saved database yet. */
export function notSettled(error: unknown): string {
  return `It was forgotten in this window, but the index could not be saved: ${reasonOf(error)}. It may come back when VS Code restarts. ${advice(error)}`;
}

/** The log could not be folded into the database. */
export function notFolded(error: unknown): string {
  return `The index's log could not be merged into its database: ${reasonOf(error)}. Nothing is lost, but the log keeps growing. ${advice(error)}`;
}

/** The saved database was damaged; `place` is where it is now, `rebuilt` whether the log or memory restored anything. */
function wasDamaged(place: string, rebuilt: boolean): string {
  const begun = rebuilt ? "the index was rebuilt from what remains" : "a new index was started";
  return `The saved index was damaged. It was kept as ${place}, and ${begun}. Models are read from the Hub again as needed.`;
}

/** The saved database is damaged and could not be moved out of the way of the next one. */
export function isInTheWay(error: unknown): string {
  return `The saved index is damaged and could not be moved aside: ${reasonOf(error)}. It will not be overwritten, and no new database will be saved until it can be moved. Make the index folder writable, or choose another one.`;
}

/** Part of a segment could not be read; `place` names the copy that was kept, or says why there is none. */
export function segmentDamaged(name: string, place: string): string {
  return `Part of the index's log was damaged (${name}; ${place}). The rest was read. Missing models are read from the Hub again as needed.`;
}

/** A segment contains a kind of record that this version does not know. */
export function segmentNewer(name: string): string {
  return `Part of the index's log was written by a newer version of Hub Lineage (${name}) and was left unchanged. Update Hub Lineage to read it.`;
}

/** Another process replaced the database with one that this process cannot use. */
export function notFollowed(error: unknown): string {
  return `Another process changed the index, and it could not be read again: ${reasonOf(error)} This window continues with what it has read.`;
}

/** What keeps the index from being complete or saved, one sentence per subject. */
export class Notices {
  readonly #sentences = new Map<string, string>();
  #rebuilt = false;

  /** Sets the sentence about a subject; null removes it. */
  set(subject: string, sentence: string | null): void {
    if (sentence === null) this.#sentences.delete(subject);
    else this.#sentences.set(subject, sentence);
  }

  /** Remembers that a damaged database was found, for the sentence that says where it went. */
  damaged(rebuilt: boolean): void {
    this.#rebuilt = rebuilt;
  }

  /** Reports where a damaged database was moved. */
  movedAside(place: string): void {
    this.set("database", wasDamaged(place, this.#rebuilt));
  }

  /** All sentences, or null. */
  get text(): string | null {
    return [...this.#sentences.values()].join(" ") || null;
  }
}
