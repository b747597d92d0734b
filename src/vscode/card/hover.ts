import * as vscode from "vscode";
import { type FactSheet, factSheet } from "../../app/card/fact-sheet";
import { type FieldSheet, fieldAt, fieldSheet } from "../../app/card/field-sheet";
import { besideCard } from "../../app/card/laid-cards";
import { type IdAt, idAt } from "../../card/ids-at";
import type { Relation } from "../../lineage/model";
import { phrase, t } from "../../words/words";
import type { Session } from "../session";
import { markdownText } from "./markdown-text";
import type { OpenCard, OpenCards } from "./open-cards";
import { rangeIn } from "./ranges";
import { cardSelector } from "./selector";

/** Commands that links in a hover may run. */
const enabledCommands = [
  "hubLineage.showFamily",
  "hubLineage.compareWithParent",
  "hubLineage.openOnHub",
  "hubLineage.refreshFamily",
];

/** Padding after a cell: VS Code sets table columns so close together that two values read as one. */
const gap = "&nbsp;&nbsp;";

/** Shows what is known about the model ID under the pointer, or what a field means. */
export function registerHover(cards: OpenCards, session: Session): vscode.Disposable {
  return vscode.languages.registerHoverProvider(cardSelector, {
    async provideHover(document, position) {
      const card = cards.fresh(document);
      if (card === null) return null;
      const offset = document.offsetAt(position);
      const found = idAt(card.subject.frontMatter, offset);
      if (found !== null)
        return new vscode.Hover(await hoverText(card, found, session), rangeIn(document, found.range));
      const field = fieldAt(card.subject.frontMatter, offset);
      const sheet =
        field && fieldSheet(field, session.facts.models(card.subject.parents), card.subject.frontMatter);
      if (!field || !sheet) return null;
      return new vscode.Hover(fieldText(sheet), rangeIn(document, field.keyRange));
    },
  });
}

async function hoverText(card: OpenCard, found: IdAt, session: Session): Promise<vscode.MarkdownString> {
  const { facts } = session;
  if (facts.get(found.id).state === "unknown") await facts.load([found.id]);
  if (facts.get(found.id).state === "unknown" && session.mayAsk) await facts.read(found.id);
  const lookup = facts.get(found.id);
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands };
  if (lookup.state === "known") {
    writeSheet(text, factSheet(lookup.entry, besideCard(card, facts), Date.now()), card.relation);
    text.appendMarkdown(`\n\n${links(lookup.entry.model.id, found.key === "base_model")}`);
    return text;
  }
  text.appendMarkdown(`**${markdownText(found.id)}**\n\n`);
  text.appendMarkdown(markdownText(session.whyUnknown(found.id, lookup)));
  text.appendMarkdown(`\n\n${link(t`Try Again`, "hubLineage.refreshFamily", found.id)}`);
  return text;
}

function fieldText(sheet: FieldSheet): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown(`**${markdownText(sheet.key)}**\n\n${markdownText(sheet.meaning)}`);
  if (sheet.allowed !== "") text.appendMarkdown(`\n\n${markdownText(sheet.allowed)}`);
  for (const own of sheet.own) text.appendMarkdown(`\n\n${markdownText(own)}`);
  if (sheet.parents !== null) {
    text.appendMarkdown(`\n\n| ${t`parent`} | |\n|:---|:---|\n`);
    for (const { id, value } of sheet.parents)
      text.appendMarkdown(`| ${markdownText(id)}${gap} | ${markdownText(value)} |\n`);
  }
  return text;
}

function writeSheet(text: vscode.MarkdownString, sheet: FactSheet, relation: Relation): void {
  text.appendMarkdown(`**${markdownText(sheet.id)}**`);
  if (relation !== "unknown") text.appendMarkdown(`   ${relation} ← ${t`this card`}`);
  if (sheet.rows.length > 0) {
    text.appendMarkdown(`\n\n| | ${t`parent`} | ${t`this card`} | |\n|:---|:---|:---|:---|\n`);
    for (const { trait, parent, card, onHub, change } of sheet.rows) {
      text.appendMarkdown(
        `| ${phrase(trait)}${gap} | ${markdownText(parent)}${gap} | ${cardCell(card, onHub)}${gap} | ${change === "possible conflict" ? "⚠ " : ""}${change === "" ? "" : phrase(change)} |\n`,
      );
    }
  }
  text.appendMarkdown(`\n\n${markdownText(sheet.figures.join(" · "))}`);
}

/** A value of this card, and the Hub's where it differs. */
function cardCell(card: string, onHub: string | null): string {
  const own = markdownText(card);
  return onHub === null ? own : `${own} (${t`on the Hub: ${markdownText(onHub)}`})`;
}

function links(id: string, isParent: boolean): string {
  const all = [link(t`Show Family`, "hubLineage.showFamily", id)];
  if (isParent) all.push(link(t`Compare`, "hubLineage.compareWithParent", id));
  all.push(
    link(t`Open on the Hub`, "hubLineage.openOnHub", id),
    link(t`Refresh`, "hubLineage.refreshFamily", id),
  );
  return all.join(" · ");
}

function link(title: string, command: string, id: string): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([id]))
    .replaceAll("(", "%28")
    .replaceAll(")", "%29")})`;
}
