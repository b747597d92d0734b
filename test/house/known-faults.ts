import { asList, asObject, asText, type JsonObject } from "../../src/lineage/checked-json";

/** A fault that the registry knows of a package. */
export interface KnownFault {
  readonly name: string;
  /** Where the package lies below the checkout. */
  readonly places: readonly string[];
  readonly severity: string;
  /** The title and address of each advisory. */
  readonly advisories: readonly string[];
}

/** What an audit says: the faults, or why the registry gave no answer, which is not the same as no faults. */
export type Audit =
  | { readonly answered: true; readonly faults: readonly KnownFault[] }
  | { readonly answered: false; readonly reason: string };

/** Reads the output of `npm audit --json`; anything but a report counts as no answer. */
export function readAudit(output: string): Audit {
  const report = asObject(parsed(output));
  const vulnerabilities = asObject(report?.vulnerabilities);
  if (report === null || vulnerabilities === null)
    return { answered: false, reason: reasonIn(report, output) };
  const faults = Object.values(vulnerabilities).flatMap(value => {
    const fault = asObject(value);
    return fault === null ? [] : [toFault(fault)];
  });
  return { answered: true, faults };
}

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}

function reasonIn(report: JsonObject | null, output: string): string {
  const summary = asText(asObject(report?.error)?.summary, 300);
  return asText(report?.message, 300) ?? summary ?? (output.trim().slice(0, 300) || "npm printed nothing");
}

function toFault(fault: JsonObject): KnownFault {
  const advisories = asList(fault.via).flatMap(via => {
    const advisory = asObject(via);
    return advisory === null ? [] : [`${advisory.title ?? "no title"} ${advisory.url ?? ""}`.trim()];
  });
  return {
    name: asText(fault.name, 200) ?? "?",
    places: asList(fault.nodes).filter(node => typeof node === "string"),
    severity: asText(fault.severity, 40) ?? "unknown",
    advisories,
  };
}

/** An audit in words, one line for each fault; `bundled` holds the paths of what the package contains. */
export function auditInWords(audit: Audit, bundled: readonly string[]): string {
  if (!audit.answered)
    return `The registry did not answer (${audit.reason}). Whether a package has a known fault is unknown; try again later.`;
  if (audit.faults.length === 0) return "The registry knows of no fault in any package.";
  const lines = audit.faults.map(({ name, places, severity, advisories }) => {
    const ships = places.some(place => bundled.some(path => path.startsWith(`${place}/`)));
    const where = ships ? "in the package" : "for development only";
    return `${name} (${severity}, ${where}): ${advisories.join("; ") || "through a package that it uses"}`;
  });
  return [`The registry knows of faults in ${audit.faults.length} packages.`, ...lines].join("\n");
}

/** 0 if there are no known faults, 1 if there are, 2 if that is unknown. */
export function auditCode(audit: Audit): number {
  if (!audit.answered) return 2;
  return audit.faults.length > 0 ? 1 : 0;
}
