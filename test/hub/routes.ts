import { badToken, type Viewer, whoAmI } from "./access";
import type { HubData } from "./hub-data";
import { listModels } from "./models/list-models";
import { openRepository, showModel } from "./models/show-model";
import { showOverview } from "./overview";
import { listPullRequests } from "./pull-requests";
import type { Bucket } from "./rate-limit";
import { failure, plain, type Reply } from "./reply";
import { listTree, serveFile } from "./serve-file";
import { showDataset } from "./show-dataset";

/** The path where the loopback Hub acts as the separate host for large files. */
export const STORAGE_PATH = "/__storage";

/** The input to a route. */
export interface Asked {
  readonly data: HubData;
  readonly viewer: Viewer;
  readonly address: URL;
  /** The location of large files, on another host name. */
  readonly storage: string;
}

const ID = "([^/]+(?:/[^/]+)?)";
const MODEL = new RegExp(`^/api/models/${ID}$`);
const REVISION = new RegExp(`^/api/models/${ID}/revision/([^/]+)$`);
const TREE = new RegExp(`^/api/models/${ID}/tree/([^/]+)$`);
const FILE = new RegExp(`^/${ID}/(resolve|raw)/([^/]+)/(.+)$`);
const DISCUSSIONS = new RegExp(`^/api/models/${ID}/discussions$`);
const DATASET = new RegExp(`^/api/datasets/${ID}$`);
const OVERVIEW = /^\/api\/(organizations|users)\/([^/]+)\/overview$/;
const PAGE = new RegExp(`^/${ID}$`);

/** The rate limit bucket for a path. */
export function bucketOf(path: string): Bucket {
  if (path.startsWith("/api/")) return "api";
  return FILE.test(path) ? "resolvers" : "pages";
}

/** Responds to a request as the Hub would; unknown paths get its 404. */
export function answer(asked: Asked): Reply {
  if (asked.viewer.kind === "badToken") return badToken();
  const { pathname } = asked.address;
  try {
    return pathname.startsWith("/api/") ? answerApi(asked, pathname) : answerSite(asked, pathname);
  } catch (error) {
    if (error instanceof URIError) return failure(400, "The path is not percent-encoded correctly.");
    throw error;
  }
}

function answerApi(asked: Asked, path: string): Reply {
  const { data, viewer, address } = asked;
  const { search, searchParams: query } = address;
  if (path === "/api/models") return listModels(data, viewer, address);
  if (path === "/api/whoami-v2") return whoAmI(viewer);
  const overview = OVERVIEW.exec(path);
  if (overview !== null) return showOverview(data, part(overview, 1), part(overview, 2));
  const revision = REVISION.exec(path);
  if (revision !== null) {
    return showModel(data, viewer, { id: part(revision, 1), revision: part(revision, 2), query, search });
  }
  const tree = TREE.exec(path);
  if (tree !== null) return listTree(data, viewer, { id: part(tree, 1), revision: part(tree, 2), search });
  const discussions = DISCUSSIONS.exec(path);
  if (discussions !== null) return listPullRequests(data, viewer, part(discussions, 1), query);
  const dataset = DATASET.exec(path);
  if (dataset !== null) return showDataset(data, viewer, part(dataset, 1));
  const model = MODEL.exec(path);
  if (model !== null) return showModel(data, viewer, { id: part(model, 1), query, search });
  return failure(404, "Sorry, we can't find the page you are looking for.");
}

function answerSite(asked: Asked, path: string): Reply {
  const { data, viewer, address } = asked;
  if (path.startsWith(`${STORAGE_PATH}/`)) return plain("stored bytes\n", 200, { "Accept-Ranges": "bytes" });
  const file = FILE.exec(path);
  if (file !== null) {
    const kind = file[2] === "raw" ? "raw" : "resolve";
    const wanted = {
      id: part(file, 1),
      kind,
      revision: part(file, 3),
      path: part(file, 4),
      search: address.search,
    } as const;
    return serveFile(data, viewer, wanted, asked.storage);
  }
  const page = PAGE.exec(path);
  if (page === null) return htmlPage("404", 404);
  const opened = openRepository(data, viewer, part(page, 1), id => `/${id}`);
  if ("model" in opened) return htmlPage(opened.model.id, 200);
  return opened.reply.status === 307 ? opened.reply : htmlPage("404", 404);
}

function part(match: RegExpExecArray, index: number): string {
  return decodeURIComponent(match[index] ?? "");
}

function htmlPage(title: string, status: number): Reply {
  const safe = title.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);
  const body = `<!doctype html><html lang="en"><title>${safe}</title><h1>${safe}</h1><p>A page of the loopback Hub.</p></html>\n`;
  return { status, headers: { "Content-Type": "text/html; charset=utf-8" }, body };
}
