import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packVsix, sizeLines } from "./packed/pack-vsix";
import { packageName } from "./packed/package-name";
import { repoRoot } from "./root";

/** Packs what was built into hub-lineage-VERSION.vsix and prints its size and largest parts. */
async function main(): Promise<number> {
  try {
    const packed = await packVsix(join(repoRoot(), packageName()));
    for (const line of sizeLines(packed)) console.log(line);
    console.log(`sha256 ${createHash("sha256").update(readFileSync(packed.file)).digest("hex")}`);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

main().then(code => process.exit(code));
