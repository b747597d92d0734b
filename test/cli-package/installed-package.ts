import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runIn } from "../cli/run";
import { type PackedNpm, packNpm } from "../harness/packed/pack-npm";

/** Packs the command line and installs it with npm, offline, into the new folder `place` in `folder`. */
export async function installPacked(
  folder: string,
): Promise<{ readonly packed: PackedNpm; readonly place: string }> {
  const packed = packNpm(join(folder, "stage"), folder);
  const place = join(folder, "place");
  mkdirSync(place);
  writeFileSync(join(place, "package.json"), '{ "private": true }\n');
  const flags = ["--offline", "--no-audit", "--no-fund", "--loglevel=error"];
  const args = ["install", packed.file, ...flags, `--cache=${join(folder, "npm-cache")}`];
  const { code, stderr } = await runIn(place, "npm", args);
  if (code !== 0) throw new Error(`npm install failed: ${stderr}`);
  return { packed, place };
}
