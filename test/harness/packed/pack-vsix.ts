import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { packedFiles } from "../../house/package-list";
import { repoRoot } from "../root";
import { packedTighter } from "./packed-tighter";
import { type ZipEntry, zipEntries } from "./zip-entries";

/** The most bytes that the package may take. */
const mostBytes = 1_500_000;

/** Names that the packer gives to files that marketplaces look for. */
const renamed = new Map([
  ["README.md", "readme.md"],
  ["CHANGELOG.md", "changelog.md"],
  ["LICENSE", "LICENSE.txt"],
]);
const ofTheFormat = ["extension.vsixmanifest", "[Content_Types].xml"];

/** A VSIX and what is in it. */
export interface Packed {
  readonly file: string;
  readonly bytes: number;
  readonly entries: readonly ZipEntry[];
}

/**
 * Packs the built extension into `file`. The same build gives the same bytes. Throws if the package holds another
 * file than the allow-list names, or takes more than 1.5 MB.
 */
export async function packVsix(file: string): Promise<Packed> {
  // The packer then sorts the files and gives all of them this date, in the time zone of the machine.
  process.env.SOURCE_DATE_EPOCH = String(Date.UTC(2000, 0, 1) / 1000);
  process.env.TZ = "UTC";
  // Apart from the checkout: the packer would match every file below it, and .vscode-test holds entire VS Codes.
  const stage = mkdtempSync(join(tmpdir(), "hub-lineage-pack-"));
  try {
    for (const path of [...packedFiles, ".vscodeignore"]) {
      mkdirSync(dirname(join(stage, path)), { recursive: true });
      copyFileSync(join(repoRoot(), path), join(stage, path));
    }
    await createVSIX({ cwd: stage, packagePath: file, dependencies: false });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const archive = await packedTighter(readFileSync(file));
  writeFileSync(file, archive);
  const entries = zipEntries(archive);
  const wanted = [
    ...ofTheFormat,
    ...packedFiles.map(path => `extension/${renamed.get(path) ?? path}`),
  ].sort();
  const found = entries.map(({ path }) => path).sort();
  const odd = [
    ...found.filter(path => !wanted.includes(path)).map(path => `${path} is too much`),
    ...wanted.filter(path => !found.includes(path)).map(path => `${path} is missing`),
  ];
  if (odd.length > 0)
    throw new Error(`The package differs from test/house/package-list.ts: ${odd.join(", ")}.`);
  if (archive.length > mostBytes)
    throw new Error(
      `The package takes ${archive.length} bytes, more than ${mostBytes}. Take weight out of the largest part.`,
    );
  return { file, bytes: archive.length, entries };
}

/** The size of a package and its largest parts, as lines. */
export function sizeLines({ file, bytes, entries }: Packed, most = 8): string[] {
  const kilobytes = (count: number) => `${(count / 1000).toFixed(0).padStart(6)} KB`;
  const largest = [...entries].sort((a, b) => b.packed - a.packed);
  const rest = largest.slice(most);
  const line = ({ path, packed }: Pick<ZipEntry, "path" | "packed">) => `${kilobytes(packed)}  ${path}`;
  return [
    `${file}: ${(bytes / 1e6).toFixed(2)} MB, at most ${mostBytes / 1e6} MB`,
    ...largest.slice(0, most).map(line),
    line({ path: `${rest.length} other files`, packed: rest.reduce((sum, { packed }) => sum + packed, 0) }),
  ];
}
