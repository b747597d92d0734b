import type * as vscode from "vscode";
import type { CardPlace, CardSubject } from "../app/card-subject";
import type { ModelFacts } from "../app/model-facts";
import type { Finding } from "../card/finding";
import { lintCard } from "../card/lint";
import { config } from "./config";

/** A card's text with what was understood of it. */
export interface UnderstoodCard {
  readonly uri: vscode.Uri;
  readonly text: string;
  readonly place: CardPlace;
  readonly subject: CardSubject;
}

/** What the lint finds in a card with what is known right now, with the severities of the settings and without the rules that they turn off. */
export function findingsOf(card: UnderstoodCard, facts: ModelFacts): readonly Finding[] {
  if (!config.lint(card.uri)) return [];
  const { findings } = lintCard(card.text, {
    repo: card.subject.identity?.repo ?? null,
    files: card.place.files,
    lookup: id => facts.known(id),
  });
  const severities = config.rules(card.uri);
  return findings.flatMap(finding => {
    const severity = severities[finding.rule] ?? finding.severity;
    return severity === "off" ? [] : [{ ...finding, severity }];
  });
}
