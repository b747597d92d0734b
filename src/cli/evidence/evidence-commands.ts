import { HubError, UserError } from "../../app/ports/errors";
import { runBom } from "../bills/bom-command";
import type { Core } from "../core";
import type { Style } from "../terminal/style";
import type { EvidenceCommand } from "./evidence-arguments";
import { runObligations } from "./obligations-command";
import { runTrace, type TraceOutcome } from "./trace-command";

/** Runs a command of this group, which is a program of its own, so that the others do not load it. */
export async function runEvidence(
  command: EvidenceCommand,
  core: Core,
  { style, version }: { readonly style: Style; readonly version: string },
): Promise<TraceOutcome> {
  try {
    if (command.name === "bom") return await runBom(command, core, { style, version });
    const run = command.name === "obligations" ? runObligations : runTrace;
    return await run(command, core, style);
  } catch (error) {
    // The Hub's failures say themselves what to do.
    throw error instanceof HubError ? new UserError(error.message) : error;
  }
}
