import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  PROTOCOL_VERSION_META_KEY,
  ProtocolErrorCode,
  UnsupportedProtocolVersionError,
} from "@modelcontextprotocol/server";
import { asObject, type JsonObject } from "../../lineage/checked-json";
import { ownValue } from "../../lineage/own-value";

/** What is wrong with a message: the answer that JSON-RPC asks for. */
export interface MessageFault {
  readonly code: number;
  readonly message: string;
  /** The request's ID; null if it has none that can be read, undefined if no answer is due. */
  readonly id: string | number | null | undefined;
  readonly data?: unknown;
}

/** The versions of the protocol that name themselves in every request. */
export const statelessVersions: readonly string[] = ["2026-07-28"];

const { InvalidRequest, InvalidParams } = ProtocolErrorCode;

/** What keeps a value from being a message of JSON-RPC 2.0 as MCP uses it; null if it is one. */
export function messageFault(value: unknown): MessageFault | null {
  const refused = (message: string): MessageFault => ({ code: InvalidRequest, message, id: null });
  if (Array.isArray(value))
    return refused("A list of messages was sent. Send each message as an object on a line of its own.");
  const message = asObject(value);
  if (message === null) return refused("A message must be an object.");
  return isAnswer(message) ? answerFault(message) : requestFault(message);
}

function isAnswer(message: JsonObject): boolean {
  return !Object.hasOwn(message, "method") && ["result", "error"].some(name => Object.hasOwn(message, name));
}

/** Nobody answers an answer. */
function answerFault(message: JsonObject): MessageFault | null {
  if (isJSONRPCResponse(message)) return null;
  return { code: InvalidRequest, message: "An answer does not fit JSON-RPC 2.0.", id: undefined };
}

const members = ["jsonrpc", "id", "method", "params"];

function requestFault(message: JsonObject): MessageFault | null {
  const { jsonrpc, id: given, method, params } = message;
  const isNotification = !Object.hasOwn(message, "id");
  const id = typeof given === "string" || typeof given === "number" ? given : null;
  const invalid = (text: string): MessageFault => ({ code: InvalidRequest, message: text, id });
  if (jsonrpc !== "2.0") return invalid('jsonrpc must be "2.0".');
  if (!isNotification && typeof given !== "string" && !Number.isSafeInteger(given))
    return invalid("id must be a string or a whole number.");
  if (typeof method !== "string") return invalid("method must be a string.");
  const other = Object.keys(message).find(name => !members.includes(name));
  // A notification is never answered.
  const due = isNotification ? undefined : id;
  if (other !== undefined)
    return {
      ...invalid(`A request has no ${JSON.stringify(other.slice(0, 60))}: put it into params.`),
      id: due,
    };
  if (params !== undefined && asObject(params) === null)
    return { code: InvalidParams, message: "params must be an object.", id: due };
  if (isJSONRPCRequest(message) || isJSONRPCNotification(message)) return versionFault(method, params, due);
  return { code: InvalidParams, message: "_meta in params does not fit the protocol.", id: due };
}

/** The SDK looks at the version of the first request alone. */
function versionFault(method: string, params: unknown, id: MessageFault["id"]): MessageFault | null {
  const requested = ownValue(asObject(asObject(params)?._meta) ?? {}, PROTOCOL_VERSION_META_KEY);
  // The handshake of 2025 has its own way to agree on a version.
  if (typeof requested !== "string" || statelessVersions.includes(requested) || method === "initialize")
    return null;
  const { code, message, data } = new UnsupportedProtocolVersionError({
    supported: [...statelessVersions],
    requested: requested.slice(0, 60),
  });
  return { code, message, data, id };
}
