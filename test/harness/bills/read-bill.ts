import { asList, asObject, asText, type JsonObject } from "../../../src/lineage/checked-json";

/** The component of a model in a CycloneDX bill, wherever it is; null if there is none. */
export function modelIn(bill: unknown, id: string): JsonObject | null {
  const { metadata, components } = asObject(bill) ?? {};
  const all = [asObject(metadata)?.component, ...asList(components)];
  return all.map(asObject).find(component => idOf(component) === id) ?? null;
}

/** The models in the pedigree of a component, at any depth, without itself, and with those that have a license. */
export function ancestorsIn(component: JsonObject | null): ReadonlyMap<string, boolean> {
  const found = new Map<string, boolean>();
  const self = idOf(component);
  const walk = (of: unknown): void => {
    for (const each of asList(asObject(asObject(of)?.pedigree)?.ancestors)) {
      const ancestor = asObject(each);
      const id = idOf(ancestor);
      const hasLicense = asList(ancestor?.licenses).length > 0;
      if (id !== null && id !== self) found.set(id, hasLicense || found.get(id) === true);
      walk(ancestor);
    }
  };
  walk(component);
  return found;
}

/** The fields of a component that have a value, as paths without positions; lineage and free-form properties are left out. */
export function fieldsIn(component: JsonObject | null): ReadonlySet<string> {
  const fields = new Set<string>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const each of value) walk(each, path);
    else if (typeof value === "object" && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        if (apart.has(name)) continue;
        walk(inner, path === "" ? name : `${path}.${name}`);
      }
    else if (value !== "" && value !== null) fields.add(path);
  };
  walk(component ?? {}, "");
  return fields;
}

const apart: ReadonlySet<string> = new Set(["pedigree", "properties", "bom-ref", "tags"]);

/** The ID of a model by its package URL, without its version. */
function idOf(component: JsonObject | null | undefined): string | null {
  const purl = asText(component?.purl, 1_000);
  const found = purl === null ? null : /^pkg:huggingface\/([^@?]+)/.exec(purl)?.[1];
  return found === null || found === undefined ? null : decodeURIComponent(found);
}
