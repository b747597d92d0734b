import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

/** The texts of open licenses that the npm package holds, by their IDs on the Hub; from the SPDX license list. */
export async function shippedTexts(): Promise<(license: string) => string | null> {
  const packed = await readFile(join(__dirname, "license-texts.json.br"));
  const texts = new Map<string, string>(
    Object.entries(JSON.parse(brotliDecompressSync(packed).toString("utf8"))),
  );
  return license => texts.get(license) ?? null;
}
