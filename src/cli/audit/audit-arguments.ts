import { UserError } from "../../app/ports/errors";
import type { Values } from "../../app/report/written-options";
import { formatOf, type Places } from "../options";

/** The formats of an audit. */
export const auditFormats = ["text", "json", "csv", "sarif", "html"] as const;

/** A parsed `audit`. */
export type AuditCommand = {
  readonly name: "audit";
  readonly places: Places;
  readonly organization: string;
  /** Whether the imported table is audited, instead of the Hub. */
  readonly snapshot: boolean;
  readonly format: (typeof auditFormats)[number];
};

/** Parses `audit`; throws UserError with a sentence that says what is wrong. */
export function auditCommand(places: Places, values: Values, positionals: readonly string[]): AuditCommand {
  const [organization = "", ...more] = positionals;
  if (more.length > 0 || !/^\w[\w.-]{0,95}$/.test(organization))
    throw new UserError(
      "audit takes the name of one organization or author; for example, hub-lineage audit allenai.",
    );
  if (places.at !== undefined && values.snapshot !== true)
    throw new UserError("--at reads a snapshot of an earlier day. Add --snapshot, or remove --at.");
  return {
    ...{ name: "audit", places, organization },
    snapshot: values.snapshot === true,
    format: formatOf(values, auditFormats),
  };
}
