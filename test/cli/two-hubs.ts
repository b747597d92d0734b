import type { LoopbackHub } from "../hub/server";
import { dataOf, withHub } from "../unit/hub-server/loopback";
import { runCli, withFolder } from "./run";

/** Two Hubs that say different things about one model, and a folder. */
export function withTwoHubs(work: (one: LoopbackHub, other: LoopbackHub, folder: string) => Promise<void>) {
  const hubOf = (license: string, then: (hub: LoopbackHub) => Promise<void>) =>
    withHub({ models: dataOf({ id: "lab/base", license }, { id: `lab/${license}` }) }, then);
  return withFolder(folder => hubOf("mit", one => hubOf("apache-2.0", other => work(one, other, folder))));
}

/** Runs `family` with a Hub and an index folder, and returns the license that it tells too. */
export async function familyAt(hub: string, index: string, ...more: string[]) {
  const ran = await runCli(["family", "lab/base", "--endpoint", hub, "--index", index, ...more]);
  return { ...ran, license: JSON.parse(ran.stdout).models[0]?.license as unknown };
}
