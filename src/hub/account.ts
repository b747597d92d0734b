import { whoAmI as askWhoAmI } from "@huggingface/hub";
import { HubError } from "../app/ports/errors";
import { asText } from "../lineage/checked-json";
import { parseEndpoint } from "./endpoint";
import { libraryFetch } from "./library-fetch";
import { badToken, type Subject } from "./outcome";
import { asHubError, PoliteFetch, type PoliteOptions } from "./polite-fetch";

/**
 * The name of the user or organization that a token belongs to. Throws HubError: "bad-token" if the Hub does not
 * accept it or it does not look like a token (`hf_…`), "refused" if the connection to the endpoint is not encrypted.
 */
export async function whoAmI(options: PoliteOptions, token: string, signal?: AbortSignal): Promise<string> {
  try {
    const endpoint = parseEndpoint(options.endpoint());
    if (!/^hf_[\x21-\x7e]{1,500}$/.test(token)) throw badToken(endpoint.host);
    if (!endpoint.private) throw notSent(endpoint.host);
    const subject: Subject = { what: "account", name: "", host: endpoint.host };
    const fetch = libraryFetch(new PoliteFetch(options), { subject, limit: 2 ** 20, token, signal });
    const account = await askWhoAmI({ accessToken: token, hubUrl: endpoint.base, fetch });
    return asText(account.name, 200) ?? "an unnamed account";
  } catch (error) {
    throw asHubError(error);
  }
}

function notSent(host: string): HubError {
  const advice = "Set hubLineage.endpoint to an https address, or continue without signing in.";
  return new HubError(
    "refused",
    `The token was not sent to ${host}, because http does not encrypt it. ${advice}`,
  );
}
