import { HubError } from "../../app/ports/errors";
import { Unconfirmed } from "../../app/ports/proposal-port";
import { asList, asObject } from "../../lineage/checked-json";
import { t } from "../../words/words";
import type { Endpoint } from "../endpoint";
import { isWhole } from "../outcome";
import type { PoliteFetch } from "../polite-fetch";
import { refusalOf, wholeAnswer } from "./proposal-outcome";

/** The two requests of a commit: what the Hub wants to be done with the file, and the commit itself. */
export type CommitStep = "preupload" | "commit";

/** What the two requests are for. */
export interface CommitPlace {
  readonly polite: PoliteFetch;
  readonly endpoint: Endpoint;
  readonly id: string;
  /** Where the pull requests of the model are, for a person. */
  readonly discussions: string;
  readonly signal: AbortSignal;
  /** Told of each request before it is made. */
  readonly begun: (step: CommitStep) => void;
}

const answerLimit = 2 ** 20;

/**
 * A `fetch` for the library that makes the two requests of a commit to a model and no other, each once, within the limits of a
 * whole request, and without following redirects. Throws Unconfirmed if the commit was sent and the Hub did not say what became of it.
 */
export function commitFetch(place: CommitPlace): typeof fetch {
  const { base } = place.endpoint;
  const steps = new Map(
    (["preupload", "commit"] as const).map(step => [
      `${base}/api/models/${place.id}/${step}/main?create_pr=1`,
      step,
    ]),
  );
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const step = steps.get(url);
    if (step === undefined || init?.method !== "POST" || typeof init.body !== "string")
      throw new HubError(
        "refused",
        t`The library wanted to request something else than a pull request on ${place.id}, so none was opened. Report this.`,
      );
    // Each is made once, whatever the library does.
    steps.delete(url);
    place.begun(step);
    const type = new Headers(init.headers).get("Content-Type") ?? "";
    const bytes = await (step === "preupload" ? preupload : committed)(place, { url, body: init.body, type });
    return new Response(bytes, { headers: { "Content-Type": "application/json" } });
  };
}

interface Post {
  readonly url: string;
  readonly body: string;
  readonly type: string;
}

async function preupload({ polite, endpoint, id, signal }: CommitPlace, post: Post): Promise<BodyInit> {
  const { host } = endpoint;
  const outcome = await polite.post({ ...post, limit: answerLimit, signal });
  if (!("answer" in outcome)) throw outcome.failure;
  if (!isWhole(outcome.answer))
    throw (
      refusalOf(polite, outcome.answer, { id, host }) ??
      wholeAnswer(polite, outcome.answer, { what: "model", name: id, host })
    );
  const { bytes } = outcome.answer;
  const files = asList(asObject(JSON.parse(new TextDecoder().decode(bytes)))?.files).map(asObject);
  const file = files.find(each => each?.path === "README.md");
  if (file?.uploadMode !== "regular")
    throw new HubError(
      "refused",
      t`${host} does not take README.md of ${id} as a text file, so no pull request was opened. Change the card on its page.`,
    );
  if (file.shouldIgnore === true)
    throw new HubError(
      "refused",
      t`README.md is ignored in ${id} (.gitignore), so no pull request was opened. Ask its owners to change it.`,
    );
  return bytes;
}

async function committed(place: CommitPlace, post: Post): Promise<BodyInit> {
  const { polite, endpoint, id, signal, discussions } = place;
  const { host } = endpoint;
  const outcome = await polite.post({ ...post, limit: answerLimit, signal });
  if (!("answer" in outcome)) throw new Unconfirmed(host, lostInWords(outcome.failure), discussions);
  const { answer } = outcome;
  if (isWhole(answer)) return answer.bytes;
  throw (
    refusalOf(polite, answer, { id, host }) ?? new Unconfirmed(host, t`status ${answer.status}`, discussions)
  );
}

function lostInWords({ reason }: HubError): string {
  if (reason === "timeout") return t`it did not respond in time`;
  if (reason === "canceled") return t`you did not wait for its answer`;
  return reason === "unreadable" ? t`its answer cannot be read` : t`the connection failed`;
}
