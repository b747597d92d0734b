import { HubError } from "../app/ports/errors";
import { baseOf, type HubPlace } from "../app/ports/hub-port";
import { t } from "../words/words";

/** The checked address of a Hub: its base has no trailing slash, and its host includes the port. */
export interface Endpoint extends HubPlace {
  /** Whether a token may be sent to it: over https, or to this machine. */
  readonly private: boolean;
}

/** Reads the address of a Hub; throws HubError("unreachable") if it is not an http(s) address or contains a password. */
export function parseEndpoint(text: string): Endpoint {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw unusable(t`is not an http or https address`);
  if (url.username !== "" || url.password !== "") throw unusable(t`contains a user name or password`);
  return {
    base: baseOf(url),
    origin: url.origin,
    host: url.host,
    private: url.protocol === "https:" || isLoopback(url.hostname),
  };
}

function unusable(problem: string): HubError {
  const advice = t`Set hubLineage.endpoint (or HF_ENDPOINT) to an address such as https://huggingface.co.`;
  return new HubError("unreachable", t`The Hub's endpoint ${problem}. ${advice}`);
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
