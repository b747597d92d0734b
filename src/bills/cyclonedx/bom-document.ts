import { licenseAddress } from "../../licenses/license-address";
import { type BomComponent, declaredLicenses, familyBom } from "../../lineage/export/cyclonedx";
import { modelPurl, wellFormed } from "../../lineage/export/purl";
import { oldestDate } from "../../lineage/family";
import type { Bill } from "../bill";
import { type BilledDataset, billedDataset } from "../dataset-in-bill";
import { describedModel } from "./bom-model";
import { datasetRef } from "./dataset-ref";

/**
 * A bill as CycloneDX 1.7: the subject with all its ancestors as `pedigree`, weights with their hashes as files, datasets as components of
 * type `data`. Parents that nobody declared are `pedigree.variants`, with the evidence for them, and never among the ancestors.
 */
export function billToCyclonedx(bill: Bill): string {
  const { family, making } = bill;
  const bom = familyBom(family, {
    described: (component, model) => describedModel(component, model, bill),
    mostAncestors: Number.POSITIVE_INFINITY,
  });
  const oldest = oldestDate(family);
  const properties =
    oldest === null ? [] : [{ name: "hub-lineage:oldest-answer", value: new Date(oldest).toISOString() }];
  const document = {
    ...bom,
    serialNumber: `urn:uuid:${making.serial}`,
    metadata: {
      timestamp: new Date(making.at).toISOString(),
      // What is in a repo is looked at after it was published.
      lifecycles: [{ phase: "discovery" }],
      tools: { components: [{ type: "application", name: "hub-lineage", version: making.version }] },
      ...(making.author === null ? {} : { authors: [{ name: making.author }] }),
      component: bom.metadata.component,
      ...(properties.length === 0 ? {} : { properties }),
    },
    components: [...bom.components, ...datasetComponents(bill)],
    // Whether a model has parents or data that nobody declared is not known.
    compositions: [{ aggregate: "unknown", assemblies: [modelPurl(family.root)] }],
  };
  const clean = (_: string, value: unknown) => (typeof value === "string" ? wellFormed(value) : value);
  return `${JSON.stringify(document, clean, 2)}\n`;
}

function datasetComponents(bill: Bill): readonly BomComponent[] {
  const names = new Set(bill.family.models.flatMap(model => model.datasets));
  return [...names].map(name => datasetComponent(name, billedDataset(name, bill)));
}

function datasetComponent(
  name: string,
  { known, page, unknown, license, isRead }: BilledDataset,
): BomComponent {
  const slash = name.indexOf("/");
  const properties = [
    ...(unknown === null ? [] : [{ name: "hub-lineage:state", value: unknown }]),
    ...(isRead && license === null
      ? [{ name: "hub-lineage:license", value: "The card declares no license" }]
      : []),
    ...(known.state === "known" ? [{ name: "hub-lineage:gated", value: String(known.gated) }] : []),
  ];
  return {
    ...{ type: "data", "bom-ref": datasetRef(name) },
    ...(slash > 0 ? { group: name.slice(0, slash), supplier: { name: name.slice(0, slash) } } : {}),
    name: name.slice(slash + 1),
    licenses: declaredLicenses({ license, licenseName: null }, licenseAddress),
    externalReferences: [
      { type: "distribution", url: page },
      { type: "documentation", url: page, comment: "The dataset's card" },
    ],
    data: [{ type: "dataset", name, contents: { url: page } }],
    ...(properties.length === 0 ? {} : { properties }),
  };
}
