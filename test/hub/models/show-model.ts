import { canSee, repositoryNotFound, type Viewer } from "../access";
import { unknownExpand, wantedExpands } from "../expand";
import { fileNames } from "../file-names";
import type { HubData } from "../hub-data";
import { failure, json, movedTo, type Reply } from "../reply";
import type { ModelFacts } from "./facts";
import { DETAIL_EXPANDS, DETAIL_FIELDS, itemOf, shaOf } from "./model-fields";
import { blobOf } from "./model-files";

/** A model the viewer may see, or an error response; `pathFor` builds the redirect path from the correct ID. */
export function openRepository(
  data: HubData,
  viewer: Viewer,
  id: string,
  pathFor: (id: string) => string,
): { readonly model: ModelFacts } | { readonly reply: Reply } {
  const found = data.find(id);
  if (found === undefined) return { reply: repositoryNotFound(viewer) };
  if ("movedTo" in found) return { reply: movedTo(pathFor(encodeURI(found.movedTo))) };
  if (!canSee(viewer, found.model)) return { reply: repositoryNotFound(viewer) };
  if (found.model.disabled === true) return { reply: failure(403, "Access to this resource is disabled.") };
  return found;
}

/** The error for a revision a model does not have: only its `main` branch and its single commit exist. */
export function revisionProblem(model: ModelFacts, revision: string): Reply | undefined {
  const known = ["main", "HEAD", "refs/heads/main", shaOf(model)];
  return known.includes(revision)
    ? undefined
    : failure(404, `Invalid rev id: ${revision}`, "RevisionNotFound");
}

/** Serves `GET /api/models/{id}`, with or without a revision. */
export function showModel(
  data: HubData,
  viewer: Viewer,
  asked: {
    readonly id: string;
    readonly revision?: string;
    readonly query: URLSearchParams;
    readonly search: string;
  },
): Reply {
  const suffix = asked.revision === undefined ? "" : `/revision/${encodeURIComponent(asked.revision)}`;
  const opened = openRepository(data, viewer, asked.id, id => `/api/models/${id}${suffix}${asked.search}`);
  if ("reply" in opened) return opened.reply;
  const { model } = opened;
  const problem = revisionProblem(model, asked.revision ?? "main");
  if (problem !== undefined) return problem;
  const expands = wantedExpands(asked.query);
  const wrong = unknownExpand(expands, DETAIL_EXPANDS);
  if (wrong !== undefined) return wrong;
  const item = itemOf(data, model, expands.length > 0 ? expands : DETAIL_FIELDS);
  if (asked.query.get("blobs") === "true" && (expands.length === 0 || expands.includes("siblings"))) {
    item.siblings = fileNames(model).map(name => blobOf(model, name));
  }
  return json(item);
}
