import { type Family, type FamilyEdge, oldestDate } from "../family";
import type { Model } from "../model";
import { licensesIn } from "../traits/read-traits";
import { hubPage, modelPurl } from "./purl";
import { spdxId } from "./spdx";

/** What JSON can hold; what is undefined is left out. */
export type BomValue =
  | string
  | number
  | boolean
  | { readonly [name: string]: BomValue | undefined }
  | readonly BomValue[];
/** A component of a bill. */
export type BomComponent = { readonly [name: string]: BomValue | undefined };

/** What identifies a model wherever it appears: owner, name and purl. */
export function modelIdentity(id: string): BomComponent {
  const slash = id.indexOf("/");
  return {
    type: "machine-learning-model",
    ...(slash > 0 ? { group: id.slice(0, slash) } : {}),
    name: id.slice(slash + 1),
    purl: modelPurl(id),
  };
}

/**
 * The license that a model declares, or all of several, each with the address of its text if that is known; undefined if it declares
 * none, or was not read.
 */
export function declaredLicenses(
  { license, licenseName }: Pick<Model, "license" | "licenseName">,
  addressOf: (license: string) => string | null = () => null,
): BomValue | undefined {
  if (license === null) return undefined;
  return licensesIn(license).map(each => {
    const id = spdxId(each);
    const named = id === null ? { name: each === "other" ? (licenseName ?? each) : each } : { id };
    const url = addressOf(each);
    return { license: { ...named, acknowledgement: "declared", ...(url === null ? {} : { url }) } };
  });
}

function modelCardOf({ task, datasets }: Model): BomValue | undefined {
  if (task === null && datasets.length === 0) return undefined;
  const used = datasets.map(name => ({
    type: "dataset",
    name,
    contents: { url: hubPage(`datasets/${name}`) },
  }));
  return {
    modelParameters: {
      ...(task === null ? {} : { task }),
      ...(used.length === 0 ? {} : { datasets: used }),
    },
  };
}

function propertiesOf(model: Model, relations: readonly string[]): BomValue | undefined {
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

/** What a family tells of a model's ancestors. */
interface Above {
  readonly parents: ReadonlyMap<string, readonly FamilyEdge[]>;
  readonly models: ReadonlyMap<string, Model>;
  readonly mostAncestors: number;
}

/** The declared parents of a model with their licenses, each with its own parents, up to the roots; each ancestor is named once. */
function ancestorsOf(id: string, above: Above, seen: Set<string>): readonly BomComponent[] {
  const isDirect = seen.size === 1;
  const parents = (above.parents.get(id) ?? []).filter(({ parent }) => {
    if (seen.has(parent) || (!isDirect && seen.size > above.mostAncestors)) return false;
    seen.add(parent);
    return true;
  });
  return parents.map(({ parent }): BomComponent => {
    const model = above.models.get(parent);
    const further = ancestorsOf(parent, above, seen);
    return {
      ...modelIdentity(parent),
      licenses: model === undefined ? undefined : declaredLicenses(model),
      pedigree: further.length === 0 ? undefined : { ancestors: further },
    };
  });
}

function componentOf(model: Model, above: Above): BomComponent {
  const edges = above.parents.get(model.id) ?? [];
  const relations = edges.map(({ relation, parent }) => `${relation} of ${parent}`);
  const ancestors = ancestorsOf(model.id, above, new Set([model.id]));
  return {
    "bom-ref": modelPurl(model.id),
    ...modelIdentity(model.id),
    licenses: declaredLicenses(model),
    pedigree: ancestors.length === 0 ? undefined : { ancestors },
    externalReferences: [{ type: "model-card", url: hubPage(model.id) }],
    properties: propertiesOf(model, relations),
    modelCard: modelCardOf(model),
  };
}

/** What is known beyond the family; the component that it is given has what the family tells. */
export interface BomDetails {
  /** The component of a model with what else is known about it. */
  readonly described: (component: BomComponent, model: Model) => BomComponent;
  /** Ancestors in the pedigree of one model, besides its parents. */
  readonly mostAncestors: number;
}

const familyAlone: BomDetails = { described: component => component, mostAncestors: 15 };

/**
 * A family as a CycloneDX 1.7 ML-BOM: the root as the subject, every other model as a component, each with its declared
 * parents as `pedigree.ancestors`, and these with theirs, up to the roots. Adapters depend on their parents, because they do not run without them.
 */
export function familyBom(family: Family, { described, mostAncestors } = familyAlone) {
  const parents = new Map<string, FamilyEdge[]>();
  for (const edge of family.edges) parents.set(edge.child, [...(parents.get(edge.child) ?? []), edge]);
  const above = { parents, models: new Map(family.models.map(model => [model.id, model])), mostAncestors };
  const components = family.models.map(model => described(componentOf(model, above), model));
  const subject = components[family.models.findIndex(({ id }) => id === family.root)];
  const dependencies = family.models.flatMap(({ id }) => {
    const needed = (parents.get(id) ?? []).filter(edge => edge.relation === "adapter" && !edge.outside);
    const dependsOn = [...new Set(needed.map(({ parent }) => modelPurl(parent)))];
    return dependsOn.length === 0 ? [] : [{ ref: modelPurl(id), dependsOn }];
  });
  const at = oldestDate(family);
  return {
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
}

/** The bill of materials of a family as a text. */
export function familyToCyclonedx(family: Family): string {
  return `${JSON.stringify(familyBom(family), null, 2)}\n`;
}
