import { gateOf, type Viewer } from "./access";
import { fileNames } from "./file-names";
import type { HubData } from "./hub-data";
import { digest } from "./hub-data";
import { shaOf } from "./models/model-fields";
import { blobOf, fileSize, isLargeFile, largeFileHash, smallFile } from "./models/model-files";
import { openRepository, revisionProblem } from "./models/show-model";
import { failure, json, plain, type Reply } from "./reply";

/** A file in a revision, as named by a path like `/{id}/resolve/{revision}/{path}`. */
export interface AskedFile {
  readonly id: string;
  readonly kind: "resolve" | "raw";
  readonly revision: string;
  readonly path: string;
  readonly search: string;
}

/**
 * Serves a download: small files directly, large ones by redirect to `storage`, another host, without the Hub token.
 */
export function serveFile(data: HubData, viewer: Viewer, asked: AskedFile, storage: string): Reply {
  const rest = `/${asked.kind}/${encodeURIComponent(asked.revision)}/${asked.path.split("/").map(encodeURIComponent).join("/")}`;
  const opened = openRepository(data, viewer, asked.id, id => `/${id}${rest}${asked.search}`);
  if ("reply" in opened) return opened.reply;
  const { model } = opened;
  const problem = revisionProblem(model, asked.revision) ?? gateOf(viewer, model);
  if (problem !== undefined) return problem;
  const headers = { "X-Repo-Commit": shaOf(model), "Accept-Ranges": "bytes" };
  if (!fileNames(model).includes(asked.path)) return failure(404, "Entry not found", "EntryNotFound");
  if (isLargeFile(asked.path)) {
    const hash = largeFileHash(model, asked.path);
    const size = fileSize(model, asked.path);
    if (asked.kind === "raw") {
      return plain(
        `version https://git-lfs.github.com/spec/v1\noid sha256:${hash}\nsize ${size}\n`,
        200,
        headers,
      );
    }
    return plain("Found. Redirecting to the file's storage.", 302, {
      ...headers,
      Location: `${storage}/${hash}`,
      "X-Linked-Size": String(size),
      "X-Linked-ETag": `"${hash}"`,
    });
  }
  const body = smallFile(model, asked.path) ?? "";
  return plain(body, 200, { ...headers, ETag: `"${digest(body)}"` });
}

/** Serves `GET /api/models/{id}/tree/{revision}`: all files of the repository, which has no folders. */
export function listTree(
  data: HubData,
  viewer: Viewer,
  asked: { readonly id: string; readonly revision: string; readonly search: string },
): Reply {
  const rest = `/tree/${encodeURIComponent(asked.revision)}${asked.search}`;
  const opened = openRepository(data, viewer, asked.id, id => `/api/models/${id}${rest}`);
  if ("reply" in opened) return opened.reply;
  const { model } = opened;
  const problem = revisionProblem(model, asked.revision);
  if (problem !== undefined) return problem;
  return json(
    fileNames(model).map(path => {
      const size = fileSize(model, path);
      const entry = { type: "file", oid: blobOf(model, path).blobId, size, path };
      if (!isLargeFile(path)) return entry;
      return { ...entry, lfs: { oid: largeFileHash(model, path), size, pointerSize: 135 } };
    }),
  );
}
