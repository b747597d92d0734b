import { readFileSync } from "node:fs";
import { join } from "node:path";
import { proseEvidence } from "../../../src/evidence/card/prose";
import { adapterEvidence } from "../../../src/evidence/files/adapter-config";
import { BadHeader, NeedsMore } from "../../../src/evidence/files/byte-reader";
import { ggufBuild, ggufEvidence } from "../../../src/evidence/files/gguf-evidence";
import { readGgufHeader } from "../../../src/evidence/files/gguf-header";
import { mergeEvidence } from "../../../src/evidence/files/mergekit";
import { configBuild, configEvidence } from "../../../src/evidence/files/model-config";
import { readSafetensorsHeader, safetensorsBuild } from "../../../src/evidence/files/safetensors-header";
import { isRepoId } from "../../../src/lineage/repo-id";
import { repoRoot } from "../../harness/root";
import { type FuzzTarget, holds } from "../fuzz-target";

const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(repoRoot(), "test/fixtures/evidence", name)));
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const encode = (text: string) => new TextEncoder().encode(text);

/** The files that evidence is read from. */
export const weightHeaders: FuzzTarget = {
  name: "weight-headers",
  oracle:
    "Headers and configurations end with what they say or with BadHeader or NeedsMore; every parent is a model ID or null, and every number of a build is a count.",
  seeds: () => [
    fixture("converted.gguf"),
    fixture("model.safetensors"),
    encode(
      '{"base_model_name_or_path":"lab/poet","_name_or_path":"lab/poet","model_type":"llama","vocab_size":9}',
    ),
    encode(
      "merge_method: ties\nmodels:\n  - model: lab/a\n    parameters:\n      weight: 0.3\nbase_model: lab/b\n",
    ),
    encode(
      "This model is a fine-tuned version of [lab/poet](https://huggingface.co/lab/poet) on x.\n```yaml\nbase_model: lab/poet\nsequence_len: 1\n```\n",
    ),
  ],
  words: [
    "GGUF",
    "general.base_model.0.repo_url",
    "\0\0\0\0\0\0\0\x10",
    "{",
    "}",
    "[",
    "](",
    "https://huggingface.co/",
    "models:",
    "```yaml\n",
    "\n",
  ],
  async check(input) {
    const text = decode(input);
    const evidence = [
      ...adapterEvidence(text, "x"),
      ...configEvidence(text, "x"),
      ...mergeEvidence(text, "x"),
      ...proseEvidence(text),
    ];
    const builds = [configBuild(text)];
    try {
      const header = readGgufHeader(input, decode);
      evidence.push(...ggufEvidence(header, "x"));
      builds.push(ggufBuild(header));
    } catch (error) {
      if (!(error instanceof BadHeader)) throw error;
    }
    try {
      builds.push(safetensorsBuild(readSafetensorsHeader(input, decode)));
    } catch (error) {
      if (!(error instanceof BadHeader || error instanceof NeedsMore)) throw error;
    }
    for (const { parent } of evidence) holds(parent === null || isRepoId(parent), () => `${parent} is no ID`);
    for (const build of builds)
      for (const number of [build?.vocabulary, build?.width, build?.layers])
        holds(number == null || (Number.isSafeInteger(number) && number >= 0), () => `${number} is no count`);
  },
};
