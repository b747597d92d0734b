import { dirname, join, resolve } from "node:path";
import { UserError } from "../app/ports/errors";
import { parseLintSettings, type RuleSettings, settingsFile } from "../card/lint-settings";
import { regularText } from "./regular-file";

const mostBytes = 1024 * 1024;

/** Finds the settings file that applies to a card: the nearest one, in its folder or a folder above. */
export class FolderSettings {
  readonly #known = new Map<string, Promise<RuleSettings>>();

  /** The rules for the card at a path; throws UserError for a file with errors. */
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
    const path = join(folder, settingsFile);
    const text = await regularText(path, mostBytes);
    if (text === null) return dirname(folder) === folder ? {} : this.#in(dirname(folder));
    const { rules, problems } = parseLintSettings(text);
    if (problems.length > 0) throw new UserError(`${path}: ${problems.join(" ")}`);
    return rules;
  }
}
