import type * as vscode from "vscode";
import { config } from "./config";
import { secretToken } from "./secret-token";

/** The user's choices for Hub access: the address, the stored token, and whether access is off. */
export interface HubChoice {
  readonly endpoint: () => string;
  readonly storedToken: () => Promise<string | null>;
  readonly offline: () => boolean;
  readonly log: (line: string) => void;
}

/** Reads the user's choices from the settings and secret storage on each call. */
export function hubChoice(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): HubChoice {
  return {
    endpoint: () => config.endpoint,
    storedToken: () => secretToken(context),
    offline: () => config.online === "off",
    log: line => log.info(line),
  };
}
