import { randomUUID } from "node:crypto";
import { basename, resolve } from "node:path";
import { askedDataset } from "../../app/card/datasets-of-cards";
import { publicEndpoint } from "../../app/card/identify";
import { gatherBill } from "../../app/evidence/gather-bill";
import type { Bill } from "../../bills/bill";
import { billToCyclonedx } from "../../bills/cyclonedx/bom-document";
import { billToSpdx } from "../../bills/spdx/spdx-document";
import type { Core } from "../core";
import type { EvidenceCommand } from "../evidence/evidence-arguments";
import { type TraceOutcome, tracePorts } from "../evidence/trace-command";
import { tracedSubject } from "../evidence/traced-subject";
import type { Style } from "../terminal/style";
import { localCommit } from "./local-commit";
import { missingJson, missingText } from "./missing-text";

/** Writes the bill of materials of one model (a folder, a card, or a model on the Hub), or lists what it lacks. */
export async function runBom(
  command: EvidenceCommand,
  core: Core,
  { style, version }: { readonly style: Style; readonly version: string },
): Promise<TraceOutcome> {
  const failures: string[] = [];
  const failed = (message: string): void => void failures.push(message);
  const ports = {
    ...tracePorts(core, failed),
    failed,
    dataset: core.offline ? null : (id: string) => askedDataset(id, core.datasets),
  };
  const subject = await tracedSubject(command, core, ports, failed);
  const making = {
    ...{ at: Date.now(), serial: randomUUID(), version, author: command.author },
    hub: publicEndpoint(core.endpoint),
  };
  const name = basename(resolve(command.target.replace(/\/README\.md$/, "")));
  const checkout = await localCommit(command.target, subject.repo, core.endpoint);
  const { bill, trace } = await gatherBill(subject, { name, making, checkout }, ports);
  for (const message of new Set([...failures, ...(trace.files?.problems ?? [])])) core.warn(message);
  const isWhole = failures.length === 0 && (trace.files === null || trace.files.problems.length === 0);
  return { output: written(bill, command, style), isWhole };
}

function written(bill: Bill, { format }: EvidenceCommand, style: Style): string {
  if (format === "text") return missingText(bill, style);
  if (format === "json") return missingJson(bill);
  return format === "spdx" ? billToSpdx(bill) : billToCyclonedx(bill);
}
