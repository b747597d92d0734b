import { publicOrigin } from "../app/ports/hub-port";
import { parseEndpoint } from "./endpoint";

/** Environment variables; absent on the web. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The address of the public Hub. */
export const publicEndpoint = publicOrigin;

/** The endpoint to use: what the settings or the command line say, else `HF_ENDPOINT`, else the public Hub. */
export function chosenEndpoint(setting: string | null | undefined, environment: Environment): string {
  return setting?.trim() || environment.HF_ENDPOINT?.trim() || publicEndpoint;
}

/**
 * The origin that a token from the environment or the token file belongs to: `HF_ENDPOINT`'s, else the public Hub's. Null
 * if `HF_ENDPOINT` is not an address.
 */
export function environmentOrigin(environment: Environment): string | null {
  try {
    return parseEndpoint(chosenEndpoint(null, environment)).origin;
  } catch {
    return null;
  }
}

/** Whether `HF_HUB_OFFLINE` forbids requests: `1`, `true`, `yes`, or `on`, in upper or lower case. */
export function isOfflineByEnvironment(environment: Environment): boolean {
  return /^(1|true|yes|on)$/i.test(environment.HF_HUB_OFFLINE?.trim() ?? "");
}
