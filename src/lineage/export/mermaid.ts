import type { Family } from "../family";
import type { Relation } from "../model";
import { showable, shownCode } from "../showable";

const arrows: Readonly<Record<Relation, string>> = {
  finetune: "-->",
  adapter: "-.->",
  quantized: "==>",
  merge: "--o",
  unknown: "---",
};

/** A family as a Mermaid flowchart from parents to children; ids are only labels, so no id can break the diagram. */
export function familyToMermaid(family: Family): string {
  const names = new Map<string, string>();
  const name = (id: string): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const made = `m${names.size}`;
    names.set(id, made);
    return made;
  };
  const models = family.models.map(
    model => `  ${name(model.id)}["${label(model.id, model.unread ? "not read" : model.license)}"]`,
  );
  const links = family.edges.map(edge => {
    const relation = edge.relation === "unknown" ? "" : `|${edge.relation}|`;
    return `  ${name(edge.parent)} ${arrows[edge.relation]}${relation} ${name(edge.child)}`;
  });
  const others = [...names]
    .slice(family.models.length)
    .map(([id, made]) => `  ${made}["${label(id, null)}"]:::outside`);
  return [
    "flowchart LR",
    ...models,
    ...others,
    ...links,
    `  style ${name(family.root)} stroke-width:3px`,
    "  classDef outside stroke-dasharray: 4 4",
    "",
  ].join("\n");
}

function label(id: string, license: string | null): string {
  return license === null ? escaped(id) : `${escaped(id)}<br/>${escaped(license)}`;
}

/** What Mermaid obeys even when it is escaped: formulas, icons, line breaks, and the marks of its own escapes. */
const obeyed = /\$(?=\$)|:(?=fa-)|\\(?=n)|ﬂ(?=°)|¶(?=ß)/gu;

/** Every sign that Mermaid, its Markdown, or HTML could read as its own; `-`, `_`, `.`, and `/` are plain inside a word. */
const signs = /(?<![a-z0-9])[-_./]|[-_./](?![a-z0-9])|(?<=www)\.|[!-,:-@[-^`{-~]/giu;

/**
 * A text as a label shows it: signs become Mermaid's numbered entities (`#35;`), and what Mermaid would obey all the same
 * becomes a code such as ⟨U+0024⟩.
 */
function escaped(text: string): string {
  return showable(text)
    .replace(obeyed, shownCode)
    .replace(signs, sign => `#${sign.charCodeAt(0)};`);
}
