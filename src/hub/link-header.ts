/** One link of a `Link` header: where it leads, the relations in lower case, and the page it is about if that is another one. */
export interface HeaderLink {
  readonly target: string;
  readonly relations: readonly string[];
  readonly anchor: string | null;
}

const blank = /[ \t]*/y;
const target = /<([^>]*)>/y;
const name = /[!#$%&'*+.^_`|~\w-]+/y;
const quoted = /"((?:[^"\\]|\\.)*)"/y;
/** Single quotes, which some servers write; in RFC 8288, they are part of the word. */
const single = /'([^']*)'(?=[ \t]*(?:[,;]|$))/y;
const bare = /[^\s",;]+/y;

/**
 * The links of a `Link` header (RFC 8288), or null if it is not one. Commas and semicolons in `<…>` and in quotes are text.
 * Of several parameters with the same name, the first counts.
 */
export function linksIn(header: string): readonly HeaderLink[] | null {
  const links: HeaderLink[] = [];
  let at = 0;
  const take = (what: RegExp): RegExpExecArray | null => {
    what.lastIndex = at;
    const found = what.exec(header);
    if (found !== null) at = what.lastIndex;
    return found;
  };
  const sign = (wanted: string): boolean => {
    take(blank);
    const isThere = header[at] === wanted;
    if (isThere) at++;
    take(blank);
    return isThere;
  };
  /** The parameters that follow a target, up to the next link; null if they cannot be read. */
  const parameters = (): Map<string, string> | null => {
    const found = new Map<string, string>();
    while (sign(";")) {
      const key = take(name)?.[0].toLowerCase();
      if (key === undefined) continue;
      let value = "";
      if (sign("=")) {
        const text = take(quoted) ?? take(single);
        const word = text === null ? take(bare) : null;
        if (text === null && word === null) return null;
        value = text?.[1]?.replace(/\\(.)/g, "$1") ?? word?.[0] ?? "";
      }
      if (!found.has(key)) found.set(key, value);
    }
    return found;
  };
  // Between links, a list may have empty elements.
  const skip = (): boolean => {
    let parted = false;
    while (sign(",")) parted = true;
    return parted;
  };
  for (skip(); at < header.length; ) {
    const leadsTo = take(target)?.[1];
    const told = leadsTo === undefined ? null : parameters();
    if (leadsTo === undefined || told === null) return null;
    const relations = (told.get("rel") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    links.push({ target: leadsTo.trim(), relations, anchor: told.get("anchor") ?? null });
    if (!skip() && at < header.length) return null;
  }
  return links;
}
