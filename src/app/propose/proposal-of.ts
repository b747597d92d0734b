import type { Finding, Fix } from "../../card/finding";
import { applyEdits } from "../../card/fixes/apply-edits";
import { lintCard } from "../../card/lint";
import { cutMiddle, withoutLinks } from "../../lineage/showable";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import { inEnglish, t } from "../../words/words";
import { UserError } from "../ports/errors";
import { changedMeanwhile, type Proposal, type ProposalPort } from "../ports/proposal-port";
import type { HubCard } from "./hub-card";

/** A fix that can be proposed, with its finding. */
export interface Offer {
  readonly finding: Finding;
  readonly fix: Fix;
}

const longestTitle = 200;

/** All fixes of what the rules find in a card, in the order of the findings. */
export function offersIn({ findings }: Pick<HubCard, "findings">): readonly Offer[] {
  return findings.flatMap(finding => finding.fixes.map(fix => ({ finding, fix })));
}

/**
 * The pull request for one fix of a card, in English whatever the editor's language: its readers are others. Throws UserError for a fix
 * that would not settle its finding, or leave the card with more errors.
 */
export function proposalOf(card: HubCard, { finding, fix }: Offer): Proposal {
  const text = applyEdits(card.text, fix.edits);
  const was = inEnglish(() => lintCard(card.text, card.context));
  refuseWorse(card, finding.rule, was, text);
  const said = was.findings[card.findings.indexOf(finding)] ?? finding;
  const { title } = said.fixes[finding.fixes.indexOf(fix)] ?? fix;
  return {
    ...{ id: card.id, sha: card.sha, text },
    title: cutMiddle(withoutLinks(title), longestTitle).trim(),
    description: descriptionOf(said),
  };
}

function refuseWorse(card: HubCard, rule: string, was: ReturnType<typeof lintCard>, after: string): void {
  const is = lintCard(after, card.context);
  const of = (found: typeof was, what: (each: Finding) => boolean) => found.findings.filter(what).length;
  const isBetter = of(is, each => each.rule === rule) < of(was, each => each.rule === rule);
  const isError = ({ severity }: Finding) => severity === "error";
  if (
    !isBetter ||
    of(is, isError) > of(was, isError) ||
    is.frontMatter.problems.length > was.frontMatter.problems.length
  )
    throw new UserError(t`This fix would not make the card of ${card.id} better. Choose another.`);
}

/** What the pull request says: what was found, what it is based on, and who looked at it; a paragraph for each. */
function descriptionOf({ message, rule, related }: Finding): string {
  const about = related?.id === undefined || related.message.includes(related.id) ? "" : ` (${related.id})`;
  return [
    inertMarkdown(message),
    ...(related === undefined ? [] : [inertMarkdown(`${related.message}${about}`)]),
    `Found by hub-lineage (rule ${rule}). A person looked at this change before it was proposed.`,
  ].join("\n\n");
}

/** Sends a proposal that a person agreed to, unless the model has changed since its card was read; returns the address. Throws HubError. */
export async function sendProposal(
  proposal: Proposal,
  port: Pick<ProposalPort, "revision" | "open">,
  signal: AbortSignal,
): Promise<string> {
  if ((await port.revision(proposal.id)) !== proposal.sha) throw changedMeanwhile(proposal.id);
  return port.open(proposal, signal);
}
