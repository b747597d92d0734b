import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gatherEvidence } from "../../../src/app/evidence/gather-evidence";
import { localFiles } from "../../../src/cli/evidence/local-files";
import { withFolder } from "../../cli/run";

const pointer = (oid: string) => `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize 700\n`;

/** What a file holds, and what is told of it; the parent that is read nevertheless. */
const cases: readonly (readonly [
  file: string,
  bytes: string | Uint8Array,
  told: RegExp | null,
  parent?: string,
])[] = [
  [
    "adapter_config.json",
    '{"base_model_name_or_path": "lab/poet", "r": NaN, "b": -Infinity}',
    null,
    "lab/poet",
  ],
  [
    "adapter_config.json",
    '{"revision": "\\"NaN", "x": "NaN, Infinity", "base_model_name_or_path": "lab/poet"}',
    null,
    "lab/poet",
  ],
  ["adapter_config.json", '\uFEFF{"base_model_name_or_path": "lab/poet"}', null, "lab/poet"],
  ["adapter_config.json", '{"base_model_name_or_path": null}', null],
  ["adapter_config.json", '{"base_model_name_or_path": "lab/poet", "r"', /is not valid JSON or is cut off/],
  ["adapter_config.json", '{"base_model_name_or_path": "lab/poet"} // done', /is not valid JSON/],
  [
    "adapter_config.json",
    Buffer.from('\uFEFF{"base_model_name_or_path": "lab/poet"}', "utf16le"),
    /is not UTF-8/,
  ],
  ["adapter_config.json", "", /is empty/],
  ["adapter_config.json", '["lab/poet"]', /is not a JSON object/],
  [
    "adapter_config.json",
    '{"base_model_name_or_path": ["lab/poet"]}',
    /has a base_model_name_or_path that is not the name/,
  ],
  [
    "adapter_config.json",
    `{"base_model_name_or_path": "${"x".repeat(301)}"}`,
    /that is not the name of a model/,
  ],
  ["adapter_config.json", pointer("a".repeat(64)), /is a pointer of git LFS, not the file itself/],
  ["adapter_config.json", pointer("xyz"), /is a damaged pointer of git LFS/],
  ["adapter_config.json", `{"x": "${"x".repeat(1_048_577)}"}`, /is longer than the 1 MB that are read/],
  ["config.json", '{"_name_or_path": "lab/poet", "scale": Infinity}', null, "lab/poet"],
  ["config.json", '{"_name_or_path": 7}', /has a _name_or_path that is not the name/],
  ["config.json", "<html>Not found</html>", /is not valid JSON/],
  ["mergekit_config.yml", "models:\n  - model: lab/poet\n", null, "lab/poet"],
  ["mergekit_config.yml", "\uFEFF---\r\nmodels:\r\n  - model: lab/poet\r\n", null, "lab/poet"],
  ["mergekit_config.yml", "models: [\n", /is not valid YAML/],
  ["mergekit_config.yml", "merge_method: slerp\n", /names no model/],
  [
    "mergekit_config.yml",
    "models:\n  - model: lab/poet\n---\nmodels:\n  - model: lab/other\n",
    /holds several documents/,
    "lab/poet",
  ],
  [
    "mergekit_config.yml",
    `models:\n${Array.from({ length: 301 }, (_, at) => `  - model: lab/m${at}\n`).join("")}`,
    /names 300 models or more/,
    "lab/m0",
  ],
  ["model.safetensors", pointer("z"), /model\.safetensors is a damaged pointer/],
  ["x.gguf", "GGUF\u0003\u0000\u0000\u0000", /The header of x\.gguf is cut off/],
  ["model.safetensors", "abc", /The header of model\.safetensors is shorter than 8 bytes/],
];

for (const [file, bytes, told, parent] of cases)
  test(`${file} with ${JSON.stringify(bytes.toString().slice(0, 60))} is read, or told`, () =>
    withFolder(async folder => {
      writeFileSync(join(folder, file), bytes);
      const { evidence, problems, read } = await gatherEvidence(localFiles(folder));
      assert.equal(evidence[0]?.parent, parent);
      if (told === null) assert.deepEqual([problems, read], [[], [file]]);
      else assert.match(problems.join("\n"), told);
    }));

test("what is no file, or a link to nothing, is told and not taken for a model without a parent", () =>
  withFolder(async folder => {
    mkdirSync(join(folder, "adapter_config.json"));
    symlinkSync("/dev/null", join(folder, "config.json"));
    symlinkSync(join(folder, "nothing"), join(folder, "mergekit_config.yml"));
    mkdirSync(join(folder, "model.safetensors"));
    const { problems, read } = await gatherEvidence(localFiles(folder));
    assert.deepEqual(read, []);
    assert.deepEqual(problems, [
      "adapter_config.json is a folder, so nothing was read from it.",
      "config.json is not a file but a pipe or a device, so nothing was read from it.",
      "mergekit_config.yml is a link to a file that does not exist, so nothing was read from it.",
      "The header of model.safetensors cannot be read.",
    ]);
  }));
