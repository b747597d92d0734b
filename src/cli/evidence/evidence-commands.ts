import { HubError, UserError } from "../../app/ports/errors";
import type { Core } from "../core";
import type { Style } from "../terminal/style";
import type { EvidenceCommand } from "./evidence-arguments";
import { runObligations } from "./obligations-command";
import { runTrace, type TraceOutcome } from "./trace-command";

/** Runs a command of this group, which is a program of its own, so that the others do not load it. */
export async function runEvidence(command: EvidenceCommand, core: Core, style: Style): Promise<TraceOutcome> {
  const run = command.name === "obligations" ? runObligations : runTrace;
  try {
    return await run(command, core, style);
  } catch (error) {
    // The Hub's failures say themselves what to do.
    throw error instanceof HubError ? new UserError(error.message) : error;
  }
}
