import { learnWanted } from "../../app/card/learn-wanted";
import { gatherEvidence } from "../../app/evidence/gather-evidence";
import { hubModelFiles } from "../../app/evidence/hub-model-files";
import { knownModel } from "../../app/family/known-model";
import { HubError, UserError } from "../../app/ports/errors";
import type { CardContext, Finding, Fix, KnownModel } from "../../card/finding";
import { applyEdits } from "../../card/fixes/apply-edits";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { lintCard } from "../../card/lint";
import type { Proposals } from "../../hub/repos/proposals";
import { count, listed } from "../../lineage/in-words";
import { withoutLinks } from "../../lineage/showable";
import type { Core } from "../core";
import { inLine } from "../printable";
import type { Style } from "../terminal/style";
import { lineDiff } from "./line-diff";
import type { ProposeCommand } from "./propose-arguments";

/** What proposing needs from outside. */
export interface ProposePorts {
  readonly proposals: Proposals;
  readonly style: Style;
  /** Prints what is about to be sent. */
  print(text: string): Promise<void>;
  /** Asks the person at the terminal; null if there is none. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
}

/**
 * Shows the fix of one finding on a model's card and, if the person says so, opens a pull request with it. Nothing is sent before.
 * Returns what to print last. Throws UserError.
 */
export async function runPropose(command: ProposeCommand, core: Core, ports: ProposePorts): Promise<string> {
  if (core.offline) throw new UserError("A pull request cannot be opened offline. Remove --offline.");
  const { repo } = command;
  try {
    const { text, sha } = await ports.proposals.card(repo);
    const context = await contextOf(text, repo, core);
    const { finding, fix } = chosen(command, lintCard(text, context).findings);
    const after = applyEdits(text, fix.edits);
    refuseWorse(command, { text, after, context });
    const { host } = new URL(core.endpoint);
    const title = withoutLinks(fix.title);
    const description = descriptionOf(finding);
    const lines = lineDiff(text, after, "README.md");
    const shown = [
      ports.style("bold", `A pull request on ${repo} at ${host}, on commit ${sha.slice(0, 12)}`),
      `Title: ${inLine(title)}`,
      ...description.split("\n").map(line => `  ${inLine(line)}`),
      "",
      ...lines.map(line => inLine(line)),
    ];
    await ports.print(`${shown.join("\n")}\n\n`);
    if (ports.ask === null) return "Nothing was sent, because there is no terminal to ask at.\n";
    if (!(await ports.ask(`Open this pull request on ${repo}, in public and under your name? [y/N] `)))
      return "Nothing was sent.\n";
    const url = await ports.proposals.open({ id: repo, sha, text: after, title, description });
    return `${inLine(url)}\n`;
  } catch (error) {
    if (error instanceof HubError) throw new UserError(error.message);
    throw error;
  }
}

/** What the rules know about a card on the Hub: the models that it leads to, and what its files tell. */
async function contextOf(text: string, repo: string, core: Core): Promise<CardContext> {
  const files = hubModelFiles(core.modelFiles, repo, error => core.warn(error.message));
  const names = (await files.list())?.map(({ name }) => name) ?? null;
  const known = new Map<string, KnownModel>();
  const context: CardContext = {
    ...{ repo, files: names, told: names === null ? null : await gatherEvidence(files) },
    lookup: id => known.get(id) ?? { state: "unknown" },
  };
  await learnWanted({ text, frontMatter: parseFrontMatter(text) }, context, known, async id =>
    knownModel(await core.reader.readModel(id), Date.now()),
  );
  return context;
}

function chosen(
  { rule, fix: number, repo }: ProposeCommand,
  findings: readonly Finding[],
): { readonly finding: Finding; readonly fix: Fix } {
  const offers = findings
    .filter(finding => finding.rule === rule)
    .flatMap(finding => finding.fixes.map(fix => ({ finding, fix })));
  const [first] = offers;
  if (first === undefined) {
    const others = [
      ...new Set(findings.flatMap(finding => (finding.fixes.length > 0 ? [finding.rule] : []))),
    ];
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

/** Refuses a fix that would not settle the finding, or break the card. */
function refuseWorse(
  { rule, repo }: ProposeCommand,
  { text, after, context }: { readonly text: string; readonly after: string; readonly context: CardContext },
): void {
  const [was, is] = [lintCard(text, context), lintCard(after, context)];
  const of = (found: typeof was, what: (finding: Finding) => boolean) => found.findings.filter(what).length;
  const isBetter = of(is, finding => finding.rule === rule) < of(was, finding => finding.rule === rule);
  const errors = (finding: Finding) => finding.severity === "error";
  if (
    !isBetter ||
    of(is, errors) > of(was, errors) ||
    is.frontMatter.problems.length > was.frontMatter.problems.length
  )
    throw new UserError(`The fix would not make the card of ${repo} better, so nothing is proposed.`);
}

/** What the pull request says: what was found, what it is based on, and who looked at it. */
function descriptionOf({ message, rule, related }: Finding): string {
  const basis =
    related === undefined
      ? ""
      : `\nBased on: ${related.message}${related.id === undefined ? "" : ` (${related.id})`}`;
  return withoutLinks(
    `${message}${basis}\n\nFound by hub-lineage (rule ${rule}). A person looked at this change before it was proposed.`,
  );
}
