import { repositoryNotFound, type Viewer } from "./access";
import type { HubData } from "./hub-data";
import { failure, json, movedTo, type Reply } from "./reply";

/** Serves `GET /api/datasets/{id}`. A private dataset looks to visitors like a missing one. */
export function showDataset(data: HubData, viewer: Viewer, id: string): Reply {
  const { license, gated = false, movedTo: target, is } = data.datasets.get(id) ?? {};
  if (target !== undefined) return movedTo(`/api/datasets/${encodeURI(target)}`);
  if (is === "private") return repositoryNotFound(viewer);
  if (is === "missing") return failure(404, "Repository not found", "RepoNotFound");
  return json({ id, gated, tags: license === undefined ? [] : [`license:${license}`] });
}
