import type { Core } from "../core";
import type { Style } from "../terminal/style";
import type { EvidenceCommand } from "./evidence-arguments";
import { runObligations } from "./obligations-command";
import { runTrace, type TraceOutcome } from "./trace-command";

/** Runs a command of this group, which is a program of its own, so that the others do not load it. */
export function runEvidence(command: EvidenceCommand, core: Core, style: Style): Promise<TraceOutcome> {
  return command.name === "obligations"
    ? runObligations(command, core, style)
    : runTrace(command, core, style);
}
