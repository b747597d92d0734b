import type { HubOverview } from "./kept-answers";
import { type AuthorKind, type AuthorTable, authorKey } from "./kinds";
import { shippedAuthors } from "./shipped-authors";

/** Where the kind of an author may be looked up. */
export interface KindSources {
  /** The user's own table, which overrides all else. */
  readonly own?: AuthorTable;
  /** The shipped table, unless another one is given. */
  readonly shipped?: AuthorTable;
  /** What the Hub answered, by `authorKey` of the names that it was asked about; it comes last. */
  readonly asked?: ReadonlyMap<string, HubOverview>;
}

/** The kind of an author and what says so; `none` if nothing does. */
export interface KindOfAuthor {
  readonly kind: AuthorKind;
  /** ISO 3166-1 alpha-2; null if it is not known. */
  readonly country: string | null;
  readonly from: "own" | "shipped" | "overview" | "none";
  /** Whether it is an organization: null if not known. An organization's kind may be unknown nevertheless. */
  readonly isOrganization: boolean | null;
}

/**
 * The kind of an author: by the user's own table, else the shipped one, else the Hub's overview, which tells persons from
 * organizations but no kind of organization. A table's country is that table's alone: one that says nothing leaves it
 * unknown.
 */
export function kindOf(author: string, { own, shipped, asked }: KindSources = {}): KindOfAuthor {
  const key = authorKey(author);
  const ofOwn = own?.get(key);
  const entry = ofOwn ?? (shipped ?? shippedAuthors()).get(key);
  const answer = asked?.get(key);
  const isOrganization = answer === undefined || answer.is === "nobody" ? null : answer.is === "organization";
  if (entry !== undefined)
    return {
      kind: entry.kind,
      country: entry.country,
      from: ofOwn === undefined ? "shipped" : "own",
      isOrganization: entry.kind === "unknown" ? isOrganization : entry.kind !== "person",
    };
  return {
    kind: answer?.is === "person" ? "person" : "unknown",
    country: null,
    from: answer === undefined ? "none" : "overview",
    isOrganization,
  };
}
