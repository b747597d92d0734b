import * as vscode from "vscode";
import { publicOrigin } from "../../app/ports/hub-port";
import { count, listed } from "../../lineage/in-words";
import { t } from "../../words/words";
import type { Session } from "../session";

/** Clears the index after confirmation, then reads the data for the open cards again. */
export async function forgetIndex(session: Session): Promise<void> {
  const { index } = session.present;
  const { models, hub, otherHubs, snapshot } = await index.status();
  const isTold = hub !== null && (hub !== publicOrigin || otherHubs.length > 0);
  const many = count(models, "model", "models");
  const clear = t`Clear Index`;
  const choice = await vscode.window.showWarningMessage(
    isTold ? t`Clear the index and forget ${many} of ${hub}?` : t`Clear the index and forget ${many}?`,
    {
      modal: true,
      detail: [
        ...(snapshot === null ? [] : [t`The imported table of the whole Hub is removed too.`]),
        ...(otherHubs.length === 0 ? [] : [t`The answers of ${listed(otherHubs)} are kept.`]),
        t`Nothing changes on the Hub. Data for a model card is read again when you open the card.`,
      ].join(" "),
    },
    clear,
  );
  if (choice !== clear) return;
  await index.clear();
  session.facts.clear();
  session.sizes.clear();
  await session.reopenCards();
}
