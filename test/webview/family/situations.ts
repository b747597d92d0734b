import { type CardSubject, cardSubject } from "../../../src/app/card/card-subject";
import { laidCards, withAncestors } from "../../../src/app/card/laid-cards";
import { draftFamily } from "../../../src/app/family/draft-family";
import { draftPlace } from "../../../src/app/family/draft-words";
import { ModelFacts } from "../../../src/app/family/model-facts";
import type { FamilyReader } from "../../../src/app/family/read-family";
import type { CardContext } from "../../../src/card/finding";
import { declaredTraits } from "../../../src/card/licensing/declared-traits";
import { relationOf } from "../../../src/card/parents";
import type { Model, Relation } from "../../../src/lineage/model";
import type { FamilyView } from "../../../src/lineage/shown-family";
import { layCards } from "../../../src/lineage/traits/laid-card";
import type { OpenIndex } from "../../../src/store/open-index";
import { familyRows, importRows, withSnapshotFiles } from "../../unit/snapshot/snapshot-stage";
import { decoded, openTestIndex, putAll } from "../../unit/store/test-index";
import { readyView } from "./written-families";

/** When the Hub was asked in a situation. */
export const readAt = Date.UTC(2026, 0, 2, 12);
/** The time at which a person looks. */
export const now = readAt + 3 * 60_000;

/** An open card in front of what the index knows, as every view sees it. */
export interface Situation {
  readonly name: string;
  /** The model of the card, or the name of a draft. */
  readonly own: string;
  readonly parent: string;
  readonly subject: CardSubject;
  readonly text: string;
  readonly relation: Relation;
  readonly context: CardContext;
  readonly facts: ModelFacts;
  readonly index: OpenIndex;
  /** The view of the family panel, with the card laid over it. */
  readonly view: FamilyView;
  readonly expected: Expected;
}

/** What must be told of the card's model and its parent, wherever it is told. */
export interface Expected {
  readonly license: string;
  readonly parentLicense: string;
  readonly verdict: "ok" | "review" | "conflict" | "unread";
  /** Traits and places in which the card differs from the Hub. */
  readonly differs: readonly string[];
  readonly models: number;
}

interface Plan {
  readonly name: string;
  readonly card: string;
  readonly expected: Expected;
  readonly parent?: string;
  readonly own?: string | null;
  /** Fills the index, unless the situation needs no more than the usual models. */
  fill?(index: OpenIndex): Promise<void>;
  readonly snapshot?: boolean;
}

const gemma = decoded("google/gemma-2b", [], {
  license: "gemma",
  languages: ["en", "de"],
  task: "text-generation",
  downloads: 5,
});

const zephyr = decoded("wandb/zephyr", [{ parent: "google/gemma-2b", relation: "unknown" }], {
  license: "other",
  licenseName: "gemma-terms-of-use",
  languages: ["en"],
  task: "text-generation",
});

const children = [decoded("lab/one", ["wandb/zephyr"], { license: "mit" }), decoded("lab/two", ["lab/one"])];

async function usual(index: OpenIndex): Promise<void> {
  await putAll(index, [gemma, zephyr, ...children], readAt);
}

