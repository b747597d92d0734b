import { english, phrase, t } from "../../words/words";
import { removeItem } from "../edits";
import { type CardField, cardField, type FieldKind } from "../fields";
import type { Fix, ParsedCard, Rule, RuleFinding, Severity } from "../finding";
import type { Field } from "../front-matter/front-matter";
import { inheritLicense } from "../licensing/inherit-license";
import type { Range } from "../position";
import { isRefused } from "../schema/hub-refuses";
import { dateAt, faultWords, quoteFix } from "../schema/shape-words";
import { kindShapes, type ShapeFault, shapeFaults } from "../schema/shapes";

/** Reports a value of the wrong type, such as text instead of a list, and a value that is empty. */
export const frontMatterWrongType: Rule = {
  id: "front-matter/wrong-type",
  severity: "warning",
  summary:
    "Finds a value of the wrong type or without content, such as text instead of a list; an error if the Hub rejects the card for it.",
  *check(card, context) {
    const isDate = dateAt(card);
    for (const field of card.frontMatter.fields.values()) {
      const known = cardField(field.key);
      if (known === null) continue;
      for (const fault of shapeFaults(kindShapes[known.kind], field.value, isDate, [field.key])) {
        if (isLeftToOthers(known, fault)) continue;
        const finding = describe(card, field, known, fault);
        const isNoLicense = field.key === "license" && fault.path.length === 1;
        yield isNoLicense
          ? { ...finding, fixes: [...inheritLicense(card, context), ...finding.fixes] }
          : finding;
      }
    }
  },
};

const kindWords: Readonly<Record<FieldKind, string>> = english({
  text: "text",
  "text-or-list": "text or a list of text values",
  list: "a list of text values",
  objects: "a list of objects",
  object: "an object",
  boolean: "true or false",
  "boolean-or-object": "true, false, or an object",
  "number-or-object": "a number or an object",
});

/** Two fields have rules that say better what their values should have been, and model-index one for its parts. */
function isLeftToOthers({ key }: CardField, { fault, path }: ShapeFault): boolean {
  if (key === "model-index") return path.length > 1;
  // A date looks like text to them.
  return (key === "base_model" || key === "license") && !["empty", "blank", "date"].includes(fault);
}

function describe(card: ParsedCard, field: Field, known: CardField, fault: ShapeFault): RuleFinding {
  const severity = severityOf(fault);
  const at = fault.path[1];
  const item = typeof at === "number" ? field.items[at] : undefined;
  const range = visible(item?.range ?? field.valueRange, field);
  const rejects = severity === "error" ? t`, which the Hub rejects` : "";
  const message = item === undefined ? ofField(known, fault, rejects) : ofItem(known, fault, rejects);
  return { severity, message, range, fixes: fixes(card, field, known, fault) };
}

function severityOf(fault: ShapeFault): Severity {
  if (isRefused(fault)) return "error";
  return fault.fault === "empty" || fault.fault === "blank" ? "hint" : "warning";
}

function ofField({ key, kind }: CardField, { fault }: ShapeFault, rejects: string): string {
  if (fault === "empty" || fault === "blank")
    return t`${key} has no value${rejects}; write one, or remove the key.`;
  return t`${key} takes ${phrase(kindWords[kind])}, but this is ${faultWords(fault)}${rejects}; write ${phrase(kindWords[kind])}.`;
}

function ofItem({ key }: CardField, { fault }: ShapeFault, rejects: string): string {
  if (fault === "empty" || fault === "blank")
    return t`An item of ${key} is empty${rejects}; fill it in, or remove it.`;
  return t`An item of ${key} is ${faultWords(fault)} instead of text${rejects}; write text.`;
}

/** Nobody would see an empty range underlined. */
function visible(range: Range, { keyRange }: Field): Range {
  return range.end > range.start ? range : keyRange;
}

function fixes(card: ParsedCard, field: Field, { kind }: CardField, { fault, path }: ShapeFault): Fix[] {
  const { key, value, valueRange } = field;
  const at = path[1];
  const item = typeof at === "number" ? field.items[at] : field.items[0];
  if (item !== undefined && (fault === "empty" || fault === "blank")) {
    const edit = removeItem(card, field, item);
    const what = typeof at === "number" && field.items.length > 1 ? t`the empty item of ${key}` : key;
    return edit === null ? [] : [{ title: t`Remove ${what}`, edits: [edit], isChoice: true }];
  }
  const written = card.text.slice(valueRange.start, valueRange.end);
  if (kind === "list" && typeof value === "string" && isOneItem(key, value, written))
    return [{ title: t`Make ${key} a list`, edits: [{ range: valueRange, newText: `[${written}]` }] }];
  const isText = kind === "text" || kind === "text-or-list" || (kind === "list" && path.length > 1);
  // Norwegian that a tool has read as false is no language called "false".
  if (!isText || item === undefined || (key === "language" && fault !== "number"))
    return norwegian(field, fault, item?.range);
  return quoteFix(card, item.range, fault, typeof at === "number" ? t`it` : key);
}

const idKeys = ["metrics", "language", "datasets"];

/** Whether a text is one item of a list, not several in one text, which a person has to take apart. */
function isOneItem(key: string, value: string, written: string): boolean {
  if (!/^[\w./+-]+$|^"[^"\n]*"$|^'[^'\n]*'$/.test(written)) return false;
  return !(idKeys.includes(key) ? /[,;[\]{}\s]/ : /[,;[\]{}\n\r]/).test(value.trim());
}

function norwegian({ key, value }: Field, fault: ShapeFault["fault"], range: Range | undefined): Fix[] {
  const isFalse = value === false || (Array.isArray(value) && value.includes(false));
  if (key !== "language" || fault !== "boolean" || !isFalse || range === undefined) return [];
  return [{ title: t`Write "no", for Norwegian`, edits: [{ range, newText: '"no"' }], isChoice: true }];
}
