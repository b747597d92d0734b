import { type Faults, faultsFromJson } from "./faults";
import type { HubData } from "./hub-data";
import { factsFromJson, isRecord } from "./models/facts";
import { json, type Reply } from "./reply";
import type { RequestRecord } from "./request-record";

/** Where tests in other processes control the loopback Hub; requests here are not counted, recorded or faulted. */
export const CONTROL_PATH = "/__test";

/** The parts of a running Hub that can be controlled from outside. */
export interface Steered {
  readonly data: HubData;
  requests(): readonly RequestRecord[];
  resetRequests(): void;
  setFaults(faults: Faults): void;
}

/** Executes a control request; errors return a 400 with a message. */
export function control(hub: Steered, method: string, address: URL, body: string): Reply {
  try {
    const action = ACTIONS[`${method} ${address.pathname.slice(CONTROL_PATH.length)}`];
    if (action === undefined) {
      const known = Object.keys(ACTIONS).map(name => name.replace(" ", ` ${CONTROL_PATH}`));
      return json({ error: `No such control. There are: ${known.join(", ")}.` }, 404);
    }
    return action(hub, address, body);
  } catch (error) {
    return json({ error: error instanceof Error ? error.message : String(error) }, 400);
  }
}

type Action = (hub: Steered, address: URL, body: string) => Reply;

const ACTIONS: Readonly<Record<string, Action>> = {
  "GET /requests": hub => json(hub.requests()),
  "DELETE /requests": hub => {
    hub.resetRequests();
    return json({});
  },
  "PUT /faults": (hub, _address, body) => {
    hub.setFaults(faultsFromJson(JSON.parse(body)));
    return json({});
  },
  "PUT /models": (hub, _address, body) => {
    const value: unknown = JSON.parse(body);
    const models = (Array.isArray(value) ? value : [value]).map(factsFromJson);
    hub.data.put(models);
    return json({ put: models.length, models: hub.data.size });
  },
  "DELETE /models": (hub, address) => {
    const id = address.searchParams.get("id") ?? "";
    if (!hub.data.remove(id))
      throw new Error(`There is no model ${JSON.stringify(id)} to delete; give ?id=ORG/NAME.`);
    return json({ models: hub.data.size });
  },
  "POST /rename": (hub, _address, body) => {
    const value: unknown = JSON.parse(body);
    if (!isRecord(value) || typeof value.from !== "string" || typeof value.to !== "string") {
      throw new Error("A rename needs {from, to}.");
    }
    hub.data.rename(value.from, value.to);
    return json({});
  },
};
