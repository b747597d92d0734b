import { readFamilies } from "../../hub/family-file";
import { HubData } from "../../hub/hub-data";
import { factsFromJson } from "../../hub/models/facts";
import { type HubOptions, type LoopbackHub, startHub } from "../../hub/server";

/** Runs a test against a loopback Hub of its own and closes it whatever happens. */
export async function withHub(
  options: Partial<HubOptions>,
  run: (hub: LoopbackHub) => Promise<void>,
): Promise<void> {
  const hub = await startHub({ models: new HubData(), ...options });
  try {
    await run(hub);
  } finally {
    await hub.close();
  }
}

/** Data made of a few models given as JSON. */
export function dataOf(...models: readonly object[]): HubData {
  return new HubData(models.map(factsFromJson));
}

/** Data of shipped families. */
export function familyData(...names: readonly string[]): HubData {
  return new HubData(readFamilies(names));
}

/** A model in an answer of the API. */
export type Item = Record<string, unknown> & { readonly id: string };

/** The JSON items of one list request, following `Link` to the last page; `pages` counts the requests. */
export async function listAll(address: string): Promise<{ items: Item[]; pages: number }> {
  const items: Item[] = [];
  let pages = 0;
  for (let next: string | undefined = address; next !== undefined; pages++) {
    const response: Response = await fetch(next);
    if (response.status !== 200)
      throw new Error(`${next} answered ${response.status}: ${await response.text()}`);
    items.push(...((await response.json()) as Item[]));
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
  }
  return { items, pages };
}

/** One model's JSON. */
export async function show(address: string): Promise<Item> {
  const response = await fetch(address);
  if (response.status !== 200)
    throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Item;
}
