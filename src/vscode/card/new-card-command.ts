import * as vscode from "vscode";
import { type NewCard, nameToGive, newCard } from "../../app/card/new-card";
import { UserError } from "../../app/ports/errors";
import type { Model } from "../../lineage/model";
import { pickModel } from "../family/model-picker";
import { idOf } from "../model-id";
import type { Session } from "../session";

const relationChoices: readonly (vscode.QuickPickItem & { readonly relation: NewCard["relation"] })[] = [
  { relation: "finetune", label: "Finetune", description: "trained further, all weights or most of them" },
  {
    relation: "adapter",
    label: "Adapter",
    description: "weights that are loaded on top of the parent (LoRA)",
  },
  {
    relation: "quantized",
    label: "Quantized",
    description: "the same model in fewer bits (GGUF, AWQ, GPTQ)",
  },
  { relation: "merge", label: "Merge", description: "the weights of several models put together" },
];

/** Asks for the parent and how the new model is made from it, and opens its card as a new document. */
export async function newModelCard(session: Session, target: unknown): Promise<void> {
  const first =
    idOf(target) ?? (await pickModel(session, "New Model Card: Which Parent?", "organization/name"));
  if (first === undefined) return;
  const choice = await vscode.window.showQuickPick(relationChoices, {
    title: `New Model Card: How Is It Made from ${first}?`,
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

/** The parents of a merge: asked for one by one until none is named. */
async function withMore(session: Session, first: string): Promise<readonly string[]> {
  const ids = [first];
  for (;;) {
    const title = `New Model Card: Another Parent beside ${ids.length === 1 ? first : `${ids.length} Others`}?`;
    const next = await pickModel(session, title, "organization/name; Escape when there is no other");
    if (next === undefined) return ids;
    if (!ids.includes(next)) ids.push(next);
  }
}

async function modelOf(session: Session, id: string): Promise<Model> {
  await session.facts.load([id]);
  // The person asked for this model, so that only "off" keeps the Hub from being asked.
  if (session.facts.get(id).state === "unknown" && session.online !== "off")
    await session.facts.readOrThrow(id);
  const found = session.facts.get(id);
  if (found.state === "known") return found.entry.model;
  throw new UserError(`Nothing is known of ${id}. ${session.whyUnknown(id, found)}`);
}

/** Puts the model's name, which nobody but its author knows, under the cursor. */
function selectTitle(editor: vscode.TextEditor): void {
  const { document } = editor;
  const start = document.getText().indexOf(nameToGive);
  editor.selection = new vscode.Selection(
    document.positionAt(start),
    document.positionAt(start + nameToGive.length),
  );
  editor.revealRange(editor.selection);
}
