import { auditFormats } from "../audit/audit-arguments";
import {
  atOption,
  type CommandEntry,
  endpointOption,
  formatOption,
  indexOption,
  offlineOption,
} from "./command-entry";

/** The command `audit`. */
export const auditEntry: CommandEntry = {
  name: "audit",
  arguments: "ORG",
  summary: "check all models of an organization against their ancestors",
  text: "Reads all models of an organization or author with their cards and ancestors into the index, as index does, and prints what lint finds in the cards, what the licenses of ancestors ask and nothing meets, and likely parents that no card declares. A run that was stopped goes on where it was. With --snapshot, judges the metadata in the imported table instead, without any request. The files next to cards are not read. The exit code is 2 if not everything could be read.",
  options: [
    { name: "snapshot", help: "audit the imported table of the whole Hub, without requests" },
    formatOption(auditFormats),
    atOption,
    endpointOption,
    offlineOption,
    indexOption,
  ],
  examples: [
    ["audit allenai", "reads and audits an organization on the Hub"],
    ["audit bigscience --snapshot --format html > audit.html", "writes a page from the imported table"],
  ],
};
