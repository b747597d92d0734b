import { whoAmI as askWhoAmI } from "@huggingface/hub";
import { HubError } from "../app/ports/errors";
import { asText } from "../lineage/checked-json";
import { t } from "../words/words";
import { type Endpoint, parseEndpoint } from "./endpoint";
import { libraryFetch } from "./library-fetch";
import { notAToken, type Subject } from "./outcome";
import { asHubError, PoliteFetch, type PoliteOptions } from "./polite-fetch";

/**
 * The name of the user or organization that a token belongs to. Throws HubError: "bad-token" if the Hub does not
 * accept it or it does not look like a token (`hf_…`), "refused" if the connection to the endpoint is not encrypted.
 */
export async function whoAmI(options: PoliteOptions, token: string, signal?: AbortSignal): Promise<string> {
  try {
    const endpoint = signInPlace(options.endpoint());
    if (!/^hf_[\x21-\x7e]{1,500}$/.test(token)) throw notAToken(endpoint.host);
    const subject: Subject = { what: "account", name: "", host: endpoint.host };
    const fetch = libraryFetch(new PoliteFetch(options), { subject, limit: 2 ** 20, token, signal });
    const account = await askWhoAmI({ accessToken: token, hubUrl: endpoint.base, fetch });
    return asText(account.name, 200) ?? t`an unnamed account`;
  } catch (error) {
    throw asHubError(error);
  }
}

/** The Hub at an address that a token may be sent to; throws HubError "refused" if the connection is not encrypted. */
export function signInPlace(address: string): Endpoint {
  const endpoint = parseEndpoint(address);
  if (endpoint.private) return endpoint;
  const advice = t`Set hubLineage.endpoint to an https address, or continue without signing in.`;
  throw new HubError(
    "refused",
    t`No token is sent to ${endpoint.host}, because http does not encrypt it. ${advice}`,
  );
}
