import { yamlText } from "../../card/edits";
import { shown } from "../../card/sentence-parts";
import { licenseVerdict } from "../../licenses/compatibility";
import { isWebAddress } from "../../licenses/license-addresses";
import { licenseDuties, licenseFacts } from "../../licenses/license-facts";
import { isLicenseId } from "../../licenses/license-ids";
import { licenseNotice } from "../../licenses/license-notices";
import { listed, nounFor } from "../../lineage/in-words";
import type { Model, Relation } from "../../lineage/model";
import { inertMarkdown } from "../../lineage/text/inert-markdown";
import { licensesIn } from "../../lineage/traits/read-traits";
import { inEnglish } from "../../words/words";
import { compact } from "./fact-sheet";
import { parentValues } from "./parent-hints";

/** The placeholder for the model's name in a new card. */
export const nameToGive = "Model name";

/** The inputs for a new card; `parents` has at least one model. */
export interface NewCard {
  readonly parents: readonly Model[];
  readonly relation: Exclude<Relation, "unknown">;
  /** The Hub's address. */
  readonly endpoint: string;
}

/** A license that a child may use, or why none can be chosen. */
export interface InheritedLicense {
  readonly id: string | null;
  readonly name: string | null;
  /** The parent with this license; null if none was chosen. */
  readonly from: Model | null;
  /** What the author should know, in complete sentences. */
  readonly notes: readonly string[];
}

/** Chooses the parents' license that all of them allow a child to use, with its terms. */
export function inheritedLicense(
  parents: readonly Model[],
  relation: Exclude<Relation, "unknown">,
): InheritedLicense {
  const stated = parents.filter(parent => parent.license !== null);
  const silent = parents.filter(parent => parent.license === null);
  const notes = silent.map(
    ({ id }) => `${id} does not state a license. Ask its authors before you share this model.`,
  );
  // Of several licenses, a person has to choose.
  const single = stated.filter(({ license }) => licensesIn(license ?? "").length === 1);
  const verdicts = single.map(from => ({
    from,
    worst: worst(stated.map(other => licenseVerdict(other.license, from.license, relation).verdict)),
  }));
  const found = verdicts.find(each => each.worst === "ok") ?? verdicts.find(each => each.worst === "review");
  if (found === undefined) {
    const licenses = stated.map(parent => `${parent.license} of ${parent.id}`);
    if (licenses.length > 0)
      notes.push(
        `No parent's license is compatible with every parent's license (${listed(licenses)}). Read the license texts.`,
      );
    return { id: null, name: null, from: null, notes };
  }
  const { from } = found;
  notes.push(...dutiesOf(from.license ?? ""));
  if (found.worst === "review")
    notes.push(`Read the text of ${shown(licenseName(from))} before you share this model.`);
  return { id: from.license, name: from.licenseName, from, notes };
}

/**
 * Drafts a card for a model made from others. The front matter has what must be passed on and what stays the same by
 * default; the body says what was inherited and prompts for the rest.
 */
export function newCard(card: NewCard): string {
  return inEnglish(() => {
    const license = inheritedLicense(card.parents, card.relation);
    return [...frontMatter(card, license), "", ...body(card, license), ""].join("\n");
  });
}

function frontMatter(
  { parents, relation, endpoint }: NewCard,
  { id, name, from }: InheritedLicense,
): readonly string[] {
  const ids = parents.map(parent => yamlText(parent.id));
  const task = common(parents, "pipeline_tag");
  const library = relation === "adapter" ? "peft" : common(parents, "library_name");
  const languages = [...new Set(parents.flatMap(parent => parent.languages))];
  const other = id !== null && (id === "other" || !isLicenseId(id)) && from !== null;
  return [
    "---",
    ...(ids.length === 1 ? [`base_model: ${ids[0]}`] : ["base_model:", ...ids.map(each => `- ${each}`)]),
    `base_model_relation: ${relation}`,
    id === null
      ? "# license: not chosen yet; see the License section below"
      : `license: ${yamlText(other ? "other" : id)}`,
    ...(other
      ? [
          `license_name: ${yamlText(name ?? (id === "other" ? "" : id))}`,
          `license_link: ${yamlText(linkOf(from, endpoint))}`,
        ]
      : []),
    ...(languages.length === 0 ? [] : ["language:", ...languages.map(code => `- ${yamlText(code)}`)]),
    ...(task === null ? [] : [`pipeline_tag: ${yamlText(task)}`]),
    ...(library === null ? [] : [`library_name: ${yamlText(library)}`]),
    ...(parents.some(parent => parent.adult) ? ["tags:", "- not-for-all-audiences"] : []),
    "---",
  ];
}

