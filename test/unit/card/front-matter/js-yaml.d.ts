// The package brings no types; the tests use this one function.
declare module "js-yaml" {
  /** Reads a document of YAML; throws a YAMLException, with a `reason`, where it refuses one. */
  export function load(text: string): unknown;
}
