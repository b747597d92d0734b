import { lstat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { CardAtPath } from "../../agents/agent-engine";
import type { EvidenceEngine, LocalModel } from "../../agents/evidence/evidence-engine";
import { UserError } from "../../app/ports/errors";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { readCard } from "../card-files";
import type { Core } from "../core";
import { queryOf } from "../query-command";
import { FolderSettings, SettingsError } from "../settings";
import { type AllowedFolders, allowedFile, allowedPath, isWithin } from "./allowed-folders";
import { limitedFiles } from "./limited-files";

/** How long a query may take, in ms. */
const queryTimeoutMs = 30_000;

/** The tools' engine over the command line's index and Hub, with the folders that cards may be read from. */
export function cliEngine(core: Core, folders: () => Promise<AllowedFolders>): EvidenceEngine {
  return {
    endpoint: core.endpoint,
    index: core.index,
    hub: core.hub,
    reader: hub => core.reader.over(hub),
    whyOffline: core.offline
      ? "The server is offline (--offline or HF_HUB_OFFLINE=1), so only the index was used. Start it without that to ask the Hub."
      : null,
    parse: async text => parseFrontMatter(text),
    now: Date.now,
    modelFiles: core.modelFiles,
    openModel: async (path, repo) => modelAt(path, repo, await folders()),
    readCard: async (path, repo) => cardAt(path, repo, await folders()),
    query: (sql, rows, signal) =>
      queryOf(
        core,
        { sql, rows, timeoutMs: queryTimeoutMs, longer: "--timeout of hub-lineage query" },
        signal,
      ),
  };
}

async function modelAt(path: string, repo: string | undefined, folders: AllowedFolders): Promise<LocalModel> {
  const { real, isFolder } = await allowedPath(path, folders, "file or folder");
  const folder = isFolder ? real : dirname(real);
  const card = isFolder ? join(real, "README.md") : real;
  const hasCard = (await lstat(card).catch(() => null)) !== null;
  return {
    card: hasCard ? await cardAt(card, repo, folders) : null,
    files: limitedFiles(folder, folders),
  };
}

async function cardAt(path: string, repo: string | undefined, folders: AllowedFolders): Promise<CardAtPath> {
  const real = await allowedFile(path, folders);
  const file = await readCard(real, repo, each => isWithin(each, folders));
  if ("message" in file) throw new UserError(`${path}: ${file.message}`);
  if (!file.isUtf8) throw new UserError(`${path} is not UTF-8, which the Hub expects. Save it as UTF-8.`);
  const rules = await new FolderSettings(folder => isWithin(folder, folders))
    .of(real)
    .catch((error: unknown) => {
      if (error instanceof SettingsError) throw new UserError(`${error.path}: ${error.message}`);
      throw error;
    });
  return { text: file.text, place: file.place, rules };
}
