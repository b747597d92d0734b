import { failureOf, isWhole, type Subject, tooLarge } from "./outcome";
import type { PoliteFetch } from "./polite-fetch";

/** A request that the library makes through us. */
export interface LibraryQuestion {
  readonly subject: Subject;
  /** The most bytes of the answer to read. */
  readonly limit: number;
  /** A token to try instead of the usual one. */
  readonly token?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A `fetch` for `@huggingface/hub` that goes through the polite one. It throws HubError unless the request succeeds,
 * and leaves out the response headers to keep the library from asking for the next page.
 */
export function libraryFetch(polite: PoliteFetch, question: LibraryQuestion): typeof fetch {
  const { subject, ...request } = question;
  return async input => {
    const url = input instanceof Request ? input.url : String(input);
    const answer = await polite.get({ ...request, url, json: true });
    if (!isWhole(answer)) throw failureOf(answer, subject, polite.retryAfter(answer));
    if (answer.cut) throw tooLarge(subject.host, question.limit);
    return new Response(answer.bytes, { headers: { "Content-Type": "application/json" } });
  };
}
