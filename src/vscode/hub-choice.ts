import type * as vscode from "vscode";
import { config } from "./config";
import { secretToken } from "./secret-token";

/** What a person decides about the way to the Hub: the address, the stored token, and whether it is asked at all. */
export interface HubChoice {
  readonly endpoint: () => string;
  readonly storedToken: () => Promise<string | null>;
  readonly offline: () => boolean;
  readonly log: (line: string) => void;
}

/** Reads the person's choice from settings and secret storage, anew each time it is asked for. */
export function hubChoice(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): HubChoice {
  return {
    endpoint: () => config.endpoint,
    storedToken: () => secretToken(context),
    offline: () => config.online === "off",
    log: line => log.info(line),
  };
}
