import { scopeFields } from "../../analyses/scope-words";
import type { ReportRequest } from "../../protocol";

/** Checks a request that came from the view or its saved state. The scope stays text and is parsed where it is used. */
export function checkedRequest(value: unknown): ReportRequest {
  const { id, mode, scope } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const written = (scope ?? {}) as Readonly<Record<string, unknown>>;
  const fields = scopeFields.flatMap(field => {
    const text = written[field];
    return typeof text === "string" ? [[field, text.slice(0, 300)] as const] : [];
  });
  return {
    id: typeof id === "string" ? id.slice(0, 100) : "",
    mode: mode === "paper" ? "paper" : "corrected",
    scope: Object.fromEntries(fields),
  };
}
