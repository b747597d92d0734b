import type { Finding } from "../../card/finding";
import { count } from "../../lineage/in-words";
import { t } from "../../words/words";
import { forEachWithLimit } from "../for-each-with-limit";
import { type HubError, stopping } from "../ports/errors";

/** A card waiting to be checked: the models its rules need, and the lint to run once they are known. */
export interface CardToCheck {
  readonly ids: readonly string[];
  lint(): readonly Finding[];
}

/** Dependencies of `checkCards`. `load` reads models from the index, and `read` from the Hub if allowed. */
export interface CheckParts<Place> {
  /** Every file that might be a card. */
  readonly places: AsyncIterable<Place>;
  /** Reads the card at a place; null if there is none. */
  understand(place: Place): Promise<CardToCheck | null>;
  load(ids: readonly string[]): Promise<void>;
  /** Throws HubError if the Hub request fails. */
  read(id: string): Promise<void>;
  show(place: Place, findings: readonly Finding[]): void;
  progress(checked: CheckSummary): void;
  /** Yields to other work; returns whether to continue. */
  pause(): Promise<boolean>;
}

/** The result of checking cards. */
export interface CheckSummary {
  readonly cards: number;
  readonly errors: number;
  readonly warnings: number;
  readonly others: number;
  /** Number of models that could not be read from the Hub; rules that need them were skipped. */
  readonly unanswered: number;
  /** Why the first of them could not be read, and what to do. */
  readonly failure: HubError | null;
}

/** Number of cards whose models are requested together. */
const cardsAtOnce = 40;

/** Checks all cards in batches and shows each one as soon as its models are known; stops when `pause` says so. */
export async function checkCards<Place>(parts: CheckParts<Place>): Promise<CheckSummary> {
  const check = new Check(parts);
  for await (const place of parts.places) {
    if (!(await parts.pause())) return check.summary;
    await check.add(place);
  }
  await check.finish();
  return check.summary;
}

class Check<Place> {
  readonly #parts: CheckParts<Place>;
  readonly #asked = new Set<string>();
  #waiting: { readonly place: Place; readonly card: CardToCheck }[] = [];
  #stopped = false;
  summary: CheckSummary = { cards: 0, errors: 0, warnings: 0, others: 0, unanswered: 0, failure: null };

  constructor(parts: CheckParts<Place>) {
    this.#parts = parts;
  }

  async add(place: Place): Promise<void> {
    const card = await this.#parts.understand(place);
    if (card === null) return;
    this.#waiting.push({ place, card });
    if (this.#waiting.length >= cardsAtOnce) await this.finish();
  }

  /** Requests the models that the waiting cards name, then lints the cards. */
  async finish(): Promise<void> {
    const { pause, show, progress, load } = this.#parts;
    const waiting = this.#waiting;
    this.#waiting = [];
    const ids = [...new Set(waiting.flatMap(({ card }) => card.ids))].filter(id => !this.#asked.has(id));
    for (const id of ids) this.#asked.add(id);
    await load(ids);
    await this.#ask(ids);
    for (const { place, card } of waiting) {
      if (!(await pause())) return;
      const findings = card.lint();
      show(place, findings);
      this.#count(findings);
      progress(this.summary);
    }
  }

  async #ask(ids: readonly string[]): Promise<void> {
    if (this.#stopped) {
      this.summary = { ...this.summary, unanswered: this.summary.unanswered + ids.length };
      return;
    }
    const answered = new Set<string>();
    const failure = await forEachWithLimit(ids, async id => {
      await this.#parts.read(id);
      answered.add(id);
    });
    this.#stopped = failure !== null && stopping.has(failure.reason);
    const unanswered = this.summary.unanswered + ids.length - answered.size;
    this.summary = { ...this.summary, unanswered, failure: this.summary.failure ?? failure };
  }

  #count(findings: readonly Finding[]): void {
    const { cards, errors, warnings, others } = this.summary;
    const of = (severity: Finding["severity"]) => findings.filter(each => each.severity === severity).length;
    this.summary = {
      ...this.summary,
      cards: cards + 1,
      errors: errors + of("error"),
      warnings: warnings + of("warning"),
      others: others + of("info") + of("hint"),
    };
  }
}

/** Summarizes the findings in one line: "37 model cards: 2 errors, 9 warnings, 14 others". */
export function checkInWords({ cards, errors, warnings, others }: CheckSummary): string {
  const found = [
    errors === 0 ? [] : [count(errors, "error", "errors")],
    warnings === 0 ? [] : [count(warnings, "warning", "warnings")],
    others === 0 ? [] : [count(others, "other", "others")],
  ].flat();
  return `${count(cards, "model card", "model cards")}: ${found.length === 0 ? t`no findings` : found.join(", ")}`;
}
