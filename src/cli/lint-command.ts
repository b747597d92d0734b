import { dirname } from "node:path";
import { cardSubject, isModelFile } from "../app/card/card-subject";
import { fixAll, type ReadCard } from "../app/card/fix-all";
import { knownModel } from "../app/family/known-model";
import { ageMs } from "../app/ports/clock";
import { AnotherModel, HubError, UserError } from "../app/ports/errors";
import type { Lookup } from "../app/ports/index-port";
import type { CardKind } from "../card/detect";
import type { CardContext, Finding, ParsedCard, Severity } from "../card/finding";
import type { FrontMatter } from "../card/front-matter/front-matter";
import { parseFrontMatter } from "../card/front-matter/parse-front-matter";
import { lintCard } from "../card/lint";
import { type RuleSettings, withSettings } from "../card/lint-settings";
import type { SilencedFinding } from "../card/lint-with";
import { wantedIds } from "../card/wanted";
import { count, listed } from "../lineage/in-words";
import type { Command } from "./arguments";
import { keepSqliteBrief } from "./brief-sqlite";
import { type CardFile, findCards, readCard, type UnreadFile } from "./card-files";
import { encodeCard } from "./cards/card-bytes";
import { writeCard } from "./cards/write-card";
import type { Core } from "./core";
import { brokenBeside, ComparedModels, factsBeside } from "./lint/files-beside";
import { NamedDatasets } from "./lint/named-datasets";
import { ruleSettings } from "./lint/rule-options";
import { type Unlisted, unlistedOf } from "./lint/unlisted-findings";
import { inLine } from "./printable";
import { readAhead } from "./read-ahead";
import { FolderSettings, SettingsError } from "./settings";

/** A linted card. */
export interface LintedFile {
  /** As given or found. */
  readonly path: string;
  /** The text that the findings refer to, with any changes by `--fix`. */
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
  /** Findings of rules that find more than are listed; absent if there are none. */
  readonly unlisted?: readonly Unlisted[];
  /** How many findings `--fix` resolved. */
  readonly fixed: number;
  /** Why the card cannot be read or checked completely, or was not written by `--fix`, in a sentence; null if all is well. */
  readonly problem: string | null;
}

/** The results of linting some cards. */
export interface LintReport {
  readonly files: readonly LintedFile[];
  /** Files that were named but are no model cards. */
  readonly notCards: readonly string[];
  /** README.md files that were found in folders and are no model cards. */
  readonly skipped: readonly string[];
  /** What those that were named are instead, by path. */
  readonly otherKinds?: ReadonlyMap<string, OtherKind>;
  /** Files and folders that could not be read, and folders without a README.md. */
  readonly unread: readonly UnreadFile[];
  readonly summary: Readonly<Record<Severity, number>>;
}

/** What a README.md is that is no model card. */
export type OtherKind = Exclude<CardKind, "model">;

type LintCommand = Command & { readonly name: "lint" };

/** Lints cards on disk. After the first request that fails, the rest is linted with what the index has. Throws UserError. */
export async function lintPaths(command: LintCommand, core: Core): Promise<LintReport> {
  keepSqliteBrief();
  const chosen = ruleSettings(command.rules);
  const { cards, unread: unreadFolders, linked } = await findCards(command.paths);
  if (linked.length > 0)
    core.warn(
      `${count(linked.length, "linked folder was", "linked folders were")} not searched: ${listed(linked, 5, "and")}. To lint the cards there, name ${linked.length === 1 ? "it" : "them"} as well.`,
    );
  if (command.repo !== undefined && cards.length > 1) {
    throw new UserError(
      `--repo names one model, but there are ${cards.length} cards. Lint only the card of ${command.repo}.`,
    );
  }
  const settings = new FolderSettings();
  const known = new KnownModels(core);
  const others = new ComparedModels(core);
  const datasets = new NamedDatasets(core);
  const files: LintedFile[] = [];
  const [notCards, skipped]: [string[], string[]] = [[], []];
  const otherKinds = new Map<string, OtherKind>();
  const unread = [...unreadFolders];
  let at = 0;
  const read = ({ path }: CardFile) => readCard(path, command.repo);
  for await (const [card, onDisk] of readAhead(cards, read, cardsAtOnce)) {
    at++;
    core.progress.say(`Checking card ${at} of ${cards.length}: ${inLine(card.path)}`);
    const file = await lintFile(card, onDisk, command, {
      ...{ core, known, others, datasets, settings, chosen },
    });
    if (typeof file === "string") {
      (card.named ? notCards : skipped).push(card.path);
      if (card.named) otherKinds.set(card.path, file);
    } else if (!("message" in file)) files.push(file);
    // Settings apply to many cards and are told once.
    else if (!unread.some(({ path }) => path === file.path)) {
      unread.push(file);
      if (file.path !== card.path) core.warn(`${file.path}: ${file.message}`);
    }
  }
  // The report itself names files that were given and are no model cards.
  if (files.length + unread.length === 0 && notCards.length < cards.length)
    core.warn(
      `No model card was found in ${listed(command.paths, 3, "and")}: no README.md there is a model card.`,
    );
  const summary: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { findings, unlisted = [] } of files) {
    for (const { severity } of findings) summary[severity] += 1;
    for (const more of unlisted) summary[more.severity] += more.count;
  }
  return { files, notCards, skipped, otherKinds, unread, summary };
}

