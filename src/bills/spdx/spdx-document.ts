import type { Bill } from "../bill";
import { billedDataset } from "../dataset-in-bill";
import { SpdxGraph, unknownElement } from "./spdx-graph";
import { SpdxLicenses } from "./spdx-licenses";
import { SpdxModels } from "./spdx-models";

/**
 * A bill as an SPDX 3.0.1 document in JSON-LD: each model an `ai_AIPackage` that descends from its declared parents and was trained on
 * its declared datasets. What was not read or is not declared is NOASSERTION; that no license is declared is NONE. It names the
 * profiles whose requirements all packages meet.
 */
export function billToSpdx(bill: Bill): string {
  const { making } = bill;
  const graph = new SpdxGraph(`https://spdx.org/spdxdocs/hub-lineage-${making.serial}`);
  const licenses = new SpdxLicenses(graph);
  const models = new SpdxModels(bill, graph, licenses);
  const tool = graph.add("Tool", "tool", { name: `hub-lineage ${making.version}` });
  // A person or organization that vouches for the bill; without one, the program does.
  const author =
    making.author === null
      ? graph.add("SoftwareAgent", "author", { name: "hub-lineage" })
      : graph.add("Agent", "author", { name: making.author });
  models.addAll();
  addDatasets(bill, graph, licenses, models);
  addCollections(bill, graph, models);
  return graph.written(making.at, [author], [tool]);
}

function addDatasets(bill: Bill, graph: SpdxGraph, licenses: SpdxLicenses, models: SpdxModels): void {
  const elements = new Map<string, string>();
  const elementOf = (name: string): string => {
    const known = elements.get(name) ?? datasetElement(name, bill, graph, licenses, models);
    elements.set(name, known);
    return known;
  };
  for (const { id, datasets, unread } of bill.family.models) {
    const names = [...new Set(datasets)];
    const comment = unread ? "The model was not read." : "The card declares no dataset.";
    const from = models.elementOf(id);
    if (names.length > 0)
      graph.relate(from, "trainedOn", names.map(elementOf), { completeness: "noAssertion" });
    else graph.relate(from, "trainedOn", [unknownElement], { comment, completeness: "noAssertion" });
  }
}

function datasetElement(
  name: string,
  bill: Bill,
  graph: SpdxGraph,
  licenses: SpdxLicenses,
  models: SpdxModels,
): string {
  const { known, page, unknown, license, isRead } = billedDataset(name, bill);
  const owner = models.ownerOf(name);
  const element = graph.add("dataset_DatasetPackage", "dataset", {
    ...{ name, software_primaryPurpose: "data", dataset_datasetType: ["noAssertion"] },
    // A dataset without an owner is named, but may not be on the Hub at all.
    ...(owner === undefined && known.state !== "known"
      ? {}
      : { software_downloadLocation: page, software_homePage: page }),
    originatedBy: owner === undefined ? undefined : [owner],
    ...(known.state === "known"
      ? { dataset_datasetAvailability: known.gated ? "registration" : "directDownload" }
      : {}),
    comment: unknown === null ? undefined : `${unknown}.`,
  });
  licenses.declare(element, {
    ...{ license, isRead },
    ...{ licenseName: null, licenseLink: null },
  });
  return element;
}

function addCollections({ family, making }: Bill, graph: SpdxGraph, models: SpdxModels): void {
  const root = models.elementOf(family.root);
  // The profile for datasets asks for dates, which the Hub does not have.
  const profiles = ["core", "software", "simpleLicensing", "expandedLicensing"];
  const profileConformance = models.isConformant ? [...profiles, "ai"] : profiles;
  const name = `${family.root}, bill of materials`;
  const listed = graph.ids;
  const sbom = graph.add("software_Sbom", "sbom", {
    ...{ name, profileConformance, rootElement: [root], element: listed },
    software_sbomType: ["analyzed"],
  });
  graph.add("SpdxDocument", "document", {
    ...{ name, profileConformance, rootElement: [sbom], element: [...listed, sbom] },
    comment: `Written by hub-lineage ${making.version} from what models declare on ${making.hub}.`,
  });
}
