import * as vscode from "vscode";
import { knownModel } from "../../app/family/known-model";
import { UserError } from "../../app/ports/errors";
import type { Proposal, ProposalPort } from "../../app/ports/proposal-port";
import { alikeInWords } from "../../app/propose/alike-in-words";
import { type HubCard, readHubCard } from "../../app/propose/hub-card";
import { type Offer, offersIn, proposalOf, sendProposal } from "../../app/propose/proposal-of";
import { showable } from "../../lineage/showable";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import { hubCardId } from "../family/hub-card-address";
import { idOf } from "../model-id";
import type { Session } from "../session";
import { ChangeDocuments } from "./change-documents";

/** A change that a person looks at, and what they should know before they agree to it. */
interface Shown {
  readonly proposal: Proposal;
  readonly port: ProposalPort;
  readonly host: string;
  readonly alike: string | null;
  /** The right side of its diff. */
  readonly uri: vscode.Uri;
}

/** Proposes the fix of one finding of a card on the Hub as a pull request: shows the exact change, and sends it only when a person agrees. */
export class ProposedChange implements vscode.Disposable {
  readonly #session: Session;
  readonly #documents = new ChangeDocuments();
  #shown: Shown | null = null;
  #isAsking = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Shows the change of a fix that the person chooses, for the model named or that of the active card. Sends nothing. */
  async propose(target: unknown): Promise<void> {
    const id = this.#idOf(target);
    const { access } = this.#session;
    const place = access.signInPlace();
    const port = access.proposalsAt(place.base);
    await port.needToken();
    const card = await withCancelableProgress(t`Reading the card of ${id} on the Hub…`, ({ signal }) =>
      this.#read(id, port, signal),
    );
    const offer = card === null ? null : await chosen(card);
    if (card === null || offer === null) return;
    const proposal = proposalOf(card, offer);
    const found = await withCancelableProgress(t`Looking for pull requests on ${id}…`, async () => ({
      alike: await alikeInWords(proposal, port),
    }));
    if (found === null) return;
    const { alike } = found;
    const { host } = place;
    const title = t`${id} at ${host}: ${showable(offer.fix.title)}`;
    const uri = await this.#documents.show({ id, before: card.text, after: proposal.text, title });
    this.#shown = { proposal, port, host, alike, uri };
    const open = t`Open Pull Request`;
    const read = t`Read this change to the card of ${id} at ${host} before you open a pull request.`;
    // Not awaited: the person may read for long, and the diff has the same button.
    void vscode.window.showInformationMessage(read, open).then(act => {
      if (act === open) void vscode.commands.executeCommand("hubLineage.openPullRequest", uri);
    });
  }

  /** Asks whether to open a pull request with the change that is shown, and opens it if the person agrees. */
  async open(uri: unknown): Promise<void> {
    const shown = this.#shown;
    if (shown === null || (uri instanceof vscode.Uri && uri.toString() !== shown.uri.toString()))
      throw new UserError(t`This change is no longer current. Run Propose Change on the Hub again.`);
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      if (await agrees(shown)) await this.#send(shown);
    } finally {
      this.#isAsking = false;
    }
  }

  dispose(): void {
    this.#documents.dispose();
  }

  #idOf(target: unknown): string {
    const session = this.#session;
    if (session.isSample)
      throw new UserError(t`The sample has no Hub. To propose a change, run Close Sample Data first.`);
    session.requireOnline();
    const document = vscode.window.activeTextEditor?.document;
    const id =
      idOf(target) ?? hubCardId(document?.uri) ?? session.cards.active?.subject.identity?.repo ?? null;
    if (id === null)
      throw new UserError(
        t`This card is a draft without a page on the Hub. If its model is on the Hub, run Choose This Card's Model.`,
      );
    return id;
  }

  #read(id: string, proposals: ProposalPort, signal: AbortSignal): Promise<HubCard> {
    const { present, access, log } = this.#session;
    return readHubCard(id, {
      ...{ proposals, modelFiles: access.modelFiles },
      model: async named => {
        signal.throwIfAborted();
        return knownModel(await present.reader.readModel(named), Date.now());
      },
      unread: ({ message }) => log.info(`propose: ${message}`),
    });
  }

  async #send(shown: Shown): Promise<void> {
    const { proposal, port } = shown;
    // Whatever becomes of it, the same request is not sent once more.
    this.#shown = null;
    const { id } = proposal;
    const url = await withCancelableProgress(t`Opening a pull request on ${id}…`, ({ signal }) =>
      sendProposal(proposal, port, signal),
    );
    if (url === null) {
      void vscode.window.showInformationMessage(t`Nothing was sent.`);
      return;
    }
    const act = t`Open in Browser`;
    void vscode.window.showInformationMessage(t`The pull request on ${id} is open.`, act).then(chosen => {
      if (chosen === act) void vscode.env.openExternal(vscode.Uri.parse(url));
    });
  }
}

/** The fix that the person chooses; null if they choose none, or there is none. */
async function chosen({ id, ...card }: HubCard): Promise<Offer | null> {
  const offers = offersIn(card).map(offer => ({
    ...{ offer, label: showable(offer.fix.title), description: offer.finding.rule },
    detail: showable(offer.finding.message),
  }));
  if (offers.length === 0) {
    void vscode.window.showInformationMessage(t`Nothing is found in the card of ${id} that has a fix.`);
    return null;
  }
  const title = t`Choose the Fix to Propose for ${id}`;
  const picked = await vscode.window.showQuickPick(offers, {
    title,
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  return picked?.offer ?? null;
}

/** Asks the person, who sees what is sent and where it goes. */
async function agrees({ proposal, host, alike }: Shown): Promise<boolean> {
  const { id, title, description } = proposal;
  const open = t`Open Pull Request`;
  const detail = [
    ...(alike === null ? [] : [alike]),
    t`It is public and under your name. Title: ${title}`,
    description,
  ].join("\n\n");
  const question = t`Open a pull request on ${id} at ${host}?`;
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, open)) === open;
}