const plans: readonly Plan[] = [
  {
    name: "the card says what the Hub says",
    card: "license: other\nlicense_name: gemma-terms-of-use\nlanguage: en\nbase_model: google/gemma-2b",
    expected: {
      license: "other (gemma-terms-of-use)",
      parentLicense: "gemma",
      verdict: "review",
      differs: [],
      models: 4,
    },
  },
  {
    name: "the open card differs",
    card: "license: apache-2.0\nlanguage: [en, fr]\nbase_model: google/gemma-2b\nbase_model_relation: finetune",
    expected: {
      license: "apache-2.0",
      parentLicense: "gemma",
      verdict: "conflict",
      differs: ["license", "languages", "relation"],
      models: 4,
    },
  },
  {
    name: "the open card names another parent",
    card: "license: apache-2.0\nlanguage: en\nbase_model: lab/free\nbase_model_relation: finetune",
    parent: "lab/free",
    fill: async index => {
      await usual(index);
      await putAll(index, [decoded("lab/free", ["lab/above"], { license: "apache-2.0" })], readAt);
    },
    expected: {
      license: "apache-2.0",
      parentLicense: "apache-2.0",
      verdict: "ok",
      differs: ["license", "parents", "relation"],
      models: 5,
    },
  },
  {
    name: "offline: nobody ever read the parent",
    card: "license: mit\nlanguage: en\nbase_model: google/gemma-2b",
    fill: index => putAll(index, [zephyr, ...children], readAt),
    expected: {
      license: "mit",
      parentLicense: "not read",
      verdict: "unread",
      differs: ["license"],
      models: 4,
    },
  },
  {
    name: "the parent is gated",
    card: "license: mit\nlanguage: en\nbase_model: google/gemma-2b",
    fill: async index => {
      await putAll(index, [zephyr, ...children], readAt);
      await index.putFailure({ id: "google/gemma-2b", reason: "gated", at: readAt });
    },
    expected: {
      license: "mit",
      parentLicense: "not read",
      verdict: "unread",
      differs: ["license"],
      models: 4,
    },
  },
  {
    name: "a draft of a parent that is known",
    own: null,
    card: "license: apache-2.0\nlanguage: en\nbase_model: google/gemma-2b\nbase_model_relation: finetune",
    expected: {
      license: "apache-2.0",
      parentLicense: "gemma",
      verdict: "conflict",
      differs: [],
      // With the other child of the parent.
      models: 3,
    },
  },
  {
    name: "a draft of a parent that is not read",
    own: null,
    card: "license: mit\nbase_model: google/gemma-2b",
    fill: async () => undefined,
    expected: { license: "mit", parentLicense: "not read", verdict: "unread", differs: [], models: 2 },
  },
  {
    name: "the card names the parent by a former ID",
    card: "license: other\nlicense_name: gemma-terms-of-use\nlanguage: en\nbase_model: google/old-gemma",
    fill: async index => {
      await usual(index);
      const body = new TextEncoder().encode(JSON.stringify(gemma));
      await index.putModel({ asked: "google/old-gemma", body, at: readAt, moved: true });
    },
    expected: {
      license: "other (gemma-terms-of-use)",
      parentLicense: "gemma",
      verdict: "review",
      differs: [],
      models: 4,
    },
  },
  {
    name: "the parent comes from an older snapshot",
    own: "maker/fresh",
    parent: "maker/tuned",
    snapshot: true,
    card: "license: gpl-3.0\nlanguage: en\nbase_model: maker/tuned\nbase_model_relation: finetune",
    fill: index =>
      putAll(index, [decoded("maker/fresh", ["maker/tuned"], { license: "mit", languages: ["en"] })], readAt),
    expected: {
      license: "gpl-3.0",
      parentLicense: "mit",
      verdict: "ok",
      differs: ["license"],
      models: 3,
    },
  },
];

/** Plays every situation, one after the other, each on an index of its own. */
export async function inEverySituation(look: (situation: Situation) => Promise<void> | void): Promise<void> {
  for (const plan of plans) {
    if (!plan.snapshot) await play(plan, await openTestIndex(), look);
    else
      await withSnapshotFiles(async files => {
        await importRows(files, familyRows);
        await play(plan, await openTestIndex({ snapshot: files }), look);
      });
  }
}

async function play(
  plan: Plan,
  index: OpenIndex,
  look: (situation: Situation) => Promise<void> | void,
): Promise<void> {
  try {
    await (plan.fill ?? usual)(index);
    await look(await situationOf(plan, index));
  } finally {
    await index.close();
  }
}

async function situationOf(plan: Plan, index: OpenIndex): Promise<Situation> {
  const own = plan.own === undefined ? "wandb/zephyr" : plan.own;
  const parent = plan.parent ?? "google/gemma-2b";
  const text = `---\n${plan.card}\n---\n\n# Card\n`;
  const place = { path: "/cards/README.md", chosen: own ?? "", gitConfig: null, files: [] };
  const subject = cardSubject(text, place, "https://huggingface.co");
  const facts = new ModelFacts({
    of: () => ({ index, reader: undefined as unknown as FamilyReader }),
    clock: () => now,
    changed: () => undefined,
    busyChanged: () => undefined,
    failed: () => undefined,
  });
  await facts.loadWithAncestors([...(own === null ? [] : [own]), ...subject.parents]);
  const context = { repo: own, files: [], lookup: facts.knownTo(own) };
  const relation = relationOf(subject, context);
  facts.lay(laidCards([{ subject, relation }]));
  const name = own ?? "folder (this card)";
  const family =
    own === null
      ? await draftFamily(
          { name, parents: subject.parents, relation, traits: declaredTraits(subject.frontMatter) },
          index,
        )
      : await index.family({ id: own });
  const laid = layCards(family, await withAncestors(facts, index));
  const view = readyView(laid.family, {
    onHub: laid.onHub,
    draft: own === null,
    ...(own === null ? draftPlace(laid.family) : {}),
    age: null,
  });
  const { expected } = plan;
  return {
    name: plan.name,
    ...{ own: name, parent, subject, text, relation, context, facts, index, view, expected },
  };
}

/** A model of a situation's family; throws if the panel does not show it. */
export function modelIn({ view }: Situation, id: string): Model {
  const found = view.family?.models.find(model => model.id === id);
  if (found === undefined) throw new Error(`the panel does not show ${id}`);
  return found;
}
