import { comparison } from "../../app/card/comparison";
import { UserError } from "../../app/ports/errors";
import type { Finding } from "../../card/finding";
import { declaredTraits } from "../../card/licensing/declared-traits";
import { relationOf } from "../../card/parents";
import { count } from "../../lineage/in-words";
import type { Model, Relation } from "../../lineage/model";
import { draftModel } from "../../lineage/traits/laid-card";
import type { AgentEngine, ToolCall } from "../agent-engine";
import { fitted, type ToolAnswer } from "../answer";
import { AskedModels } from "../asked-models";
import { plainLine } from "../fence";
import { type CardInput, readCard } from "./card-input";
import { needModelId } from "./get-model-family";

/** What `compare_traits` takes: models, of which the first is what the others are compared with, or a card. */
export interface CompareInput extends CardInput {
  readonly models?: readonly string[];
  readonly complete?: boolean;
}

/** One pair that is compared. */
interface Pair {
  readonly parent: string;
  readonly child: string;
  readonly relation: Relation;
  readonly model: Model;
}

/** Compares the traits of models with those of the first, or of a card with those of its parents. */
export async function compareTraits(
  input: CompareInput,
  engine: AgentEngine,
  call: ToolCall,
): Promise<ToolAnswer> {
  const hasCard = input.text !== undefined || input.path !== undefined;
  if (hasCard === (input.models !== undefined))
    throw new UserError("Pass either models (two or more IDs, the parent first) or a card (text or path).");
  const { pairs, asked, findings } = hasCard
    ? await pairsOfCard(input, engine, call)
    : await pairsOfModels(input.models ?? [], engine, call);
  const compared = pairs.map(pair => comparedPair(pair, { asked, findings, now: engine.now() }));
  const coverage = asked.coverage();
  return fitted(most => {
    const shown = compared.slice(0, Math.max(1, most)).map(each => ({
      ...each,
      traits: each.traits.filter(({ change }) => most >= 5 || change !== "kept"),
    }));
    return {
      head: `Compared ${count(compared.length, "pair")} of models, the first being the parent.`,
      lines: shown.flatMap(({ parent, child, relation, traits }) => [
        `${parent} → ${child} (${relation})`,
        ...traits.map(
          ({ trait, parent_value, child_value, change, why }) =>
            `  ${trait}: ${parent_value || "none"} → ${child_value || "none"}${change === "" ? "" : ` · ${change}`}${why === "" ? "" : ` · ${why}`}`,
        ),
      ]),
      tail:
        shown.length < compared.length
          ? `Showing ${shown.length} of ${compared.length} pairs; set complete to see all.`
          : "",
      data: { pairs: shown, pair_count: compared.length },
      coverage,
    };
  }, input.complete === true);
}

interface Pairs {
  readonly pairs: readonly Pair[];
  readonly asked: AskedModels;
  readonly findings: readonly Finding[];
}

async function pairsOfModels(ids: readonly string[], engine: AgentEngine, call: ToolCall): Promise<Pairs> {
  for (const id of ids) needModelId(id);
  const asked = new AskedModels(engine, call);
  await asked.ask(ids);
  const [parent = "", ...children] = ids;
  const known = asked.entry(parent);
  if (known === null && children.every(id => asked.entry(id) === null))
    throw new UserError(
      `None of these models is known. ${asked.unknown().join(" ")} ${asked.coverage().missing}`,
    );
  const pairs = children.flatMap((child): Pair[] => {
    const entry = asked.entry(child);
    if (entry === null) return [];
    const edge = entry.parents.find(each => each.parent === parent || each.parent === known?.model.id);
    return [{ parent, child: entry.model.id, relation: edge?.relation ?? "unknown", model: entry.model }];
  });
  return { pairs, asked, findings: [] };
}

async function pairsOfCard(input: CardInput, engine: AgentEngine, call: ToolCall): Promise<Pairs> {
  const { card, subject, asked, context, lint } = await readCard(input, engine, call);
  if (subject.parents.length === 0)
    throw new UserError(
      "The card names no parent. Add base_model with the model that this one was made from.",
    );
  const child = subject.identity?.repo ?? "this card";
  const relation = relationOf(subject, context);
  const model = draftModel(child, declaredTraits(subject.frontMatter));
  const pairs = subject.parents.map(parent => ({ parent, child, relation, model }));
  return { pairs, asked, findings: (await lint(card.text)).findings };
}

interface Facts {
  readonly asked: AskedModels;
  readonly findings: readonly Finding[];
  readonly now: number;
}

function comparedPair({ parent, child, relation, model }: Pair, { asked, findings, now }: Facts) {
  const entry = asked.entry(parent);
  const card = { model, onHub: null, relation };
  const { rows, more } = comparison({ id: entry?.model.id ?? parent, parent: entry, card, findings }, now);
  return {
    parent,
    child,
    relation,
    parent_known: entry !== null,
    traits: rows.map(row => ({
      trait: row.trait,
      parent_value: plainLine(row.parent, 300),
      child_value: plainLine(row.card, 300),
      change: row.change ?? "",
      why: plainLine(row.why.join(" "), 600),
    })),
    also: more.map(sentence => plainLine(sentence, 600)),
  };
}
