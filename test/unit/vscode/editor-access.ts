import type { HubAccess } from "../../../src/app/ports/hub-port";
import { connectHub } from "../../../src/hub/connect";

/** Access to a Hub as the editor has it, without an environment: the token is one that *Sign In* stored. */
export function accessAt(
  endpoint: () => string,
  storedToken: (origin: string) => Promise<string | null>,
): HubAccess {
  return connectHub({
    ...{ endpoint, storedToken, environment: {}, home: null, fetch: globalThis.fetch },
    offline: () => false,
    readText: async () => null,
  });
}
