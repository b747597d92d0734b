import { repositoryNotFound, type Viewer } from "./access";
import type { HubData } from "./hub-data";
import { isRecord } from "./models/facts";
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
  // Of a pull request, the parent commit is only where it starts: a later commit on main is no reason to refuse it.
  if (!/^[0-9a-f]{40}$/.test(parentCommit)) return failure(400, "The parent commit must be a hash.");
  const files = changes.map(({ value: { path = "", content = "" } }) => [
    path,
    Buffer.from(content, "base64").toString("utf8"),
  ]);
  data.pullRequests.push({
    ...{ id, by: viewer.user.name, title: summary, description, parentCommit, status: "open" },
    files: Object.fromEntries(files),
  });
  const url = `https://huggingface.co/${id}/discussions/${data.pullRequests.length}`;
  return json({
    ...{ success: true, commitOid: "c".repeat(40), hookOutput: "" },
    ...{ commitUrl: `https://huggingface.co/${id}/commit/${"c".repeat(40)}`, pullRequestUrl: url },
  });
}

const perPage = 10;

/** Lists the pull requests of a model as the Hub documents it (`GET /api/models/{id}/discussions`): pages from 0, latest first. */
export function listPullRequests(data: HubData, viewer: Viewer, id: string, query: URLSearchParams): Reply {
  if (data.get(id) === undefined) return repositoryNotFound(viewer);
  const status = query.get("status") ?? "all";
  const of = data.pullRequests
    .map((request, at) => ({ ...request, num: at + 1 }))
    .filter(request => request.id === id && (status === "all" || request.status === status))
    .reverse();
  const start = Number(query.get("p") ?? "0") * perPage;
  const discussions = of.slice(start, start + perPage).map(({ num, title, status, by }) => ({
    ...{ num, title, status, isPullRequest: true, author: { name: by }, repo: { name: id, type: "model" } },
    ...{ createdAt: "2026-11-30T00:00:00.000Z", numComments: 1, pinned: false },
  }));
  return json({ discussions, count: of.length, start });
}
