import { UserError } from "../../app/ports/errors";

/*
 * What an import takes at most, so that a damaged or hostile file ends with a sentence and not with the memory of the
 * machine. Together the limits keep a table below about 3 GB beyond what its models need (docs/command-line.md).
 */

/** Maximum rows of a table. */
export const mostRows = 20_000_000;
/** Maximum rows of one row group, which is read at once. */
export const mostGroupRows = 2_097_152;
/** Maximum bytes of a Parquet footer. */
export const mostFooterBytes = 67_108_864;
/** Maximum values in it, each of which takes many times the bytes that it has there. */
export const mostFooterValues = 12_000_000;
/** Maximum bytes of one unpacked page. */
export const mostPageBytes = 134_217_728;
/** Maximum bytes of all unpacked pages of a row group, and characters of one of its columns of text. */
export const mostGroupBytes = 1_073_741_824;
/** Maximum bytes that the lists of a column chunk take while they are put together. */
export const mostListBytes = 2_147_483_648;
/** Maximum characters of a CSV record: ten times a model card of 1 MB. */
export const mostRecordCharacters = 10_000_000;
/** Maximum characters of a value other than a model card. */
export const mostValueCharacters = 4_000_000;
/** Maximum characters of a tag, which is many times the longest on the Hub. */
export const mostTagCharacters = 10_000;

/** What is wrong with bytes of a table, for a sentence that names the place. */
export class Damage extends Error {}

const readerErrors: ReadonlySet<string> = new Set(["HubError", "UserError", "AbortError"]);

/** An error of reading as a sentence: `problem`, then the reason in our words, if it has one. Others' raw errors have none. */
export function asSentence(error: unknown, problem: string): Error {
  if (error instanceof Error && readerErrors.has(error.name)) return error;
  const reason = error instanceof Damage ? `: ${error.message}` : "";
  return new UserError(`${problem}${reason}. Check the file, or download it again.`);
}
