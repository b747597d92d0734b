import { grouped, listed } from "../../lineage/in-words";
import { normalizeLanguage } from "../../lineage/languages";
import { isCut } from "../../lineage/traits/read-traits";
import { t } from "../../words/words";
import { declaredRelation, fieldTexts } from "../card";
import { appendItems, setKey, yamlText } from "../edits";
import type { Fix, ParsedCard, Rule } from "../finding";
import type { Field } from "../front-matter/front-matter";
import { type KnownParent, knownParents } from "../parents";

/** The most languages that a message names and a fix adds: nobody means to add forty codes. */
const fewLanguages = 5;

/**
 * Reports languages that a parent lists and the card does not; only a hint if the card lists none at all, or probably lists
 * fewer on purpose.
 */
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
    const has = new Set(own);
    const losing = knownParents(card, context).filter(parent => lostFrom(parent, has).length > 0);
    const first = losing[0];
    if (first === undefined) return;
    const lost = [...new Set(losing.flatMap(parent => lostFrom(parent, has)))];
    const others = losing.length > 1 ? t` (and ${losing.length - 1} more)` : "";
    const says = own.length === 0 ? t`none` : listed(fieldTexts(field));
    yield {
      ...(isQuiet(card, own, lost) ? { severity: "hint" as const } : {}),
      message:
        lost.length > fewLanguages
          ? t`The parent ${first.id}${others} lists ${counted(first)} languages but this card lists ${says}; list the others too if your model still supports them.`
          : lost.length > 1
            ? t`The parent ${first.id}${others} lists ${listed(languagesOf(first))} but this card lists ${says}; add ${listed(lost)} if your model still supports them.`
            : t`The parent ${first.id}${others} lists ${listed(languagesOf(first))} but this card lists ${says}; add ${listed(lost)} if your model still supports it.`,
      range: own.length === 0 || field === undefined ? (field?.keyRange ?? key) : field.valueRange,
      fixes: lost.length > fewLanguages ? [] : add(card, field, own, lost),
      related: { message: t`Languages of the parent: ${listed(languagesOf(first))}`, id: first.id },
    };
  },
};

/** Whether it is only a hint: a finetune or an adapter is often made for some of its parent's languages. */
function isQuiet({ frontMatter }: ParsedCard, own: readonly string[], lost: readonly string[]): boolean {
  const relation = declaredRelation(frontMatter);
  if (own.length === 0 || relation === "finetune" || relation === "adapter") return true;
  return relation === null && lost.length > fewLanguages;
}

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

function lostFrom(parent: KnownParent, own: ReadonlySet<string>): readonly string[] {
  return languagesOf(parent).filter(code => !own.has(code));
}

/** How many languages a parent lists; those of a longer list than is read are more. */
function counted(parent: KnownParent): string {
  const number = grouped(languagesOf(parent).length);
  return isCut(parent.model.languages) ? t`at least ${number}` : number;
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
  return edit === null ? [] : [{ title: t`Add ${listed(lost)} to language`, edits: [edit], isChoice: true }];
}
