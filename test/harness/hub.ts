import { readFamilies } from "../hub/family-file";
import { HubData } from "../hub/hub-data";
import { type LoopbackHub, startHub } from "../hub/server";

/** A Hub on loopback with the families that the project ships; the caller closes it. */
export function startSampleHub(): Promise<LoopbackHub> {
  return startHub({ models: new HubData(readFamilies()) });
}
