import { type Family, type FamilyEdge, oldestDate } from "../family";
import type { Model } from "../model";
import { spdxId } from "./spdx";

type Json = string | number | { readonly [name: string]: Json | undefined } | readonly Json[];
type Component = { readonly [name: string]: Json | undefined };

const hub = "https://huggingface.co";

/** A text without lone surrogates, which a URL cannot contain. */
function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, "\ufffd");
}

/** The package URL of a model: `pkg:huggingface/google/gemma-2b`, each part percent-encoded. */
export function modelPurl(id: string): string {
  const encode = (part: string) =>
    encodeURIComponent(wellFormed(part)).replace(
      /[!'()*]/g,
      sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return `pkg:huggingface/${id.split("/").map(encode).join("/")}`;
}

function address(path: string): string {
  return `${hub}/${path
    .split("/")
    .map(part => encodeURIComponent(wellFormed(part)))
    .join("/")}`;
}

/** What identifies a model wherever it appears: owner, name and purl. */
function identity(id: string): Component {
  const slash = id.indexOf("/");
  return {
    type: "machine-learning-model",
    ...(slash > 0 ? { group: id.slice(0, slash) } : {}),
    name: id.slice(slash + 1),
    purl: modelPurl(id),
  };
}

function licensesOf({ license, licenseName }: Model): Json | undefined {
  if (license === null) return undefined;
  const spdx = spdxId(license);
  return [{ license: spdx === null ? { name: licenseName ?? license } : { id: spdx } }];
}

function modelCardOf({ task, datasets }: Model): Json | undefined {
  if (task === null && datasets.length === 0) return undefined;
  const used = datasets.map(name => ({
    type: "dataset",
    name,
    contents: { url: address(`datasets/${name}`) },
  }));
  return {
    modelParameters: {
      ...(task === null ? {} : { task }),
      ...(used.length === 0 ? {} : { datasets: used }),
    },
  };
}

function propertiesOf(model: Model, relations: readonly string[]): Json | undefined {
  const values: readonly (readonly [string, string | number | null])[] = [
    ...relations.map(relation => ["hub-lineage:relation", relation] as const),
    ["hub-lineage:read", model.unread ? "false" : null],
    ["hub-lineage:library", model.library],
    ["hub-lineage:languages", model.languages.join(" ") || null],
    ["hub-lineage:parameters", model.parameters],
    ["hub-lineage:created", model.createdAt],
    ["hub-lineage:gated", model.gated === null ? null : String(model.gated)],
  ];
  const known = values.flatMap(([name, value]) => (value === null ? [] : [{ name, value: String(value) }]));
  return known.length === 0 ? undefined : known;
}

/** Ancestors in the pedigree of one model, besides its parents. */
const mostAncestors = 15;

/** What a family tells of a model's ancestors. */
interface Above {
  readonly parents: ReadonlyMap<string, readonly FamilyEdge[]>;
  readonly models: ReadonlyMap<string, Model>;
}

/** The declared parents of a model with their licenses, each with its own parents, up to the roots; each ancestor is named once. */
function ancestorsOf(id: string, above: Above, seen: Set<string>): readonly Component[] {
  const isDirect = seen.size === 1;
  const parents = (above.parents.get(id) ?? []).filter(({ parent }) => {
    if (seen.has(parent) || (!isDirect && seen.size > mostAncestors)) return false;
    seen.add(parent);
    return true;
  });
  return parents.map(({ parent }): Component => {
    const model = above.models.get(parent);
    const further = ancestorsOf(parent, above, seen);
    return {
      ...identity(parent),
      licenses: model === undefined ? undefined : licensesOf(model),
      pedigree: further.length === 0 ? undefined : { ancestors: further },
    };
  });
}

function componentOf(model: Model, above: Above): Component {
  const edges = above.parents.get(model.id) ?? [];
  const relations = edges.map(({ relation, parent }) => `${relation} of ${parent}`);
  const ancestors = ancestorsOf(model.id, above, new Set([model.id]));
  return {
    "bom-ref": modelPurl(model.id),
    ...identity(model.id),
    licenses: licensesOf(model),
    pedigree: ancestors.length === 0 ? undefined : { ancestors },
    externalReferences: [{ type: "model-card", url: address(model.id) }],
    properties: propertiesOf(model, relations),
    modelCard: modelCardOf(model),
  };
}

/**
 * A family as a CycloneDX 1.7 ML-BOM: the root as the subject, every other model as a component, each with its declared
 * parents as `pedigree.ancestors`, and these with theirs, up to the roots. Adapters depend on their parents, because they do not run without them.
 */
export function familyToCyclonedx(family: Family): string {
  const parents = new Map<string, FamilyEdge[]>();
  for (const edge of family.edges) parents.set(edge.child, [...(parents.get(edge.child) ?? []), edge]);
  const above = { parents, models: new Map(family.models.map(model => [model.id, model])) };
  const components = family.models.map(model => componentOf(model, above));
  const subject = components[family.models.findIndex(({ id }) => id === family.root)];
  const dependencies = family.models.flatMap(({ id }) => {
    const needed = (parents.get(id) ?? []).filter(edge => edge.relation === "adapter" && !edge.outside);
    const dependsOn = [...new Set(needed.map(({ parent }) => modelPurl(parent)))];
    return dependsOn.length === 0 ? [] : [{ ref: modelPurl(id), dependsOn }];
  });
  const at = oldestDate(family);
  const bom = {
    $schema: "http://cyclonedx.org/schema/bom-1.7.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.7",
    version: 1,
    metadata: {
      ...(at === null ? {} : { timestamp: new Date(at).toISOString() }),
      tools: { components: [{ type: "application", name: "hub-lineage" }] },
      component: subject,
    },
    components: components.filter(component => component !== subject),
    dependencies,
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}
