import { asObject, type JsonObject } from "../../src/lineage/checked-json";

/** The model of the sample Hub that stands for what the suite asks for. */
const model = "google/gemma-2b";
const resource = { uri: `hub-lineage://model/${model}` };

/**
 * What the suite asks a server made for it, and what stands for that here: a request of the same kind with an answer of the same
 * kind. Only requests change on the way; answers never do.
 */
const tools: Readonly<Record<string, JsonObject>> = {
  test_simple_text: { name: "check_license", arguments: { parents: ["mit"], child: "mit" } },
  test_error_handling: { name: "get_model_family", arguments: { model: "no model ID" } },
  test_tool_with_progress: { name: "get_model_family", arguments: { model, depth: 3 } },
  test_input_required_result_list_roots: { name: "check_model_card", arguments: { path: "README.md" } },
};

const prompts: Readonly<Record<string, JsonObject>> = {
  test_simple_prompt: { name: "explain_license_drift", arguments: { model } },
};

const resources: Readonly<Record<string, JsonObject>> = {
  "test://static-text": resource,
  "test://template/123/data": { uri: `hub-lineage://family/${model}` },
};

const completion: JsonObject = {
  ref: { type: "ref/resource", uri: "hub-lineage://model/{org}/{name}" },
  argument: { name: "org", value: "goo" },
};

/** The request that goes to the server for one of the suite. */
export function standIn(message: JsonObject): JsonObject {
  const params = asObject(message.params) ?? {};
  const found = standInParams(String(message.method), params);
  return found === undefined ? message : { ...message, params: { ...params, ...found } };
}

function standInParams(method: string, params: JsonObject): JsonObject | undefined {
  const { name, uri, ref } = params;
  if (method === "tools/call") return own(tools, name);
  if (method === "prompts/get" && name === "test_prompt_with_arguments") return promptOf(params);
  if (method === "prompts/get") return own(prompts, name);
  if (method === "resources/read") return own(resources, uri);
  const isOfSuite = method === "completion/complete" && asObject(ref)?.name === "test_prompt_with_arguments";
  return isOfSuite ? completion : undefined;
}

/** The values that the suite looks for in the text go into it. */
function promptOf({ arguments: given }: JsonObject): JsonObject {
  const { arg1, arg2 } = asObject(given) ?? {};
  return { name: "write_model_card", arguments: { base_model: arg1, model: arg2 } };
}

function own(table: Readonly<Record<string, JsonObject>>, key: unknown): JsonObject | undefined {
  return typeof key === "string" && Object.hasOwn(table, key) ? table[key] : undefined;
}
