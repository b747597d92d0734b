import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { installed, unpacked } from "../engines";

/** Says what is wrong with a document, each as one sentence; nothing if it is valid. */
export type Checker = (document: unknown) => readonly string[];

/** Why a test of bills of materials was not run. */
export const needsSchemas = "needs the schemas of bills of materials from the npm registry";

const schemas = "node_modules/@cyclonedx/cyclonedx-library/res/schema";
const packages = [
  ...["ajv@8.20.0", "ajv-formats@3.0.1", "ajv-formats-draft2019@1.6.1"],
  "@cyclonedx/cyclonedx-library@10.3.0",
];

/** A folder with CycloneDX's library and a validator; null if the registry does not serve them. */
function schemaFolder(): string | null {
  return installed("cyclonedx-schema", packages, `${schemas}/bom-1.7.SNAPSHOT.schema.json`);
}

/** Checks against the schema of CycloneDX 1.7, as its own library ships it; null if the registry does not serve it. */
export function cyclonedxChecker(): Checker | null {
  const folder = schemaFolder();
  if (folder === null) return null;
  const read = (name: string) =>
    JSON.parse(readFileSync(join(folder, schemas, `${name}.SNAPSHOT.schema.json`), "utf8"));
  const named = ["spdx", "jsf-0.82", "cryptography-defs"].map(
    name => [`http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`, read(name)] as const,
  );
  return checkerOf(folder, "ajv", read("bom-1.7"), new Map(named));
}

/** The parts of ajv that are used here; it is installed apart, so its types are not. */
interface Ajv {
  addSchema(schema: object, address: string): void;
  compile(schema: object): ((document: unknown) => boolean) & {
    readonly errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
  };
}

/** A checker by a schema, with those that it refers to by their addresses. ajv knows the formats, so that a wrong date or address is found as well. */
function checkerOf(
  folder: string,
  dialect: "ajv" | "ajv/dist/2020",
  schema: object,
  more: ReadonlyMap<string, object> = new Map(),
): Checker {
  const from = createRequire(join(folder, "package.json"));
  const made: Ajv = new (from(dialect).default)({ strict: false, allErrors: true, validateFormats: true });
  from("ajv-formats").default(made);
  from("ajv-formats-draft2019")(made);
  for (const [address, each] of more) made.addSchema(each, address);
  const validate = made.compile(schema);
  return document =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
}

/** Checks against the schema of SPDX 3.0.1, which cdxgen ships; null if the registry does not serve them. */
export function spdxChecker(): Checker | null {
  const schema = "package/data/spdx-export.schema.json";
  const [folder, validator] = [unpacked("spdx-schema", "@cyclonedx/cdxgen@12.8.4", schema), schemaFolder()];
  if (folder === null || validator === null) return null;
  return checkerOf(validator, "ajv/dist/2020", JSON.parse(readFileSync(join(folder, schema), "utf8")));
}
