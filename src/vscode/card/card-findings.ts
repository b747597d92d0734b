import type * as vscode from "vscode";
import type { CardPlace, CardSubject } from "../../app/card/card-subject";
import type { ModelFacts } from "../../app/family/model-facts";
import type { Finding } from "../../card/finding";
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

/** Lints a card of the user's own with the facts known so far, and applies the folder's settings file and the VS Code settings. */
export function findingsOf(card: UnderstoodCard, facts: ModelFacts): readonly Finding[] {
  if (!isOwnCard(card.uri) || !config.lint(card.uri)) return [];
  const { subject, place, text } = card;
  const context = {
    repo: subject.identity?.repo ?? null,
    files: place.files,
    lookup: (id: string) => facts.known(id),
  };
  const { findings } = lintCard(text, context, subject.frontMatter);
  return withSettings(findings, card.folderRules, config.rules(card.uri));
}
