import type { CardContext, Finding, KnownModel } from "../../card/finding";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { lintCard } from "../../card/lint";
import { learnWanted } from "../card/learn-wanted";
import { gatherEvidence } from "../evidence/gather-evidence";
import { hubModelFiles } from "../evidence/hub-model-files";
import type { HubError } from "../ports/errors";
import type { ModelFilesPort } from "../ports/model-files-port";
import type { CardAtCommit, ProposalPort } from "../ports/proposal-port";

/** The card of a model as it is on the Hub, and what the rules find in it. */
export interface HubCard extends CardAtCommit {
  readonly id: string;
  readonly context: CardContext;
  readonly findings: readonly Finding[];
}

/** Where a card on the Hub, and what the rules know about it, come from. */
export interface HubCardSources {
  readonly proposals: Pick<ProposalPort, "card">;
  readonly modelFiles: ModelFilesPort;
  /** What is known about a model that the card leads to. */
  model(id: string): Promise<KnownModel>;
  /** Told of files that could not be read. */
  unread(error: HubError): void;
}

/** Reads and lints the card of a model on the Hub, with the models that it leads to and what its files tell. Throws HubError. */
export async function readHubCard(id: string, sources: HubCardSources): Promise<HubCard> {
  const { text, sha } = await sources.proposals.card(id);
  const files = hubModelFiles(sources.modelFiles, id, sources.unread);
  const names = (await files.list())?.map(({ name }) => name) ?? null;
  const known = new Map<string, KnownModel>();
  const context: CardContext = {
    ...{ repo: id, files: names, told: names === null ? null : await gatherEvidence(files) },
    lookup: parent => known.get(parent) ?? { state: "unknown" },
  };
  await learnWanted({ text, frontMatter: parseFrontMatter(text) }, context, known, sources.model);
  return { id, text, sha, context, findings: lintCard(text, context).findings };
}
