import { join } from "node:path";
import { packNpm } from "./packed/pack-npm";
import { repoRoot } from "./root";

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1).padStart(8)} KB`;

/** Packs the command line that was built into hub-lineage-VERSION.tgz and prints its size and parts. */
function main(): void {
  const { file, bytes, entries } = packNpm(join(repoRoot(), "dist/npm"), repoRoot());
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  console.log(`${file}: ${kilobytes(bytes).trim()}, ${kilobytes(unpacked).trim()} unpacked`);
  for (const { path, size } of entries) console.log(`${kilobytes(size)}  ${path}`);
}

main();