const made: Readonly<Record<NewCard["relation"], string>> = {
  finetune: "A finetune of",
  adapter: "An adapter for",
  quantized: "A quantized version of",
  merge: "A merge of",
};

const told: Readonly<Record<NewCard["relation"], string>> = {
  finetune:
    "Describe the training data, how long training took, and what the model does better or worse than its parent.",
  adapter:
    "Describe the training data, the adapter's rank and target modules, and how to load it with its parent.",
  quantized: "Describe the method, the number of bits, any layers left unquantized, and the loss in quality.",
  merge:
    "Describe the merge method, the weight of each parent, and what the result does better or worse than they do.",
};

function body(card: NewCard, license: InheritedLicense): readonly string[] {
  const { parents, relation, endpoint } = card;
  const links = parents.map(({ id }) => `[${id.replaceAll("_", "\\_")}](${endpoint}/${id})`);
  const prefix = license.id === null ? null : (licenseNotice(license.id)?.namePrefix ?? null);
  return [
    `# ${prefix === null ? "" : `${prefix} `}${nameToGive}`,
    "",
    `${made[relation]} ${listed(links, 20)}.`,
    "",
    "## What changed",
    "",
    `<!-- ${told[relation]} -->`,
    "",
    ...table(card, license),
    "",
    "## License",
    "",
    license.id === null
      ? "No license has been chosen yet."
      : `This model is licensed under ${inertMarkdown(license.name ?? license.id)}, the same as ${license.from === null ? "its parent" : inertMarkdown(license.from.id)}.`,
    ...license.notes.flatMap(note => ["", escaped(note)]),
  ];
}

/** The parents' traits next to the new model's, which start out as inherited. */
function table({ parents, relation }: NewCard, license: InheritedLicense): readonly string[] {
  const row = (name: string, values: readonly string[], own: string) =>
    `| ${[name, ...values, own].map(cell).join(" | ")} |`;
  const of = (key: string) => parents.map(parent => listed(parentValues(key, parent) ?? [], 8));
  const task = common(parents, "pipeline_tag");
  const library = relation === "adapter" ? "peft" : common(parents, "library_name");
  const languages = [...new Set(parents.flatMap(parent => parent.languages))];
  const sizes = parents.map(({ parameters }) =>
    parameters === null ? "" : `${compact(parameters)} ${nounFor(parameters, "parameter")}`,
  );
  const rows: readonly (readonly [string, readonly string[], string])[] = [
    ["License", of("license"), license.name ?? license.id ?? ""],
    ["Languages", of("language"), listed(languages, 8)],
    ["Task", of("pipeline_tag"), task ?? ""],
    ["Library", of("library_name"), library ?? ""],
    ["Datasets", of("datasets"), ""],
    ["Size", sizes, ""],
  ];
  return [
    row(
      "",
      parents.map(parent => parent.id),
      "This model",
    ),
    `|${"---|".repeat(parents.length + 2)}`,
    ...rows.filter(([, values]) => values.some(value => value !== "")).map(each => row(...each)),
  ];
}

/** The value that all parents share, or null. */
function common(parents: readonly Model[], key: string): string | null {
  const values = new Set(parents.map(parent => parentValues(key, parent)?.[0] ?? null));
  const [value = null] = values;
  return values.size === 1 ? value : null;
}

/** A license's requirements for the new card: its duties in a sentence, then any prescribed wording verbatim. */
function dutiesOf(license: string): readonly string[] {
  const duties = (licenseFacts(license)?.duties ?? []).map(duty => licenseDuties[duty]);
  const notice = licenseNotice(license);
  return [
    ...(duties.length === 0
      ? []
      : [`Anyone who shares the model or a derivative of it must: ${duties.join("; ")}.`]),
    ...[notice?.display ?? null, notice?.notice ?? null].filter(words => words !== null),
  ];
}

/** Where the text of a parent's own license is: the address that its card names, else its page. */
function linkOf({ id, licenseLink }: Model, endpoint: string): string {
  return licenseLink !== null && isWebAddress(licenseLink) ? licenseLink : `${endpoint}/${id}`;
}

function licenseName(parent: Model): string {
  return parent.licenseName ?? parent.license ?? "the license";
}

function worst(verdicts: readonly ("ok" | "review" | "incompatible")[]): "ok" | "review" | "incompatible" {
  if (verdicts.includes("incompatible")) return "incompatible";
  return verdicts.includes("review") ? "review" : "ok";
}

/** Escapes a note for literal display in Markdown; an address in prescribed wording stays as it is. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\\`*_[\]<>|#]/g, "\\$&");
}

function cell(text: string): string {
  return inertMarkdown(text).trim();
}
