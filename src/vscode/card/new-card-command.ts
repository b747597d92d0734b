import * as vscode from "vscode";
import { type NewCard, nameToGive, newCard } from "../../app/card/new-card";
import { UserError } from "../../app/ports/errors";
import type { Model } from "../../lineage/model";
import { english, phrase, t } from "../../words/words";
import { pickModel } from "../family/model-picker";
import { idOf } from "../model-id";
import type { Session } from "../session";

const relationChoices: readonly (vscode.QuickPickItem & { readonly relation: NewCard["relation"] })[] =
  english([
    {
      relation: "finetune",
      label: english("Finetune"),
      description: english("all or most weights trained further"),
    },
    {
      relation: "adapter",
      label: english("Adapter"),
      description: english("weights loaded on top of the parent (LoRA)"),
    },
    {
      relation: "quantized",
      label: english("Quantized"),
      description: english("the same model at lower precision (GGUF, AWQ, GPTQ)"),
    },
    {
      relation: "merge",
      label: english("Merge"),
      description: english("the combined weights of several models"),
    },
  ]);

/** Asks for the parent and the relation to it, and opens the new card as an untitled document. */
export async function newModelCard(session: Session, target: unknown): Promise<void> {
  const first =
    idOf(target) ?? (await pickModel(session, t`New Model Card: Select a Parent`, "organization/name"));
  if (first === undefined) return;
  const offered = relationChoices.map(one => ({
    ...one,
    label: phrase(one.label),
    description: phrase(one.description ?? ""),
  }));
  const choice = await vscode.window.showQuickPick(offered, {
    title: t`New Model Card: Select the Relation to ${first}`,
  });
  if (choice === undefined) return;
  const ids = choice.relation === "merge" ? await withMore(session, first) : [first];
  const parents: Model[] = [];
  for (const id of ids) parents.push(await modelOf(session, id));
  const document = await vscode.workspace.openTextDocument({
    language: "markdown",
    content: newCard({ parents, relation: choice.relation, endpoint: session.endpoint }),
  });
  const editor = await vscode.window.showTextDocument(document);
  selectTitle(editor);
}

/** Asks for the parents of a merge one by one until the user names no more. */
async function withMore(session: Session, first: string): Promise<readonly string[]> {
  const ids = [first];
  for (;;) {
    const title = t`New Model Card: Select Parent ${ids.length + 1} of the Merge`;
    const next = await pickModel(
      session,
      title,
      t`organization/name, or press Escape if there are no more parents`,
    );
    if (next === undefined) return ids;
    if (!ids.includes(next)) ids.push(next);
  }
}

async function modelOf(session: Session, id: string): Promise<Model> {
  await session.facts.load([id]);
  // The user selected this model, so only "off" prevents a request to the Hub.
  if (session.facts.get(id).state === "unknown" && session.online !== "off")
    await session.facts.readOrThrow(id);
  const found = session.facts.get(id);
  if (found.state === "known") return found.entry.model;
  throw new UserError(t`The card could not be created from ${id}. ${session.whyUnknown(id, found)}`);
}

/** Selects the placeholder for the model's name, which the author must fill in. */
function selectTitle(editor: vscode.TextEditor): void {
  const { document } = editor;
  const start = document.getText().indexOf(nameToGive);
  editor.selection = new vscode.Selection(
    document.positionAt(start),
    document.positionAt(start + nameToGive.length),
  );
  editor.revealRange(editor.selection);
}
