/** A test that a document names as a proof: `file`: "title". */
export interface Proof {
  readonly row: string;
  readonly file: string;
  readonly title: string;
}

const proof = /`(test\/[\w./-]+\.test\.ts)`: "([^"]+)"/g;

/** The proofs in the last cell of each row of a document's tables; a row without one stands with no file. */
export function proofsIn(text: string): readonly Proof[] {
  const rows = text.split("\n").filter(line => /^\| (?!Attack \|)/.test(line));
  return rows.flatMap(line => {
    const cells = line.split(" | ");
    const row = (cells[0] ?? "").replace(/^\| /, "");
    const found = [...(cells.at(-1) ?? "").matchAll(proof)];
    if (cells.length !== 3 || found.length === 0) return [{ row, file: "", title: "" }];
    return found.map(([, file = "", title = ""]) => ({ row, file, title }));
  });
}

/** What is wrong with proofs: rows without one, files that are not there, and titles that no test in the file has. */
export function missingProofs(
  proofs: readonly Proof[],
  read: (path: string) => string | null,
): readonly string[] {
  return proofs.flatMap(({ row, file, title }) => {
    if (file === "") return [`"${row}" names no test`];
    const source = read(file);
    if (source === null) return [`"${row}" names ${file}, which is not there`];
    const isThere = ["test", "it", "scene"].some(call =>
      ['"', "`"].some(quote => new RegExp(`\\b${call}\\(\\s*${literal(quote + title + quote)}`).test(source)),
    );
    return isThere ? [] : [`"${row}" names a test that ${file} does not have: ${title}`];
  });
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
