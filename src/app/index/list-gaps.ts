import { count, grouped } from "../../lineage/in-words";
import { t } from "../../words/words";
import { HubError } from "../ports/errors";
import type { ListTask } from "../ports/job-port";

type Counted = Pick<ListTask, "of" | "name" | "counted">;

/**
 * Hidden and private children are counted, but not listed. A list may lack half of the children that the Hub counts, and
 * three in any case: of a model with few children, all may be private.
 */
const [leastShare, alwaysMissing] = [1 / 2, 3];

/** How many different models a list must have to be complete, given the Hub's count. */
export function fewestOf({ counted }: Pick<ListTask, "counted">): number {
  const children = counted ?? 0;
  return Math.max(0, Math.min(Math.ceil(children * leastShare), children - alwaysMissing));
}

/** The Hub lists none or far fewer of the children that it counts. */
export class ShortList extends HubError {
  constructor(name: string, counted: number, listed: number) {
    const children = count(counted, "child", "children");
    const lost =
      listed === 0
        ? t`The Hub counts ${children} of ${name}, but its list has none, so the list is not complete.`
        : t`The Hub counts ${children} of ${name}, but its list has only ${grouped(listed)}, so the list is not complete.`;
    const advice = t`Everything that was known is kept. Sign in if the others are private, or check that the endpoint is a Hugging Face Hub, then try again.`;
    super("unreadable", `${lost} ${advice}`);
  }
}

/** What a stored page says about the gaps of its list; see `putChildren`. */
export interface PageGaps {
  readonly ids: readonly string[];
  readonly unreadable: number;
  readonly strangers: number;
}

/**
 * Counts the entries of one list that are no models, and the strangers: models that do not belong to the list. With
 * either, nobody knows whether the list is complete.
 */
export class ListGaps {
  readonly #task: Counted;
  #entries = 0;
  #unreadable = 0;
  #strangers = 0;

  constructor(task: Counted) {
    this.#task = task;
  }

  get any(): boolean {
    return this.#unreadable + this.#strangers > 0;
  }

  /** Notes a page: how many of its entries were stored, are no models, and do not belong to the list. */
  note({ ids, unreadable, strangers }: PageGaps): void {
    this.#entries += ids.length + unreadable + strangers;
    this.#unreadable += unreadable;
    this.#strangers += strangers;
  }

  /**
   * Throws HubError "unreadable" if any entry is no model or a stranger, or if the list has far fewer than the counted
   * children: `listed` is how many different ones it has, or null if nobody counted them.
   */
  throwIfAny(listed: number | null): void {
    const { name, counted } = this.#task;
    const said = [...this.#saidOfUnreadable(), ...this.#saidOfStrangers()];
    if (said.length > 0) {
      const advice = t`Everything else is kept. Check that the endpoint is a Hugging Face Hub, then try again.`;
      throw new HubError("unreadable", [...said, advice].join(" "));
    }
    if (counted !== null && listed !== null && listed < fewestOf(this.#task))
      throw new ShortList(name, counted, listed);
  }

  #saidOfUnreadable(): readonly string[] {
    if (this.#unreadable === 0) return [];
    const entries = count(this.#entries, "entry", "entries");
    return this.#unreadable === this.#entries
      ? [t`None of the ${entries} in ${this.#where()} can be read, so the list is not complete.`]
      : [
          t`${grouped(this.#unreadable)} of the ${entries} in ${this.#where()} cannot be read, so the list is not complete.`,
        ];
  }

  #saidOfStrangers(): readonly string[] {
    if (this.#strangers === 0) return [];
    const entries = count(this.#entries, "entry", "entries");
    const strangers = grouped(this.#strangers);
    const { of, name } = this.#task;
    return of === "author"
      ? [
          t`${strangers} of the ${entries} in ${this.#where()} did not belong to ${name}, so the list is not complete.`,
        ]
      : [
          t`${strangers} of the ${entries} in ${this.#where()} did not name ${name} as a parent, so the list is not complete.`,
        ];
  }

  /** The list in words, with the Hub's count. */
  #where(): string {
    const { of, name, counted } = this.#task;
    const list =
      of === "author"
        ? t`the Hub's list of the models of ${name}`
        : t`the Hub's list of the children of ${name}`;
    return list + (counted === null ? "" : t` (it counts ${grouped(counted)})`);
  }
}
