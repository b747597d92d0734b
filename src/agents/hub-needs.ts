import { parentIds } from "../card/card";
import { isLicenseId } from "../licenses/license-ids";
import { isRepoId } from "../lineage/repo-id";
import type { AgentEngine } from "./agent-engine";
import { schemaProblem } from "./json-schema";
import { toolInputs } from "./tool-inputs";
import type { CommonToolName } from "./tool-names";
import { type CardInput, cardOf } from "./tools/card-input";
import { isMistakenLicense, type LicenseInput } from "./tools/check-license";
import type { CompareInput } from "./tools/compare-traits";
import type { FamilyInput } from "./tools/get-model-family";

/**
 * How many of the models that an input names are missing in the index, or older than `maxAgeMs`, so that the tool would ask
 * the Hub about them; 0 if it may not ask, or the input is wrong.
 */
export async function modelsToAskFor(
  name: CommonToolName,
  input: unknown,
  engine: AgentEngine,
  maxAgeMs: number,
): Promise<number> {
  if (engine.whyOffline !== null || schemaProblem(toolInputs[name], input) !== null) return 0;
  const ids = (await idsIn(name, input as object, engine)).filter(isRepoId);
  const found = await engine.index.lookup(ids);
  const needsList = name === "get_model_family" && (input as FamilyInput).direction !== "up";
  return found.filter(each => {
    if (each.state !== "known") return true;
    const { fetchedAt, childrenAt } = each.entry;
    const oldest = needsList ? Math.min(fetchedAt, childrenAt ?? 0) : fetchedAt;
    return engine.now() - oldest >= maxAgeMs;
  }).length;
}

async function idsIn(name: CommonToolName, input: object, engine: AgentEngine): Promise<readonly string[]> {
  if (name === "query_index") return [];
  if (name === "get_model_family") return [(input as FamilyInput).model];
  if (name === "check_license") {
    const { parents, child } = input as LicenseInput;
    const named = [...parents, ...(child === undefined ? [] : [child])];
    return named.some(isMistakenLicense) ? [] : named.filter(each => !isLicenseId(each));
  }
  const { models } = input as CompareInput;
  if (models !== undefined) return models;
  const card = await cardOf(input as CardInput, engine, new AbortController().signal).catch(() => null);
  return card === null ? [] : parentIds(await engine.parse(card.text));
}
