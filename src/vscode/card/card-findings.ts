import type * as vscode from "vscode";
import type { CardPlace, CardSubject } from "../../app/card/card-subject";
import type { ModelFacts } from "../../app/family/model-facts";
import type { CardContext, Finding } from "../../card/finding";
import { lintCard } from "../../card/lint";
import { type RuleSettings, withSettings } from "../../card/lint-settings";
import { config } from "../config";
import { isOwnCard } from "./own-card";

/** A card's text and everything derived from it. */
export interface UnderstoodCard {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly place: CardPlace;
  readonly subject: CardSubject;
  /** Rule settings from the settings file of its folder. */
  readonly folderRules: RuleSettings;
}

/** What the rules know beyond a card. */
export function contextOf(
  { subject, place }: Pick<UnderstoodCard, "subject" | "place">,
  facts: ModelFacts,
): CardContext {
  const repo = subject.identity?.repo ?? null;
  return { repo, files: place.files, lookup: facts.knownTo(repo) };
}

/** Lints a card of the user's own with the facts known so far, and applies the folder's settings file and the VS Code settings. */
export function findingsOf(card: UnderstoodCard, facts: ModelFacts): readonly Finding[] {
  if (!isOwnCard(card.uri) || !config.lint(card.uri)) return [];
  const { subject, text } = card;
  const { findings } = lintCard(text, contextOf(card, facts), subject.frontMatter);
  return withSettings(findings, card.folderRules, config.rules(card.uri));
}
