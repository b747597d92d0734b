import type { Asking } from "../app/ports/asking";
import { HubError } from "../app/ports/errors";
import type { OverviewPort } from "../app/ports/overview-port";
import { repoIdProblem } from "../lineage/repo-id";
import { t } from "../words/words";
import type { Answer } from "./attempt";
import { decodeOverview } from "./decode-overview";
import type { Endpoint } from "./endpoint";
import { failureOf, isGone, isWhole } from "./outcome";
import type { PoliteFetch } from "./polite-fetch";

/** The most bytes of an overview; a person's lists all organizations that they are in. */
const mostBytes = 2 ** 20;

/** Who has a name: asks for the overview of an organization and, if there is none, for that of a person. */
export async function askOverview(
  polite: PoliteFetch,
  { base, host }: Endpoint,
  name: string,
  how: Asking,
): ReturnType<OverviewPort["overview"]> {
  if (name.includes("/") || repoIdProblem(name) !== null)
    throw new HubError(
      "refused",
      t`${JSON.stringify(name.slice(0, 100))} is not the name of an author. Give a name without a slash.`,
    );
  for (const [is, list] of [
    ["organization", "organizations"],
    ["person", "users"],
  ] as const) {
    const url = `${base}/api/${list}/${encodeURIComponent(name)}/overview`;
    const answer = await polite.get({ ...how, etag: null, url, json: true, limit: mostBytes });
    if (isGone(answer)) continue;
    return { is: decodeOverview(bodyOf(polite, answer, name, host), is) };
  }
  return { is: "nobody" };
}

function bodyOf(polite: PoliteFetch, answer: Answer, name: string, host: string): Uint8Array {
  if (!isWhole(answer)) throw failureOf(answer, { what: "author", name, host }, polite.retryAfter(answer));
  return answer.bytes;
}
