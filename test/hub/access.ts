import type { IncomingHttpHeaders } from "node:http";
import type { ModelFacts } from "./models/facts";
import { failure, type Reply } from "./reply";

/** A signed-in user of the loopback Hub. */
export interface User {
  readonly name: string;
  /** Whether this user may read gated files and see private models. */
  readonly hasAccess: boolean;
}

/** The requester: anonymous, a user, or someone with an unknown token. */
export type Viewer =
  | { readonly kind: "anonymous" | "badToken" }
  | { readonly kind: "user"; readonly user: User };

/** The default tokens of a loopback Hub: one without and one with access to gated models. */
export const LOOPBACK_TOKENS: Readonly<Record<string, User>> = {
  hf_loopback: { name: "loopback-user", hasAccess: false },
  hf_loopback_access: { name: "loopback-member", hasAccess: true },
};

/** Checks the Authorization header against the known tokens. */
export function viewerOf(headers: IncomingHttpHeaders, tokens: Readonly<Record<string, User>>): Viewer {
  const header = headers.authorization;
  if (header === undefined) return { kind: "anonymous" };
  const token = /^Bearer (\S+)$/.exec(header)?.[1] ?? "";
  const user = Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  return user === undefined ? { kind: "badToken" } : { kind: "user", user };
}

/** Whether the viewer may know that the model exists. */
export function canSee(viewer: Viewer, model: ModelFacts): boolean {
  return model.private !== true || (viewer.kind === "user" && viewer.user.hasAccess);
}

/** The Hub's response for a repository that is missing or hidden from the viewer: 401 for a visitor, 404 for a user. */
export function repositoryNotFound(viewer: Viewer): Reply {
  return viewer.kind === "user"
    ? failure(404, "Repository not found", "RepoNotFound")
    : failure(401, "Invalid username or password.", "RepoNotFound");
}

/** The Hub's response to an unknown token. */
export function badToken(): Reply {
  return failure(401, "Invalid credentials in Authorization header");
}

/** The error for a gated model's file, or undefined if the viewer may read it. */
export function gateOf(viewer: Viewer, model: ModelFacts): Reply | undefined {
  if (model.gated === undefined) return undefined;
  if (viewer.kind !== "user") {
    const advice = "You must have access to it and be authenticated to access it. Please log in.";
    return failure(401, `Access to model ${model.id} is restricted. ${advice}`, "GatedRepo");
  }
  if (viewer.user.hasAccess) return undefined;
  const message = `Access to model ${model.id} is restricted and you are not in the authorized list.`;
  return failure(403, message, "GatedRepo");
}

/** The response to `GET /api/whoami-v2`. */
export function whoAmI(viewer: Viewer): Reply {
  if (viewer.kind !== "user") return failure(401, "Invalid username or password.");
  const { name } = viewer.user;
  return {
    status: 200,
    headers: { "Content-Type": "application/json; charset=utf-8" },
    body: JSON.stringify({
      type: "user",
      id: "0123456789abcdef01234567",
      name,
      fullname: name,
      isPro: false,
      orgs: [],
      auth: { type: "access_token", accessToken: { displayName: "loopback", role: "read" } },
    }),
  };
}
