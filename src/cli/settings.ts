import { lstat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseLintSettings, type RuleSettings, settingsFile } from "../card/lint-settings";
import { readRegularFile, Unreadable } from "./regular-file";

const mostBytes = 1024 * 1024;
/** How many problems of one file are told. */
const mostTold = 3;

/** A settings file with errors, which is at `path`; the message says them in sentences. */
export class SettingsError extends Error {
  readonly path: string;

  constructor(path: string, problems: readonly string[]) {
    const more = problems.length - mostTold;
    const rest = more > 0 ? [`It has ${more} more ${more === 1 ? "problem" : "problems"}.`] : [];
    super([...problems.slice(0, mostTold), ...rest, "No card that it applies to was linted."].join(" "));
    this.path = path;
  }
}

/** Finds the settings file that applies to a card: the nearest one, in its folder or a folder above. */
export class FolderSettings {
  readonly #known = new Map<string, Promise<RuleSettings>>();
  readonly #mayRead: (folder: string) => boolean;

  /** `mayRead` says in which folders a file may be looked for; by default in all. */
  constructor(mayRead: (folder: string) => boolean = () => true) {
    this.#mayRead = mayRead;
  }

  /** The rules for the card at a path; throws SettingsError for a file with errors. */
  async of(path: string): Promise<RuleSettings> {
    return this.#in(dirname(resolve(path)));
  }

  #in(folder: string): Promise<RuleSettings> {
    const known = this.#known.get(folder);
    if (known !== undefined) return known;
    const found = this.#read(folder);
    this.#known.set(folder, found);
    return found;
  }

  async #read(folder: string): Promise<RuleSettings> {
    if (!this.#mayRead(folder)) return {};
    const path = join(folder, settingsFile);
    if ((await lstat(path).catch(() => null)) === null)
      return dirname(folder) === folder ? {} : this.#in(dirname(folder));
    const { rules, problems } = parseLintSettings(await textAt(path));
    if (problems.length > 0) throw new SettingsError(path, problems);
    return rules;
  }
}

async function textAt(path: string): Promise<string> {
  try {
    return (await readRegularFile(path, mostBytes)).toString("utf8");
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    throw new SettingsError(path, [`${settingsFile} ${error.message}. Correct or remove it.`]);
  }
}
