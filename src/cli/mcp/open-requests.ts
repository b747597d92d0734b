import { asObject } from "../../lineage/checked-json";

/** Requests that stay open until the host ends them. */
const lasting = "subscriptions/listen";

/** The requests of a host that are not answered yet. */
export class OpenRequests {
  readonly #open = new Set<unknown>();
  #whenNone: (() => void) | null = null;

  /** Takes a message from the host into account: a request, or that one is canceled. */
  asked(message: unknown): void {
    const { id, method, params } = asObject(message) ?? {};
    if (method === "notifications/cancelled") this.answered(asObject(params)?.requestId);
    else if (id !== undefined && typeof method === "string" && method !== lasting) this.#open.add(id);
  }

  /** A request was answered. */
  answered(id: unknown): void {
    if (this.#open.delete(id) && this.#open.size === 0) this.#whenNone?.();
  }

  /** Done when every request is answered, or after so many ms. */
  async settled(ms: number): Promise<void> {
    if (this.#open.size === 0) return;
    await new Promise<void>(resolve => {
      this.#whenNone = resolve;
      setTimeout(resolve, ms).unref();
    });
  }
}
