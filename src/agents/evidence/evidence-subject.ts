import { cardSubject } from "../../app/card/card-subject";
import { cardOfModel } from "../../app/evidence/gather-obligations";
import { knownModel } from "../../app/family/known-model";
import { UserError } from "../../app/ports/errors";
import type { ModelEntry } from "../../app/ports/index-port";
import type { ModelFiles } from "../../app/ports/model-files-port";
import type { KnownModel } from "../../card/finding";
import type { FrontMatter } from "../../card/front-matter/front-matter";
import type { ToolCall } from "../agent-engine";
import { AskedModels } from "../asked-models";
import { type CardInput, cardOf } from "../tools/card-input";
import { needModelId } from "../tools/get-model-family";
import type { EvidenceEngine, LocalModel } from "./evidence-engine";
import { QuietFiles } from "./quiet-files";

/** What the tools that read evidence take: a model on the Hub, a path, or the text of a card. */
export interface EvidenceInput extends CardInput {
  readonly model?: string;
  readonly complete?: boolean;
}

/** The model that such a tool is asked about, as far as it was read. */
export interface EvidenceSubject {
  /** Its ID; null for a draft. */
  readonly repo: string | null;
  /** Its card; null if it has none. */
  readonly card: { readonly text: string; readonly frontMatter: FrontMatter } | null;
  /** Its files; null if a card was given as text. */
  readonly files: ModelFiles | null;
  /** The names of its files; null if they are not known. */
  readonly names: readonly string[] | null;
  /** What the Hub says of it; null for a local model. */
  readonly entry: ModelEntry | null;
  /** What could not be read, in sentences that may hold the names of files. */
  readonly problems: readonly string[];
}

/** One call of such a tool. */
export class EvidenceCall {
  readonly engine: EvidenceEngine;
  readonly call: ToolCall;
  readonly asked: AskedModels;
  readonly #files: QuietFiles;
  #lookups = 0;

  constructor(engine: EvidenceEngine, call: ToolCall) {
    this.engine = engine;
    this.call = call;
    this.asked = new AskedModels(engine, call);
    this.#files = new QuietFiles(engine.modelFiles, this.asked, call.signal);
  }

  /** What is known of a model. */
  async lookup(id: string): Promise<KnownModel> {
    this.call.progress(++this.#lookups, undefined, "Reading the models that may be ancestors");
    await this.asked.ask([id]);
    return knownModel(this.asked.get(id), this.engine.now());
  }

  /** The files of a model on the Hub; null if it may not be asked. */
  filesOf(id: string): ModelFiles | null {
    return this.engine.whyOffline === null ? this.#files.of(id) : null;
  }

  /** Reads the model that the input names; throws UserError for none, for two, and for what cannot be read. */
  async subject(input: EvidenceInput): Promise<EvidenceSubject> {
    const { model, text, path, repo } = input;
    if ([model, text, path].filter(each => each !== undefined).length !== 1)
      throw new UserError(
        "Pass one of model (an ID on the Hub), path (a model's folder or README.md), or text (the whole card).",
      );
    if (repo !== undefined) needModelId(repo);
    if (model !== undefined) return this.#onHub(model);
    if (path !== undefined) return this.#local(await this.engine.openModel(path, repo, this.call.signal));
    const card = await cardOf(input, this.engine, this.call.signal);
    return {
      ...(await this.#cardPart(card)),
      files: null,
      names: input.files ?? null,
      entry: null,
      problems: [],
    };
  }

  async #cardPart(card: NonNullable<LocalModel["card"]>): Promise<Pick<EvidenceSubject, "repo" | "card">> {
    const { text, place } = card;
    const { identity, frontMatter } = cardSubject(
      text,
      place,
      this.engine.endpoint,
      await this.engine.parse(text),
    );
    return { repo: identity?.repo ?? null, card: { text, frontMatter } };
  }

  async #local({ card, files }: LocalModel): Promise<EvidenceSubject> {
    const names = (await files.list())?.map(({ name }) => name) ?? null;
    const part = card === null ? { repo: null, card } : await this.#cardPart(card);
    return { ...part, files, names, entry: null, problems: [] };
  }

  async #onHub(id: string): Promise<EvidenceSubject> {
    needModelId(id);
    const { whyOffline, endpoint } = this.engine;
    if (whyOffline !== null)
      throw new UserError(
        `The files of a model on the Hub cannot be read offline: pass the path of a local copy, or the text of its card. ${whyOffline}`,
      );
    const known = await this.lookup(id);
    const entry = this.asked.entry(id);
    if (known.state !== "known" || entry === null)
      throw new UserError(
        this.asked.failure?.message ??
          `${endpoint} does not show ${id}. Check the ID, or set HF_TOKEN if the model is private or gated.`,
      );
    const files = this.#files.of(known.id);
    const names = (await files.list())?.map(({ name }) => name) ?? null;
    const read = names?.includes("README.md") === false ? null : await files.text("README.md", 1_048_576);
    const isRead = read !== null && "text" in read;
    const text = isRead ? read.text : cardOfModel(known);
    return {
      repo: known.id,
      card: { text, frontMatter: await this.engine.parse(text) },
      files,
      names,
      entry,
      problems: read === null || isRead ? [] : [`README.md ${read.problem}.`],
    };
  }
}
