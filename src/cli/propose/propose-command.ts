import { knownModel } from "../../app/family/known-model";
import { HubError, UserError } from "../../app/ports/errors";
import type { Proposal, ProposalPort } from "../../app/ports/proposal-port";
import { alikeInWords } from "../../app/propose/alike-in-words";
import { type HubCard, readHubCard } from "../../app/propose/hub-card";
import { type Offer, offersIn, proposalOf, sendProposal } from "../../app/propose/proposal-of";
import { count, listed } from "../../lineage/in-words";
import type { Core } from "../core";
import { inLine } from "../printable";
import type { AskPerson } from "../terminal/ask-person";
import type { Style } from "../terminal/style";
import { lineDiff } from "./line-diff";
import type { ProposeCommand } from "./propose-arguments";

/** What proposing needs from outside. */
export interface ProposePorts {
  readonly proposals: ProposalPort;
  readonly style: Style;
  /** Prints what is about to be sent. */
  print(text: string): Promise<void>;
  /** Asks the person at the terminal; null if there is none. */
  readonly ask: AskPerson | null;
  /** Does work that Ctrl+C stops by a signal. */
  untilStopped<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** What to print last, and the exit code. */
export interface ProposeEnd {
  readonly output: string;
  readonly exitCode: number;
}

const notSent: ProposeEnd = { output: "Nothing was sent.\n", exitCode: 0 };
const stopped: ProposeEnd = { output: "\nNothing was sent.\n", exitCode: 130 };

/**
 * Shows the fix of one finding on a model's card and, if the person says so, opens a pull request with it. Nothing is sent before.
 * Throws UserError.
 */
export async function runPropose(
  command: ProposeCommand,
  core: Core,
  ports: ProposePorts,
): Promise<ProposeEnd> {
  if (core.offline) throw new UserError(`A pull request cannot be opened offline: ${core.wayOnline}.`);
  const { proposals, ask } = ports;
  const { repo } = command;
  try {
    const card = await readHubCard(repo, {
      ...{ proposals, modelFiles: core.modelFiles },
      model: async id => knownModel(await core.reader.readModel(id), Date.now()),
      unread: error => core.warn(error.message),
    });
    const proposal = proposalOf(card, chosen(command, card));
    const alike = await alikeInWords(proposal, proposals);
    await ports.print(shown(card, proposal, { alike, host: new URL(core.endpoint).host, ports }));
    if (ask === null)
      return { output: "Nothing was sent, because there is no terminal to ask at.\n", exitCode: 0 };
    await proposals.needToken();
    const consent = await ask(
      `Type ${repo} to open this pull request, in public and under your name. Anything else sends nothing: `,
      repo,
    );
    if (consent !== "yes") return consent === "no" ? notSent : stopped;
    return await sent(proposal, core, ports);
  } catch (error) {
    if (error instanceof HubError) throw new UserError(error.message);
    throw error;
  }
}

async function sent(proposal: Proposal, core: Core, ports: ProposePorts): Promise<ProposeEnd> {
  return ports.untilStopped(async signal => {
    try {
      return { output: `${inLine(await sendProposal(proposal, ports.proposals, signal))}\n`, exitCode: 0 };
    } catch (error) {
      if (!signal.aborted || !(error instanceof HubError)) throw error;
      if (error.reason === "canceled") return stopped;
      core.warn(error.message);
      return { output: "", exitCode: 130 };
    }
  });
}

/** What is about to be sent, and what a person should know about it. */
function shown(
  { text, sha }: HubCard,
  { id, title, description, text: after }: Proposal,
  {
    alike,
    host,
    ports: { style },
  }: { readonly alike: string | null; readonly host: string; readonly ports: ProposePorts },
): string {
  const lines = [
    style("bold", `A pull request on ${id} at ${host}, on commit ${sha.slice(0, 12)}`),
    `Title: ${inLine(title)}`,
    ...description.split("\n").map(line => (line === "" ? "" : `  ${inLine(line)}`)),
    "",
    ...lineDiff(text, after, "README.md").map(line => inLine(line)),
    ...(alike === null ? [] : ["", style("yellow", inLine(alike))]),
  ];
  return `${lines.join("\n")}\n\n`;
}

function chosen({ rule, fix: number, repo }: ProposeCommand, card: HubCard): Offer {
  const offers = offersIn(card).filter(({ finding }) => finding.rule === rule);
  const [first] = offers;
  if (first === undefined) {
    const others = [...new Set(offersIn(card).map(({ finding }) => finding.rule))];
    const rest =
      others.length === 0
        ? "No rule has."
        : `${listed(others, 12, "and")} ${others.length === 1 ? "has" : "have"}.`;
    throw new UserError(`${rule} finds nothing in the card of ${repo} that has a fix. ${rest}`);
  }
  if (number === undefined && offers.length > 1) {
    const titles = offers.slice(0, 12).map(({ fix }, at) => `${at + 1}: ${fix.title}`);
    throw new UserError(
      `There are ${count(offers.length, "fix", "fixes")}: ${titles.join("; ")}. Choose one with --fix N.`,
    );
  }
  const one = offers[(number ?? 1) - 1];
  if (one === undefined)
    throw new UserError(`There is no fix ${number}, only ${count(offers.length, "fix", "fixes")}.`);
  return one;
}
