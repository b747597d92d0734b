import { listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import { HubError } from "../ports/errors";
import { NoPullRequests, type Proposal, type ProposalPort } from "../ports/proposal-port";

/**
 * Looks for open pull requests with the title of one that is to be opened. Returns what a person should know before they agree to
 * another, or null if there is none. Throws NoPullRequests if the model takes none at all.
 */
export async function alikeInWords(
  { id, title }: Pick<Proposal, "id" | "title">,
  port: Pick<ProposalPort, "alike">,
): Promise<string | null> {
  try {
    const { addresses, isWhole } = await port.alike(id, title);
    if (addresses.length > 0)
      return t`A pull request with this title is open already: ${listed(addresses, 3)}.`;
    return isWhole ? null : t`Not all open pull requests of ${id} were looked through for one like this.`;
  } catch (error) {
    if (!(error instanceof HubError) || error instanceof NoPullRequests || error.reason === "canceled")
      throw error;
    return t`Whether a pull request like this is open already is not known. ${error.message}`;
  }
}
