import { childrenKnown } from "../app/card/fact-sheet";
import { UserError } from "../app/ports/errors";
import type { AgentEngine, ToolCall } from "./agent-engine";
import { AskedModels } from "./asked-models";
import { plainValue, untrustedData } from "./fence";
import { runTool } from "./run-tool";
import { needModelId } from "./tools/get-model-family";

/** What a resource can be about. */
export type ResourceKind = "model" | "family";

/** Models of the index that are listed as resources. */
const mostListed = 50;

/** The address of a model or of its family. */
export function resourceUri(kind: ResourceKind, id: string): string {
  return `hub-lineage://${kind}/${id}`;
}

/** The IDs of the models in the index, the most downloaded first, to list them as resources. */
export async function listedModels(engine: AgentEngine): Promise<readonly string[]> {
  const { rows } = await engine.index.query({
    sql: "SELECT id FROM models ORDER BY downloads DESC, id",
    limit: mostListed,
  });
  return rows.map(([id]) => String(id));
}

/** IDs of the index that begin like a text, to complete an address. */
export async function modelsLike(engine: AgentEngine, text: string): Promise<readonly string[]> {
  return text === ""
    ? listedModels(engine)
    : engine.index.search({ what: "models", text, limit: mostListed });
}

/** The content of a resource, as JSON that says that it is data. Throws UserError for a model that is not known. */
export async function resourceText(
  kind: ResourceKind,
  id: string,
  engine: AgentEngine,
  call: ToolCall,
): Promise<string> {
  needModelId(id);
  const found = kind === "model" ? await modelFacts(id, engine, call) : await familyFacts(id, engine, call);
  return JSON.stringify({ notice: untrustedData, ...plainValue(found) }, null, 2);
}

async function modelFacts(id: string, engine: AgentEngine, call: ToolCall) {
  const asked = new AskedModels(engine, call);
  await asked.ask([id]);
  const entry = asked.entry(id);
  const coverage = asked.coverage();
  if (entry === null) throw new UserError([...asked.unknown(), coverage.missing].join(" "));
  const { model, parents, oldIds = [] } = entry;
  return { model, parents, former_ids: oldIds, children: childrenKnown(entry), coverage };
}

async function familyFacts(id: string, engine: AgentEngine, call: ToolCall) {
  const answer = await runTool("get_model_family", { model: id, depth: 2, complete: true }, engine, call);
  if (answer.isError) throw new UserError(answer.text);
  return answer.structured;
}
