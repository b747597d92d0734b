import * as vscode from "vscode";
import { budgetedDatasets, budgetedFiles, budgetedHub, type CardBudget } from "../app/card/card-budget";
import { DatasetsOfCards } from "../app/card/datasets-of-cards";
import { readForCard } from "../app/card/read-for-card";
import { type SearchIds, similarIds } from "../app/card/similar-ids";
import { FilesOfOthers } from "../app/evidence/files-of-others";
import { hubModelFiles } from "../app/evidence/hub-model-files";
import { FamilySizes } from "../app/family/family-sizes";
import { ModelFacts } from "../app/family/model-facts";
import type { FamilyReader } from "../app/family/read-family";
import { AnotherHub, HubError, type HubFailureReason, UserError } from "../app/ports/errors";
import type { Hub, HubAccess } from "../app/ports/hub-port";
import type { Index, Lookup, ModelEntry } from "../app/ports/index-port";
import type { CardContext, ParsedCard } from "../card/finding";
import { ownValue } from "../lineage/own-value";
import { t } from "../words/words";
import type { CardFacts } from "./card/card-findings";
import type { ParseApart } from "./card/card-text";
import { watchFolderRules } from "./card/folder-rules";
import { type OpenCardNeeds, OpenCards } from "./card/open-cards";
import { config, onConfigChange } from "./config";
import { hubCardId } from "./family/hub-card-address";
import { type HubSession, HubSessions } from "./hub-session";
import { indexFolder } from "./index/index-folder";
import { whyOffline } from "./offline";
import { isSampleWindow } from "./sample/sample-window";

/** Key of the workspace state that stores which model the user chose for each card, by the card's URI. */
const picksKey = "hubLineage.picks";

