import * as vscode from "vscode";
import type { CardBudget } from "../app/card/card-budget";
import { type CardNeeds, readForCard } from "../app/card/read-for-card";
import { FamilySizes } from "../app/family/family-sizes";
import { ModelFacts } from "../app/family/model-facts";
import { FamilyReader } from "../app/family/read-family";
import { HubError, type HubFailureReason, remembered, UserError } from "../app/ports/errors";
import type { Hub, HubAccess } from "../app/ports/hub-port";
import type { Index, Lookup, ModelEntry } from "../app/ports/index-port";
import { ownValue } from "../lineage/own-value";
import type { ParseApart } from "./card/card-text";
import { watchFolderRules } from "./card/folder-rules";
import { OpenCards } from "./card/open-cards";
import { config, onConfigChange } from "./config";
import { indexFolder } from "./index/index-folder";
import { createIndexWorker } from "./index/index-worker";
import { whyOffline } from "./offline";

/** Key of the workspace state that stores which model the user chose for each card, by the card's URI. */
const picksKey = "hubLineage.picks";

/** The running extension: the index, the Hub, and everything known about the open cards. */
export class Session implements vscode.Disposable {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly index: Index;
  readonly parse: ParseApart;
  readonly hub: Hub;
  readonly access: HubAccess;
  readonly reader: FamilyReader;
  readonly facts: ModelFacts;
  readonly sizes: FamilySizes;
  readonly cards: OpenCards;
  readonly #stateChanged = new vscode.EventEmitter<void>();
  readonly #failed = new vscode.EventEmitter<{ readonly id: string; readonly error: HubError }>();
  readonly #disposables: vscode.Disposable[];
  #failure: HubError | null = null;
  #indexFolder: vscode.Uri | null = null;
  readonly onDidChangeState = this.#stateChanged.event;
  /** Fires for each failed request, with the ID of its model. */
  readonly onDidFail = this.#failed.event;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, access: HubAccess) {
    this.context = context;
    this.log = log;
    const worker = createIndexWorker(context.extensionUri, () => this.indexFolder, log);
    this.index = worker.index;
    this.parse = worker.parse;
    this.access = access;
    this.hub = this.#watched(access.hub);
    this.reader = new FamilyReader({
      hub: this.hub,
      index: this.index,
      clock: Date.now,
      maxAgeMs: () => config.maxAgeMs,
    });
    this.facts = new ModelFacts({
      index: this.index,
      reader: this.reader,
      clock: Date.now,
      changed: () => this.cards.refresh(),
      busyChanged: () => this.#stateChanged.fire(),
      failed: (id, error) => this.failed(id, error),
    });
    this.sizes = new FamilySizes({
      index: this.index,
      clock: Date.now,
      changed: () => this.#stateChanged.fire(),
    });
    this.cards = new OpenCards({
      facts: this.facts,
      endpoint: () => this.endpoint,
      picked: card => this.picked(card),
      log: line => log.warn(line),
      parse: this.parse,
      read: (needs, budget) => this.#readForCard(needs, budget),
    });
    this.#disposables = [
      worker,
      this.cards,
      this.#stateChanged,
      this.#failed,
      onConfigChange(() => void this.reopenCards()),
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

  /** The Hub's address: the setting, then `HF_ENDPOINT`, then the public Hub. */
  get endpoint(): string {
    return this.access.endpoint();
  }

  /** When to send requests to the Hub; `HF_HUB_OFFLINE` means never. */
  get online(): "auto" | "onDemand" | "off" {
    return this.access.offlineByEnvironment() ? "off" : config.online;
  }

  /** Why Hub access is off and how to turn it on; null if it is on. */
  get whyOffline(): string | null {
    return whyOffline(this.access.offlineByEnvironment());
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
    if (this.busy) return "Reading from the Hub.";
    return this.whyOffline ?? this.#failure?.message ?? "Ready.";
  }

  /** Why the latest request failed and what to do; null if it succeeded. */
  get problem(): string | null {
    return this.#failure?.message ?? null;
  }

  /** Records a failed request; the Hub's next answer clears it. */
  failed(id: string, error: HubError): void {
    this.#failure = error;
    this.log.warn(`model=${id} reason=${error.reason} ${error.message}`);
    this.#stateChanged.fire();
    this.#failed.fire({ id, error });
  }

  /** Wraps the Hub: an answer clears the recorded failure if its request began after that failure. */
  #watched(hub: Hub): Hub {
    const watch = async <T>(call: Promise<T>): Promise<T> => {
      const before = this.#failure;
      const answered = (): void => {
        if (before === null || this.#failure !== before) return;
        this.#failure = null;
        this.#stateChanged.fire();
      };
      try {
        const answer = await call;
        answered();
        return answer;
      } catch (error) {
        if (error instanceof HubError && remembered.has(error.reason)) answered();
        throw error;
      }
    };
    return {
      ...hub,
      model: (id, ask) => watch(hub.model(id, ask)),
      list: (question, ask) => watch(hub.list(question, ask)),
      card: (id, ask) => watch(hub.card(id, ask)),
      search: (text, limit, signal) => watch(hub.search(text, limit, signal)),
    };
  }

  /** What is known about a model; an unknown model is read from the Hub if automatic requests are allowed. */
  async entry(id: string): Promise<Lookup> {
    const stored = await this.storedEntry(id);
    if (stored.state === "unknown" && this.mayAsk) await this.facts.read(id);
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
    if (this.facts.isReading(id)) return "This model is being read from the Hub.";
    if (this.whyOffline !== null) return `This model is not in the index. ${this.whyOffline}`;
    if (this.online === "onDemand")
      return "This model is not in the index. Use Refresh to read it from the Hub.";
    return (
      this.#failure?.message ?? "This model is not in the index yet. Use Refresh to read it from the Hub."
    );
  }

  /** The model that the user chose for a card, or undefined. */
  picked(card: vscode.Uri): string | undefined {
    return ownValue(this.#picks(), card.toString());
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

  async #readForCard(needs: CardNeeds, budget: CardBudget): Promise<void> {
    if (!this.mayAsk) return;
    const failed = (id: string, error: HubError) => this.failed(id, error);
    await readForCard({ hub: this.hub, reader: this.reader, facts: this.facts, failed }, needs, budget);
    this.#stateChanged.fire();
    this.cards.refresh();
  }
}

function failureSentence(reason: HubFailureReason): string {
  if (reason === "missing") return "The Hub has no model with this ID. Check the spelling.";
  if (reason === "missing-or-private") {
    return "This model is missing or private. Check the ID, or sign in with an account that has access.";
  }
  if (reason === "gated") return "This model is gated. Accept its terms on the Hub, then sign in.";
  if (reason === "disabled") return "The Hub has disabled this model.";
  return "The Hub did not respond. Use Refresh to try again.";
}