/**
 * The exit code of a report: 2 if a file could not be read completely or written or a folder has no README.md, 1 for an error or more warnings than
 * allowed, else 0.
 */
export function exitCodeOf({ files, summary, unread }: LintReport, { maxWarnings }: LintCommand): 0 | 1 | 2 {
  if (unread.length > 0 || files.some(({ problem }) => problem !== null)) return 2;
  return summary.error > 0 || (maxWarnings !== undefined && summary.warning > maxWarnings) ? 1 : 0;
}

interface Parts {
  readonly core: Core;
  readonly known: KnownModels;
  readonly others: ComparedModels;
  readonly datasets: NamedDatasets;
  readonly settings: FolderSettings;
  /** Settings of single rules, which override those of any file. */
  readonly chosen: RuleSettings;
}

/** How many cards are read at once, so that one is linted while the next ones come from the disk. */
const cardsAtOnce = 8;

/** Lints one file that was read; what it is instead if it is no model card. */
async function lintFile(
  { path }: CardFile,
  file: Awaited<ReturnType<typeof readCard>>,
  command: LintCommand,
  { core, known, others, datasets, settings, chosen }: Parts,
): Promise<LintedFile | UnreadFile | OtherKind> {
  if ("message" in file) return file;
  const { bytes, text, isUtf8, place } = file;
  const subject = cardSubject(text, place, core.endpoint);
  if (subject.kind === "none" && subject.frontMatter.block === null && (place.files ?? []).some(isModelFile))
    core.warn(
      `${path} lies next to files of a model but has no front matter, so it was not linted, and the Hub shows no license, task, or parent. Begin it with a block between two lines of ---, such as license: mit.`,
    );
  if (subject.kind !== "model") return subject.kind;
  const found = await settings.of(path).catch(settingsProblem);
  if (found instanceof SettingsError) return { path: found.path, message: found.message };
  const rules = [found, chosen];
  const told = await factsBeside(dirname(path), place.files);
  const context: CardContext = {
    repo: subject.identity?.repo ?? null,
    files: place.files,
    lookup: id => known.get(id),
    told,
    filesOf: others.get,
    dataset: datasets.get,
  };
  const card = { text, frontMatter: subject.frontMatter, disables: [] };
  const learn = async (one: ParsedCard): Promise<number> => {
    const left = await known.learn(one, context);
    await others.learn(one, context);
    await datasets.learn(one);
    return left;
  };
  const left = await learn(card);
  if (left > 0)
    core.warn(
      `${path}: ${left} of the models that this card leads to were not read, because at most ${mostPerCard} are read for one card. Rules that need them found nothing; list fewer parents.`,
    );
  const lint = (content: string, frontMatter?: FrontMatter, countsAll = false) =>
    lintCard(content, context, frontMatter, countsAll);
  const read: ReadCard = async content => {
    const { frontMatter, findings } = lint(content);
    return { text: content, frontMatter, findings: withSettings(findings, ...rules) };
  };
  const change = command.fix && isUtf8 ? await fixAll(text, read) : { text, fixed: 0 };
  const isChanged = change.text !== text;
  const unwritten = isChanged
    ? await writeCard(path, { before: bytes, after: encodeCard(change.text), paths: command.paths })
    : null;
  const encoding = isUtf8
    ? null
    : `${path} is not UTF-8, which the Hub expects; lint reads what it can and never changes the file. Save it as UTF-8.`;
  const own = encoding ?? unwritten ?? known.refused(path, card, context);
  if (own !== null) core.warn(own);
  // Why was told when the request failed.
  const isWritten = isChanged && unwritten === null;
  const now = isWritten ? change.text : text;
  const fixed = isWritten ? { ...card, text: now, frontMatter: parseFrontMatter(now) } : card;
  // A fixed key may name what was not looked up before.
  if (isWritten) await learn(fixed);
  const unread = datasets.unanswered(path, fixed);
  if (unread !== null) core.warn(unread);
  const problem = own ?? known.unanswered(path, fixed, context) ?? unread ?? brokenBeside(told);
  const { findings, silenced, further } = lint(now, fixed.frontMatter, true);
  const unlisted = unlistedOf(withSettings(further, ...rules));
  return {
    path,
    text: now,
    findings: withSettings(findings, ...rules),
    silenced,
    ...(unlisted.length === 0 ? {} : { unlisted }),
    fixed: isWritten ? change.fixed : 0,
    problem,
  };
}

