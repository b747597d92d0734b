import { HubError } from "../../app/ports/errors";
import { changedMeanwhile, NoPullRequests } from "../../app/ports/proposal-port";
import { t } from "../../words/words";
import type { Answer } from "../attempt";
import { badToken, failureOf, isWhole, type Subject, saidBy } from "../outcome";
import type { PoliteFetch } from "../polite-fetch";

/** How the Hub says that the owners of a repo have turned discussions and pull requests off. */
const takesNone = /\b(?:discussions|pull requests) are disabled\b/i;

/** An answer that is all of what was requested; throws what its status means. */
export function wholeAnswer(polite: PoliteFetch, answer: Answer, subject: Subject): Answer {
  if (isWhole(answer)) return answer;
  const said = saidBy(answer);
  if (said !== null && answer.status === 403 && takesNone.test(said.words))
    throw new NoPullRequests(subject.name, subject.host);
  throw failureOf(answer, subject, polite.retryAfter(answer));
}

/**
 * Why the Hub opened no pull request, if an answer says so; null if it does not: a server's failure, a redirect, or what no Hub
 * said does not tell what became of a request.
 */
export function refusalOf(
  polite: PoliteFetch,
  answer: Answer,
  { id, host }: { readonly id: string; readonly host: string },
): HubError | null {
  const { status } = answer;
  const subject = { what: "model", name: id, host } as const;
  const failure = () => failureOf(answer, subject, polite.retryAfter(answer));
  if (status === 429) return failure();
  const said = saidBy(answer);
  if (said === null || status < 400 || status === 408 || status >= 500) return null;
  if (status === 401) return badToken(host);
  if (status === 403) {
    if (takesNone.test(said.words)) return new NoPullRequests(id, host);
    const known = failure();
    return known.reason === "refused" ? withoutAccess(id, host) : known;
  }
  if (status === 400 || status === 422)
    return new HubError(
      "refused",
      t`${host} refused the changed card of ${id} (status ${status}), so no pull request was opened. It may be invalid elsewhere: look for other errors in the card.`,
    );
  if (status === 409 || status === 412) return changedMeanwhile(id);
  return failure();
}

function withoutAccess(id: string, host: string): HubError {
  return new HubError(
    "bad-token",
    t`${host} does not let this token open a pull request on ${id} (status 403). Use a token with write access.`,
  );
}