/** The running extension: the index, the Hub, and everything known about the open cards. */
export class Session implements vscode.Disposable {
  /** Whether this is the window of the sample workspace: its models are made up, and nothing is saved or sent. */
  readonly isSample = isSampleWindow();
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly access: HubAccess;
  readonly facts: ModelFacts;
  readonly filesOfOthers = new FilesOfOthers();
  readonly datasets = new DatasetsOfCards();
  readonly sizes: FamilySizes;
  readonly cards: OpenCards;
  readonly #hubs: HubSessions;
  /** The Hub that everything known in memory is about. */
  #base: string | null;
  readonly #hubChanged = new vscode.EventEmitter<void>();
  readonly #stateChanged = new vscode.EventEmitter<void>();
  readonly #failed = new vscode.EventEmitter<{ readonly id: string; readonly error: HubError }>();
  readonly #disposables: vscode.Disposable[];
  #failure: HubError | null = null;
  #indexFolder: vscode.Uri | null = null;
  /** Fires when the settings name another Hub. */
  readonly onDidChangeHub = this.#hubChanged.event;
  readonly onDidChangeState = this.#stateChanged.event;
  /** Fires for each failed request, with the ID of its model. */
  readonly onDidFail = this.#failed.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, access: HubAccess) {
    this.context = context;
    this.log = log;
    this.access = access;
    this.#base = access.base();
    this.#hubs = new HubSessions({
      context,
      log,
      access,
      folder: () => this.indexFolder,
      saved: !this.isSample,
      asking: () => this.#asking(),
    });
    this.facts = new ModelFacts({
      of: () => this.#hubs.present,
      clock: Date.now,
      changed: () => this.cards.refresh(),
      busyChanged: () => this.#stateChanged.fire(),
      failed: (id, error) => this.failed(id, error),
    });
    this.sizes = new FamilySizes({
      index: () => this.index,
      clock: Date.now,
      changed: () => this.#stateChanged.fire(),
    });
    this.cards = new OpenCards({
      facts: this.facts,
      filesOfOthers: this.filesOfOthers,
      datasets: this.datasets,
      endpoint: () => this.endpoint,
      picked: card => this.picked(card),
      log: line => log.warn(line),
      parse: text => this.parse(text),
      read: (needs, budget) => this.#readForCard(needs, budget),
      compare: (card, context, budget) => this.#compare(card, context, budget),
    });
    this.#disposables = [
      this.#hubs,
      this.cards,
      this.#hubChanged,
      this.#stateChanged,
      this.#failed,
      onConfigChange(() => void this.#configured()),
      watchFolderRules(() => void this.reopenCards()),
    ];
  }

  /**
   * The folder of the index and the snapshot. It is fixed on first use; a changed setting takes effect after a restart.
   * Throws UserError if the setting is not an absolute path.
   */
  get indexFolder(): vscode.Uri {
    this.#indexFolder ??= indexFolder(this.context);
    return this.#indexFolder;
  }

  /** The Hub in use with its index, for work that takes several steps and must not change the Hub between them. */
  get present(): HubSession {
    return this.#hubs.present;
  }

  get index(): Index {
    return this.present.index;
  }

  get parse(): ParseApart {
    return this.present.parse;
  }

  get hub(): Hub {
    return this.present.hub;
  }

  get reader(): FamilyReader {
    return this.present.reader;
  }

  /** The Hub's address: the setting, then `HF_ENDPOINT`, then the public Hub. */
  get endpoint(): string {
    return this.access.endpoint();
  }

  /** What is known beyond cards. */
  get cardFacts(): CardFacts {
    return { models: this.facts, files: this.filesOfOthers, datasets: this.datasets };
  }

  /** When to send requests to the Hub; `HF_HUB_OFFLINE` means never. */
  get online(): "auto" | "onDemand" | "off" {
    if (this.isSample) return "auto";
    return this.access.offlineByEnvironment() ? "off" : config.online;
  }

  /** Why Hub access is off and how to turn it on; null if it is on. */
  get whyOffline(): string | null {
    return this.isSample ? null : whyOffline(this.access.offlineByEnvironment());
  }

  /** Throws UserError if Hub access is off. */
  requireOnline(): void {
    const why = this.whyOffline;
    if (why !== null) throw new UserError(why);
  }

  /** Whether requests may be sent to the Hub without a command. */
  get mayAsk(): boolean {
    return this.online === "auto";
  }

  /** Whether data for the open cards is being read from the Hub. */
  get busy(): boolean {
    return this.facts.busy;
  }

  /** The current state, in a sentence. */
  get state(): string {
    if (this.busy) return t`Reading from the Hub.`;
    return this.whyOffline ?? this.#failure?.message ?? t`Ready.`;
  }

  /** Why the latest request failed and what to do; null if it succeeded. */
  get problem(): string | null {
    return this.#failure?.message ?? null;
  }

  /** Records a failed request; the Hub's next answer clears it. A request to the Hub that was in use before is none. */
  failed(id: string, error: HubError): void {
    if (error instanceof AnotherHub) return;
    this.#failure = error;
    this.log.warn(`model=${id} reason=${error.reason} ${error.message}`);
    this.#stateChanged.fire();
    this.#failed.fire({ id, error });
  }

  /** Before a request: its answer clears the failure that was recorded until now. */
  #asking(): () => void {
    const before = this.#failure;
    return () => {
      if (before === null || this.#failure !== before) return;
      this.#failure = null;
      this.#stateChanged.fire();
    };
  }

  /** After a change of the settings: another Hub has other answers, so nothing that is known counts any longer. */
  async #configured(): Promise<void> {
    const base = this.access.base();
    if (base !== this.#base) {
      this.#base = base;
      this.log.info(`the Hub in use is now ${base ?? "none: its address is not one"}`);
      this.#failure = null;
      this.facts.restart();
      this.sizes.clear();
      this.filesOfOthers.clear();
      this.datasets.clear();
      this.#hubChanged.fire();
      this.#stateChanged.fire();
    }
    await this.reopenCards();
  }

  /** What is known about a model; an unknown model is read from the Hub if automatic requests are allowed. */
  async entry(id: string): Promise<Lookup> {
    const stored = await this.storedEntry(id);
    if (stored.state === "unknown" && this.mayAsk) await this.facts.read(id);
    return this.facts.get(id);
  }

  /** An entry for something that the user asked for: an unknown model is read from the Hub unless requests are off. */
  async entryOnRequest(id: string): Promise<Lookup> {
    const stored = await this.storedEntry(id);
    if (stored.state === "unknown" && this.online !== "off") await this.facts.read(id);
    return this.facts.get(id);
  }

  /** What is stored about a model; sends no request. */
  async storedEntry(id: string): Promise<Lookup> {
    await this.facts.load([id]);
    return this.facts.get(id);
  }

  /** An entry with its children; a missing list is read from the Hub if automatic requests are allowed. */
  async withChildren(entry: ModelEntry): Promise<ModelEntry> {
    if (entry.childrenAt === null && this.mayAsk) await this.readChildren(entry.model.id);
    await this.facts.load([entry.model.id]);
    const found = this.facts.get(entry.model.id);
    return found.state === "known" ? found.entry : entry;
  }

  /** Reads the list of a model's children; a failure is recorded, not thrown. */
  async readChildren(id: string, force = false): Promise<void> {
    try {
      await this.reader.readChildren(id, { force });
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.failed(id, error);
    }
    await this.facts.load([id]);
  }

  /** Why nothing is known about a model and what to do. */
  whyUnknown(id: string, found: Lookup): string {
    if (found.state === "failed") return failureSentence(found.reason);
    if (this.facts.isReading(id)) return t`This model is being read from the Hub.`;
    if (this.whyOffline !== null) return t`This model is not in the index. ${this.whyOffline}`;
    if (this.online === "onDemand")
      return t`This model is not in the index. Use Refresh to read it from the Hub.`;
    return (
      this.#failure?.message ?? t`This model is not in the index yet. Use Refresh to read it from the Hub.`
    );
  }

  /** The model that the user chose for a card, or whose card on the Hub it is; else undefined. */
  picked(card: vscode.Uri): string | undefined {
    return hubCardId(card) ?? ownValue(this.#picks(), card.toString());
  }

  /** Stores which model a card belongs to; an empty ID removes the choice. */
  async pick(document: vscode.TextDocument, id: string): Promise<void> {
    const { [document.uri.toString()]: _, ...others } = this.#picks();
    await this.context.workspaceState.update(
      picksKey,
      id === "" ? others : { ...others, [document.uri.toString()]: id },
    );
    await this.cards.open(document);
  }

  /** Analyzes every open document again. */
  async reopenCards(): Promise<void> {
    await Promise.all(vscode.workspace.textDocuments.map(document => this.cards.open(document)));
  }

  dispose(): void {
    for (const each of this.#disposables) each.dispose();
  }

  #picks(): Readonly<Record<string, string>> {
    return this.context.workspaceState.get(picksKey, {});
  }

  /** Asks for the datasets of a card, and compares the files next to it with those of other models; what cannot be read is left out. */
  async #compare(card: ParsedCard, context: CardContext, budget: CardBudget): Promise<void> {
    if (!this.mayAsk) return;
    const base = this.#base;
    const within = budgetedFiles(this.access.modelFiles, budget);
    try {
      const named = budgetedDatasets(this.access.datasets, budget);
      const areNew = [
        await this.datasets.learn(card, named),
        await this.filesOfOthers.learn(card, context, id => hubModelFiles(within, id, () => undefined)),
      ];
      if (base !== this.#base) {
        this.filesOfOthers.clear();
        this.datasets.clear();
      } else if (areNew.includes(true)) this.cards.refresh();
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      this.log.info(`datasets and files of other models were not read: ${error.message}`);
    }
  }

  async #readForCard(needs: OpenCardNeeds, budget: CardBudget): Promise<void> {
    const { hub, reader, index } = this.present;
    if (this.mayAsk) {
      const failed = (id: string, error: HubError) => this.failed(id, error);
      await readForCard({ hub, reader, facts: this.facts, failed }, needs, budget);
      this.#stateChanged.fire();
      this.cards.refresh();
    }
    const stored: SearchIds = (text, limit) => index.search({ what: "models", text, limit });
    const asked: SearchIds = (text, limit) => budgetedHub(hub, budget).search(text, limit);
    const searches = this.mayAsk ? [stored, asked] : [stored];
    const quiet = searches.map(
      (search): SearchIds =>
        (text, limit) =>
          search(text, limit).catch(() => []),
    );
    await this.facts.findSimilar(needs.parents, id => similarIds(id, quiet));
  }
}

function failureSentence(reason: HubFailureReason): string {
  if (reason === "missing") return t`The Hub has no model with this ID. Check the spelling.`;
  if (reason === "missing-or-private") {
    return t`This model is missing or private. Check the ID, or sign in with an account that has access.`;
  }
  if (reason === "gated") return t`This model is gated. Accept its terms on the Hub, then sign in.`;
  if (reason === "disabled") return t`The Hub has disabled this model.`;
  return t`The Hub did not respond. Use Refresh to try again.`;
}
