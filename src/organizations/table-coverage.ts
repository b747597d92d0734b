import { type KindSources, kindOf } from "./kind-of";
import { type AuthorKind, authorKinds } from "./kinds";

/** What an author has on the Hub; downloads are of 30 days, and null where the source gives none. */
export interface AuthorFigures {
  readonly author: string;
  readonly models: number;
  readonly downloads: number | null;
}

/** Sums over authors. */
export interface AuthorSums {
  readonly authors: number;
  readonly models: number;
  /** Sum of the downloads that are given. */
  readonly downloads: number;
  /** Models of authors without downloads, which the sum lacks. */
  readonly modelsWithoutDownloads: number;
}

/** How much of a list of authors has a kind. */
export interface KindCoverage {
  readonly all: AuthorSums;
  /** The authors with a kind other than unknown. */
  readonly known: AuthorSums;
  /** Every kind, `unknown` included. */
  readonly byKind: ReadonlyMap<AuthorKind, AuthorSums>;
}

/**
 * How many authors, models, and downloads (of 30 days) have a kind, in all and by kind. Only tables are asked. An author
 * given twice counts as two.
 */
export function coverage(
  authors: Iterable<AuthorFigures>,
  tables: Pick<KindSources, "own" | "shipped"> = {},
): KindCoverage {
  const byKind = new Map<AuthorKind, AuthorSums>(authorKinds.map(kind => [kind, nothing]));
  for (const figures of authors) {
    const { kind } = kindOf(figures.author, tables);
    byKind.set(
      kind,
      sum(byKind.get(kind) ?? nothing, {
        authors: 1,
        models: figures.models,
        downloads: figures.downloads ?? 0,
        modelsWithoutDownloads: figures.downloads === null ? figures.models : 0,
      }),
    );
  }
  const known = [...byKind]
    .filter(([kind]) => kind !== "unknown")
    .reduce((sums, [, one]) => sum(sums, one), nothing);
  return { all: sum(known, byKind.get("unknown") ?? nothing), known, byKind };
}

const nothing: AuthorSums = { authors: 0, models: 0, downloads: 0, modelsWithoutDownloads: 0 };

function sum(one: AuthorSums, other: AuthorSums): AuthorSums {
  return {
    authors: one.authors + other.authors,
    models: one.models + other.models,
    downloads: one.downloads + other.downloads,
    modelsWithoutDownloads: one.modelsWithoutDownloads + other.modelsWithoutDownloads,
  };
}
