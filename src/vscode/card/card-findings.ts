import type * as vscode from "vscode";
import type { CardPlace, CardSubject } from "../../app/card/card-subject";
import type { DatasetsOfCards } from "../../app/card/datasets-of-cards";
import type { FilesOfOthers } from "../../app/evidence/files-of-others";
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
  /** What the files next to it tell; null if they were not read, or not yet. */
  readonly told: CardContext["told"];
}

/** What is known beyond cards: about models, and about their files. */
export interface CardFacts {
  readonly models: ModelFacts;
  readonly files: FilesOfOthers;
  readonly datasets: DatasetsOfCards;
}

/** What the rules know beyond a card. */
export function contextOf(
  { subject, place, told }: Pick<UnderstoodCard, "subject" | "place" | "told">,
  { models, files, datasets }: CardFacts,
): CardContext {
  const repo = subject.identity?.repo ?? null;
  const lookup = models.knownTo(repo);
  return {
    ...{ repo, files: place.files, lookup, told: told ?? null },
    filesOf: id => files.get(id),
    dataset: datasets.get,
  };
}

/** Lints a card of the user's own with the facts known so far, and applies the folder's settings file and the VS Code settings. */
export function findingsOf(card: UnderstoodCard, facts: CardFacts): readonly Finding[] {
  if (!isOwnCard(card.uri) || !config.lint(card.uri)) return [];
  const { subject, text } = card;
  const { findings } = lintCard(text, contextOf(card, facts), subject.frontMatter);
  return withSettings(findings, card.folderRules, config.rules(card.uri));
}
