/** The part of js-yaml that the tests use; its own types are another package. */
declare module "js-yaml" {
  /** The value of a YAML text by the schema that js-yaml uses unless told otherwise; throws its YAMLException. */
  export function load(text: string): unknown;
}