function settingsProblem(error: unknown): SettingsError {
  if (error instanceof SettingsError) return error;
  throw error;
}

/** Models that are read for one card: its parents and their ancestors, within what the Hub allows a visitor at a time. */
const mostPerCard = 450;

/** What is known about the models that the cards of one run name; each is asked for once. */
class KnownModels {
  readonly #core: Core;
  readonly #found = new Map<string, Lookup>();
  readonly #now = Date.now();
  /** Whether a request failed, so that no more are made. */
  #isStopped = false;
  /** Models that were to be read from the Hub, and were not. */
  readonly #unanswered = new Set<string>();

  constructor(core: Core) {
    this.#core = core;
  }

  get(id: string) {
    return knownModel(this.#found.get(id) ?? { state: "unknown" }, this.#now);
  }

  /**
   * Reads what a card's rules need to know: from the index or, unless offline, up to `mostPerCard` models from the Hub.
   * Returns how many models are known to be left.
   */
  async learn(card: ParsedCard, context: CardContext): Promise<number> {
    for (let room = this.#core.offline ? Number.POSITIVE_INFINITY : mostPerCard; ; ) {
      const ids = wantedIds(card, context).filter(id => !this.#found.has(id));
      if (ids.length === 0 || room === 0) return ids.length;
      const due = ids.slice(0, room);
      room -= due.length;
      if (this.#core.offline) await this.#load(due);
      else for (const id of due) await this.#ask(id);
    }
  }

  /**
   * That the Hub gave no answer about models that a card's rules need, in a sentence; null if it did, or was not asked. A
   * model that is missing, disabled or gated is an answer.
   */
  refused(path: string, card: ParsedCard, context: CardContext): string | null {
    if (this.#core.offline) return null;
    const refused = wantedIds(card, context).filter(id => {
      const found = this.#found.get(id);
      return found?.state === "failed" && found.reason === "refused";
    });
    const [first] = refused;
    if (first === undefined) return null;
    const others = refused.length > 1 ? ` and ${refused.length - 1} more` : "";
    return `${path}: ${this.#core.endpoint} refused the request for ${first}${others}, so rules that need it found nothing. Check the endpoint, and make sure that your token has the required access. To lint using only the index, use --offline.`;
  }

  /** That models which a card's rules need were not read because a request failed, in a sentence; null if all were. */
  unanswered(path: string, card: ParsedCard, context: CardContext): string | null {
    const [first, ...others] = wantedIds(card, context).filter(id => this.#unanswered.has(id));
    if (first === undefined) return null;
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return `${path}: ${first}${more} could not be read from ${this.#core.endpoint}, so rules know of it only what is in the index. Run lint again once the Hub responds.`;
  }

  async #load(ids: readonly string[]): Promise<void> {
    const found = await this.#core.index.lookup(ids);
    for (const [at, id] of ids.entries()) this.#found.set(id, found[at] ?? { state: "unknown" });
  }

  async #ask(id: string): Promise<void> {
    if (!this.#isStopped) {
      try {
        this.#found.set(id, await this.#core.reader.readModel(id));
        return;
      } catch (error) {
        if (!(error instanceof HubError)) throw error;
        // That the Hub sent another model says nothing about the next one.
        this.#isStopped = !(error instanceof AnotherModel);
        const rest = this.#isStopped ? " No more requests are made, and the index is used instead." : "";
        this.#core.warn(`${error.message}${rest} To lint using only the index, use --offline.`);
      }
    }
    await this.#load([id]);
    const found = this.#found.get(id);
    const isCurrent =
      found?.state === "known" && ageMs(found.entry.fetchedAt, this.#now) < this.#core.maxAgeMs;
    if (!isCurrent) this.#unanswered.add(id);
  }
}
