import type * as vscode from "vscode";
import type { WithheldToken } from "../app/ports/hub-port";
import { config } from "./config";
import { secretToken } from "./secret-token";

/** The user's choices for Hub access: the address, the stored tokens, and whether access is off. */
export interface HubChoice {
  readonly endpoint: () => string;
  readonly storedToken: (origin: string) => Promise<string | null>;
  readonly withheld: (token: WithheldToken) => void;
  readonly offline: () => boolean;
  readonly log: (line: string) => void;
}

/** Reads the user's choices from the settings and secret storage on each call. */
export function hubChoice(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): HubChoice {
  return {
    endpoint: () => config.endpoint,
    storedToken: origin => secretToken(context.secrets, origin),
    withheld: ({ from, owner, origin }) => {
      const source = from === "file" ? "`hf auth login`" : from;
      log.info(
        `The token from ${source} belongs to ${owner ?? "no address: HF_ENDPOINT is not one"} and is not sent to ${origin}. To use a token there, run Sign In.`,
      );
    },
    offline: () => config.online === "off",
    log: line => log.info(line),
  };
}
