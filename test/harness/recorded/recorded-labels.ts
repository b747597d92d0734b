import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { recordedPath } from "./recorded-data";

/**
 * Rows of licenses whose numbers the study's map does not name, or names wrongly (its `agpl-3.0` is the Computer Associates Trusted
 * Open Source License, its `apple-amlr` the row of `apple-ascl`), by the texts in the study's repository.
 */
const rowsByText: Readonly<Record<string, string>> = {
  "agpl-3.0": "59",
  "apple-amlr": "apple-amlr",
  "artistic-2.0": "13",
  "ecl-2.0": "49",
  ncsa: "129",
  "ofl-1.1": "119",
};

/** The study's labels of a license of the Hub, read from its files, in the signs of the golden table; null if it has none. */
export function recordedLabels(): (license: string) => string | null {
  const rows = new Map<string, string>();
  for (const name of ["label_ai_16.csv", "label_oss_124.csv"]) {
    const [, ...lines] = readFileSync(recordedPath(`liagent/${name}`), "utf8")
      .trim()
      .split(/\r?\n/);
    for (const line of lines) {
      const [file = "", ...values] = line.split(",");
      rows.set(file.replace(/\.txt$/, ""), values.map(value => ".+-!".charAt(Number(value))).join(""));
    }
  }
  const map = JSON.parse(readFileSync(recordedPath("liagent/license_name_map.json"), "utf8"));
  return license => rows.get(rowsByText[license] ?? map[license] ?? "") ?? rows.get(license) ?? null;
}

/** The steps of the study's chains, as lines of the golden table: how many, child, parent. */
export function recordedSteps(): readonly string[] {
  const read = gunzipSync(readFileSync(recordedPath("liagent/models_metadata_3988.json.gz"))).toString(
    "utf8",
  );
  const models: readonly { readonly id: string; readonly tags: readonly string[] }[] = JSON.parse(read);
  const licenses = new Map(
    models.map(({ id, tags }) => {
      const tag = tags.find(each => each.startsWith("license:"));
      return [id, tag === undefined ? "-" : tag.slice("license:".length).toLowerCase()];
    }),
  );
  const counts = new Map<string, number>();
  for (const line of readFileSync(recordedPath("liagent/model-basemodel_chain.txt"), "utf8").split("\n")) {
    const chain = line.trim().split(" -> ");
    for (const [at, id] of chain.slice(0, -1).entries()) {
      const [child, parent] = [licenses.get(id), licenses.get(chain[at + 1] ?? "")];
      if (child === undefined || parent === undefined) continue;
      counts.set(`${child}\t${parent}`, (counts.get(`${child}\t${parent}`) ?? 0) + 1);
    }
  }
  return [...counts].map(([pair, steps]) => `${steps}\t${pair}`);
}
