import type { KnownDataset } from "../card/finding";
import type { InferredParent } from "../evidence/evidence";
import type { ModelBuild } from "../evidence/files/model-config";
import type { Family } from "../lineage/family";
import { type Model, unreadModel } from "../lineage/model";

/** A file of weights. */
export interface BilledFile {
  /** Its path in the repo. */
  readonly name: string;
  /** The hash that a pointer or the Hub's list of files names; null if none does: nothing is read to compute one. */
  readonly sha256: string | null;
}

/** All that a bill of materials is written from. What is absent from a map was not looked for. */
export interface Bill {
  /** The subject as its root, with whatever else the bill lists. */
  readonly family: Family;
  /** Models of the family that were read once and that the Hub no longer shows. */
  readonly gone: ReadonlySet<string>;
  /** The weights of models by ID; an empty list if the files were listed and there are none. */
  readonly weights: ReadonlyMap<string, readonly BilledFile[]>;
  /** Parents that nobody declared, by the ID of the child: never among the edges of the family. */
  readonly inferred: ReadonlyMap<string, readonly InferredParent[]>;
  /** What the Hub says of datasets, by the ID that a card names; `unknown` is one that was asked for and could not be read. */
  readonly datasets: ReadonlyMap<string, KnownDataset>;
  /** How the subject is built, as its files tell; null if none does, or they were not read. */
  readonly build: ModelBuild | null;
  /** Sentences on what contradicts what the subject declares. */
  readonly contradictions: readonly string[];
  /** Whether the subject has no repo, so that the root of the family is only a name (`./name`). */
  readonly isDraft: boolean;
  /** What the subject's card says in its text; null if it was not read. */
  readonly said: CardText | null;
  /** What the folder holds that the bill is about; null if it is about a model on the Hub. */
  readonly checkout: Checkout | null;
  readonly making: Making;
}

/** The commit of a model in a folder: the name of a snapshot in the Hub's cache, or what is checked out in a clone; null if not known. */
export interface Checkout {
  readonly commit: string | null;
  readonly from: "cache" | "clone";
}

/** What a card's text tells about its model, shortened; null is what it does not tell. */
export interface CardText {
  readonly description: string | null;
  readonly uses: string | null;
  readonly limits: string | null;
  readonly training: string | null;
}

/** Who makes a bill, when, and for which Hub. */
export interface Making {
  /** In ms since 1970. */
  readonly at: number;
  /** A UUID of this bill alone. */
  readonly serial: string;
  /** The version of this program. */
  readonly version: string;
  /** The address of the Hub for readers of the bill, without a final slash. */
  readonly hub: string;
  /** The person or organization that answers for the bill; null if nobody was named. */
  readonly author: string | null;
}

/** The model that a bill is about. */
export function subjectOf({ family }: Pick<Bill, "family">): Model {
  return family.models.find(({ id }) => id === family.root) ?? unreadModel(family.root);
}

/** A bill of which only the family is known. */
export function familyBill(family: Family, making: Making): Bill {
  return {
    ...{ family, making, said: null, build: null, contradictions: [], isDraft: false, checkout: null },
    ...{ gone: new Set<string>(), weights: new Map(), inferred: new Map(), datasets: new Map() },
  };
}
