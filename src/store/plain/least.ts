import { NotPlain } from "./plain-question";

/** Most numbers that are kept. */
const mostKept = 50_000;

/** The first `most` of numbers in an order, and then the next one; throws NotPlain if they are too many, or the order leaves open which they are. */
export class Least {
  readonly #compare: (one: number, other: number) => number;
  readonly #most: number;
  /** A heap: no number is less than the two at twice its place. */
  readonly #heap: number[] = [];

  constructor(most: number, compare: (one: number, other: number) => number) {
    this.#most = most + 1;
    this.#compare = compare;
  }

  add(number: number): void {
    const heap = this.#heap;
    if (heap.length < this.#most) {
      if (heap.length > mostKept) throw new NotPlain();
      heap.push(number);
      this.#rise(heap.length - 1);
    } else if (this.#compare(number, heap[0] ?? 0) < 0) {
      heap[0] = number;
      this.#sink();
    }
  }

  /** The numbers in their order. */
  sorted(): readonly number[] {
    const sorted = this.#heap.toSorted(this.#compare);
    for (let at = 1; at < sorted.length; at++)
      if (this.#compare(sorted[at - 1] ?? 0, sorted[at] ?? 0) === 0) throw new NotPlain();
    return sorted.slice(0, this.#most - 1);
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.#swapped(above, at)) return;
      at = above;
    }
  }

  #sink(): void {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const heap = this.#heap;
      if (left >= heap.length) return;
      const greater =
        right < heap.length && this.#compare(heap[right] ?? 0, heap[left] ?? 0) > 0 ? right : left;
      if (!this.#swapped(at, greater)) return;
      at = greater;
    }
  }

  /** Swaps what is less and above with what is below it. */
  #swapped(above: number, below: number): boolean {
    const heap = this.#heap;
    const [one, other] = [heap[above] ?? 0, heap[below] ?? 0];
    if (this.#compare(one, other) >= 0) return false;
    heap[above] = other;
    heap[below] = one;
    return true;
  }
}
