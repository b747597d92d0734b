import { adapterEvidence } from "../../../src/evidence/files/adapter-config";
import type { FileFacts } from "../../../src/evidence/files/file-facts";
import { configBuild } from "../../../src/evidence/files/model-config";
import { asObject } from "../../../src/lineage/checked-json";

/** What the Hub's answer about a model keeps of its configurations: the base of an adapter, and the type of the model. */
export function recordedFacts(config: unknown): FileFacts {
  const { peft, ...own } = asObject(config) ?? {};
  const adapter = asObject(peft);
  return {
    evidence: adapter === null ? [] : adapterEvidence(JSON.stringify(adapter), "adapter_config.json"),
    build: configBuild(JSON.stringify(own)),
    hashes: new Map(),
    isAdapter: adapter !== null,
    hasOtherWeights: false,
    broken: [],
  };
}
