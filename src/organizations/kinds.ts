/** The kinds of authors, as the Hub lets organizations call themselves, with government and person added; `unknown` comes last. */
export const authorKinds = [
  "company",
  "university",
  "non-profit",
  "government",
  "community",
  "classroom",
  "person",
  "unknown",
] as const;

/** What an author is. `unknown` says that nobody has told, which differs from an author that was never looked up. */
export type AuthorKind = (typeof authorKinds)[number];

/** The kind that a text names, in any case and with spaces around it; null if it names none. */
export function authorKind(text: string): AuthorKind | null {
  const wanted = text.trim().toLowerCase();
  return authorKinds.find(kind => kind === wanted) ?? null;
}

/** An author's name as tables are searched for it: the Hub takes names in any case for the same one. */
export function authorKey(name: string): string {
  return name.toLowerCase();
}

/** What a table says about one author. */
export interface AuthorEntry {
  /** The name as the table writes it. */
  readonly name: string;
  readonly kind: AuthorKind;
  /** ISO 3166-1 alpha-2, in capitals; null where the table gives none. */
  readonly country: string | null;
}

/** Entries by `authorKey` of their name. */
export type AuthorTable<Entry extends AuthorEntry = AuthorEntry> = ReadonlyMap<string, Entry>;
