import { normalizeLanguage } from "../../lineage/languages";
import { fieldTexts } from "../card";
import { appendItems, setKey, yamlText } from "../edits";
import type { Fix, ParsedCard, Rule } from "../finding";
import type { Field } from "../front-matter/front-matter";
import { type KnownParent, knownParents } from "../parents";
import { listed } from "../sentence-parts";

/** Reports languages that a parent lists and the card does not; only a hint if the card lists none at all. */
export const traitLanguagesLost: Rule = {
  id: "trait/languages-lost",
  severity: "info",
  summary: "Finds languages that the parent lists and the card does not.",
  *check(card, context) {
    const { fields, problems } = card.frontMatter;
    const field = fields.get("language");
    const key = fields.get("base_model")?.keyRange;
    if (problems.length > 0 || key === undefined) return;
    const own = ownLanguages(field);
    if (own === null) return;
    const losing = knownParents(card, context).filter(parent => lostFrom(parent, own).length > 0);
    const first = losing[0];
    if (first === undefined) return;
    const lost = [...new Set(losing.flatMap(parent => lostFrom(parent, own)))];
    const others = losing.length > 1 ? ` (and ${losing.length - 1} more)` : "";
    const says = own.length === 0 ? "none" : listed(fieldTexts(field));
    yield {
      ...(own.length === 0 ? { severity: "hint" as const } : {}),
      message: `The parent ${first.id}${others} lists ${listed(languagesOf(first))} but this card lists ${says}; add ${listed(lost)} if your model still supports ${lost.length > 1 ? "them" : "it"}.`,
      range: own.length === 0 || field === undefined ? (field?.keyRange ?? key) : field.valueRange,
      fixes: add(card, field, own, lost),
      related: { message: `Languages of the parent: ${listed(languagesOf(first))}`, id: first.id },
    };
  },
};

/** The card's languages, normalized; null if one is unclear, or if it is `multilingual`. */
function ownLanguages(field: Field | undefined): readonly string[] | null {
  const texts = fieldTexts(field);
  const notText = (field?.items ?? []).some(item => item.value !== null && typeof item.value !== "string");
  const codes = texts.map(normalizeLanguage);
  if (notText || codes.some(code => code === null || code === "multilingual")) return null;
  return codes.filter(code => code !== null);
}

/** The languages of a parent, normalized, without invalid codes and without what is not a human language. */
function languagesOf({ model }: KnownParent): readonly string[] {
  const codes = model.languages.map(normalizeLanguage).filter(code => code !== null);
  return [...new Set(codes)].filter(code => code !== "code" && code !== "multilingual");
}

function lostFrom(parent: KnownParent, own: readonly string[]): readonly string[] {
  return languagesOf(parent).filter(code => !own.includes(code));
}

function add(
  card: ParsedCard,
  field: Field | undefined,
  own: readonly string[],
  lost: readonly string[],
): Fix[] {
  const edit =
    field === undefined || own.length === 0
      ? setKey(card, "language", `[${lost.map(yamlText).join(", ")}]`)
      : appendItems(card, field, lost);
  return edit === null ? [] : [{ title: `Add ${listed(lost)} to language`, edits: [edit] }];
}
