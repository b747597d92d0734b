import { type CardSubject, cardSubject } from "../../app/card/card-subject";
import { similarIds } from "../../app/card/similar-ids";
import { knownModel } from "../../app/family/known-model";
import { UserError } from "../../app/ports/errors";
import type { CardContext } from "../../card/finding";
import type { CardReading } from "../../card/fixes/fix-check";
import { lintCard } from "../../card/lint";
import { withSettings } from "../../card/lint-settings";
import { wantedIds } from "../../card/wanted";
import type { AgentEngine, CardAtPath, ToolCall } from "../agent-engine";
import { AskedModels } from "../asked-models";
import { needModelId } from "./get-model-family";

/** How a tool is given a card: as text, or as a path. */
export interface CardInput {
  readonly text?: string;
  readonly path?: string;
  readonly repo?: string;
  /** Names of the files next to a card that is given as text. */
  readonly files?: readonly string[];
}

/** The longest text of a card that is taken, in characters. */
export const longestCard = 1_000_000;

/** A card that was read, with what its rules need to know. */
export interface ReadCard {
  readonly card: CardAtPath;
  readonly subject: CardSubject;
  readonly context: CardContext;
  readonly asked: AskedModels;
  /** Models that the card leads to and that were not asked for, because there are too many. */
  readonly left: number;
  /** Lints a text in the place of the card's own. */
  readonly lint: (text: string) => Promise<CardReading>;
}

/** Models that are read for one card. */
const mostModels = 300;

/** Reads a card, and the models that its rules need; throws UserError for what is no model card. */
export async function readCard(input: CardInput, engine: AgentEngine, call: ToolCall): Promise<ReadCard> {
  const card = await cardOf(input, engine, call.signal);
  const subject = cardSubject(card.text, card.place, engine.endpoint, await engine.parse(card.text));
  // A text that is given as a card is one, if nothing says otherwise.
  if (subject.kind !== "model" && (subject.kind !== "none" || input.path !== undefined))
    throw new UserError(
      subject.kind === "none"
        ? `${input.path} is not a model card: it has no front matter of one, and no model's files are next to it. Name the README.md of a model, or pass the text.`
        : `This is the card of a ${subject.kind}, not of a model. Only model cards are checked.`,
    );
  const asked = new AskedModels(engine, call);
  const similar = new Map<string, readonly string[]>();
  const context: CardContext = {
    repo: subject.identity?.repo ?? null,
    files: card.place.files,
    lookup: id => {
      const known = knownModel(asked.get(id), engine.now());
      const names = similar.get(id);
      return known.state === "missing" && names !== undefined ? { ...known, similar: names } : known;
    },
  };
  const left = await learn({ text: card.text, frontMatter: subject.frontMatter }, context, asked, call);
  await findSimilar(subject, context, { engine, asked, similar });
  const lint = async (text: string): Promise<CardReading> => {
    const parsed = text === card.text ? subject.frontMatter : await engine.parse(text);
    const { frontMatter, findings } = lintCard(text, context, parsed);
    return { text, frontMatter, findings: withSettings(findings, card.rules) };
  };
  return { card, subject, context, asked, left, lint };
}

/** The card that an input names; throws UserError if it names none, or two. */
export async function cardOf(
  { text, path, repo, files }: CardInput,
  engine: AgentEngine,
  signal: AbortSignal,
): Promise<CardAtPath> {
  if ((text === undefined) === (path === undefined))
    throw new UserError("Pass either text (the whole card with its front matter) or path (its README.md).");
  if (repo !== undefined) needModelId(repo);
  if (path !== undefined) return engine.readCard(path, repo, signal);
  const place = { path: "/README.md", chosen: repo ?? "", gitConfig: null, files: files ?? null };
  return { text: text ?? "", place, rules: {} };
}

async function learn(
  card: Parameters<typeof wantedIds>[0],
  context: CardContext,
  asked: AskedModels,
  call: ToolCall,
): Promise<number> {
  for (let room = mostModels; ; ) {
    const ids = wantedIds(card, context).filter(id => !asked.has(id));
    if (ids.length === 0 || room <= 0) return ids.length;
    const due = ids.slice(0, room);
    room -= due.length;
    call.progress(mostModels - room, undefined, "Reading the models that the card names");
    await asked.ask(due);
  }
}

interface Searching {
  readonly engine: AgentEngine;
  readonly asked: AskedModels;
  readonly similar: Map<string, readonly string[]>;
}

/** Looks for the models that were probably meant by those that do not exist. */
async function findSimilar(
  { parents }: CardSubject,
  context: CardContext,
  { engine, asked, similar }: Searching,
): Promise<void> {
  const quiet = (search: Promise<readonly string[]>) => search.catch(() => []);
  for (const id of parents.slice(0, 5)) {
    if (context.lookup(id).state !== "missing") continue;
    const searches = [
      (text: string, limit: number) => quiet(engine.index.search({ what: "models", text, limit })),
      ...(engine.whyOffline === null
        ? [(text: string, limit: number) => quiet(asked.hub.search(text, limit))]
        : []),
    ];
    similar.set(id, await similarIds(id, searches));
  }
}
