import { HubError } from "../app/ports/errors";
import { asObject, asText } from "../lineage/checked-json";
import { ownValue } from "../lineage/own-value";
import { t } from "../words/words";

/**
 * Checks that an answer of `/api/organizations/{name}/overview` or `/api/users/{name}/overview` is an overview of that sort,
 * and returns the sort. Throws HubError("unreadable") if it is not.
 */
export function decodeOverview<Sort extends "organization" | "person">(body: Uint8Array, sort: Sort): Sort {
  const overview = objectIn(body);
  const name = overview && ownValue(overview, sort === "organization" ? "name" : "user");
  if (asText(name, 200) !== null) return sort;
  throw new HubError(
    "unreadable",
    t`The Hub's overview of an author has no name. Check that the endpoint is a Hugging Face Hub, then try again.`,
  );
}

function objectIn(body: Uint8Array) {
  try {
    return asObject(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return null;
  }
}
