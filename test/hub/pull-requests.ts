import { repositoryNotFound, type Viewer } from "./access";
import type { HubData } from "./hub-data";
import { isRecord } from "./models/facts";
import { shaOf } from "./models/model-fields";
import { failure, json, type Reply } from "./reply";

const STEP = /^\/api\/models\/([^/]+\/[^/]+)\/(preupload|commit)\/([^/]+)$/;

/**
 * Serves the two requests of a commit as the Hub documents them (`POST /api/models/{id}/preupload/{rev}` and `…/commit/{rev}`, the
 * latter in NDJSON), for pull requests alone; null for any other request.
 */
export function servePullRequest(
  data: HubData,
  viewer: Viewer,
  asked: { readonly method: string; readonly address: URL; readonly type: string; readonly body: string },
): Reply | null {
  const [, id = "", step, branch] = STEP.exec(asked.address.pathname) ?? [];
  if (asked.method !== "POST" || step === undefined) return null;
  if (viewer.kind !== "user") return failure(401, "Invalid username or password.");
  const model = data.get(id);
  if (model === undefined) return repositoryNotFound(viewer);
  if (branch !== "main" || asked.address.searchParams.get("create_pr") !== "1")
    return failure(403, "You need write access to this repository.");
  if (step === "preupload") {
    const { files } = JSON.parse(asked.body);
    return json({
      files: files.map(({ path }: { path: string }) => ({
        path,
        uploadMode: "regular",
        shouldIgnore: false,
      })),
    });
  }
  if (asked.type !== "application/x-ndjson") return failure(400, "The body must be NDJSON.");
  const lines: { key: string; value: Record<string, string> }[] = asked.body
    .split("\n")
    .map(line => JSON.parse(line));
  const [header, ...changes] = lines;
  if (header?.key !== "header" || !isRecord(header.value))
    return failure(400, "The first line must be the header.");
  const { summary = "", description = "", parentCommit = "" } = header.value;
  if (parentCommit !== shaOf(model))
    return failure(412, "A commit has happened since. Please refresh and try again.");
  const files = changes.map(({ value: { path = "", content = "" } }) => [
    path,
    Buffer.from(content, "base64").toString("utf8"),
  ]);
  data.pullRequests.push({
    ...{ id, by: viewer.user.name, title: summary, description, parentCommit },
    files: Object.fromEntries(files),
  });
  const url = `https://huggingface.co/${id}/discussions/${data.pullRequests.length}`;
  return json({
    ...{ success: true, commitOid: "c".repeat(40), hookOutput: "" },
    ...{ commitUrl: `https://huggingface.co/${id}/commit/${"c".repeat(40)}`, pullRequestUrl: url },
  });
}
