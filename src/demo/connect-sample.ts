import type { HubAccess } from "../app/ports/hub-port";
import { connectHub } from "../hub/connect";
import { createSampleFetch, sampleEndpoint } from "./sample-hub";

/** Connects to the sample Hub: the usual client, without a token, whose requests are answered from memory. */
export function connectSample(log?: (line: string) => void): HubAccess {
  return connectHub({
    endpoint: () => sampleEndpoint,
    storedToken: async () => null,
    offline: () => false,
    environment: {},
    home: null,
    readText: async () => null,
    fetch: createSampleFetch(),
    ...(log === undefined ? {} : { log }),
  });
}
