import { count } from "../../lineage/in-words";
import { type Bill, subjectOf } from "../bill";
import { type ElementVerdict, filled, type MinimumElement, missing, partial, unread } from "./element";

/** What is asked for of the bill itself. */
export const documentElements: readonly MinimumElement[] = [
  {
    name: "SBOM author",
    ...{ cyclonedx: "metadata.authors", spdx: "CreationInfo.createdBy" },
    judge: ({ making }) =>
      making.author === null ? missing("Run bom with --author NAME.") : filled(making.author),
  },
  {
    name: "SBOM version",
    ...{ cyclonedx: "version, serialNumber", spdx: "the identifier of the SpdxDocument" },
    judge: ({ making }) => filled(`1 of ${making.serial}`),
  },
  {
    name: "SBOM data format name",
    ...{ cyclonedx: "bomFormat", spdx: "@context" },
    judge: () => filled("CycloneDX, or SPDX"),
  },
  {
    name: "SBOM data format version",
    ...{ cyclonedx: "specVersion", spdx: "CreationInfo.specVersion" },
    judge: () => filled("1.7, or 3.0.1"),
  },
  {
    name: "SBOM author signature",
    ...{ cyclonedx: "signature, or a file beside the bill", spdx: "a file beside the document" },
    judge: () =>
      missing(
        "Sign the bill when nothing in it changes anymore, for example with cosign sign-blob, and publish the signature next to it.",
      ),
  },
  {
    name: "SBOM tool name",
    ...{ cyclonedx: "metadata.tools", spdx: "CreationInfo.createdUsing" },
    judge: () => filled("hub-lineage"),
  },
  {
    name: "SBOM tool version",
    ...{ cyclonedx: "metadata.tools", spdx: "the name of the Tool" },
    judge: ({ making }) => filled(making.version),
  },
  {
    name: "SBOM generation context",
    ...{ cyclonedx: "metadata.lifecycles", spdx: "software_Sbom.software_sbomType" },
    judge: () => filled("from what the repo shows (discovery, or analyzed)"),
  },
  {
    name: "SBOM timestamp",
    ...{ cyclonedx: "metadata.timestamp", spdx: "CreationInfo.created" },
    judge: ({ making }) => filled(new Date(making.at).toISOString()),
  },
  {
    name: "SBOM dependency relationship",
    ...{
      cyclonedx: "pedigree.ancestors, dependencies",
      spdx: "Relationship of type descendantOf or dependsOn",
    },
    judge: parentsVerdict,
  },
];

function parentsVerdict(bill: Bill): ElementVerdict {
  const { family, inferred } = bill;
  const declared = family.edges.filter(({ child }) => child === family.root).length;
  if (declared > 0) return filled(count(declared, "declared parent"));
  if (subjectOf(bill).unread) return unread("The model was not read. Run bom without --offline.");
  const [likely] = inferred.get(family.root) ?? [];
  return missing(
    likely === undefined
      ? "Declare the parents as base_model in the card's front matter. No field can say that a model has none: say so in the card's text."
      : `Declare the parents as base_model in the card's front matter; ${likely.parent} is likely one.`,
  );
}

/** What is asked for of the system as a whole, which only those know who build one from the model. */
export const systemElements: readonly MinimumElement[] = [
  systemElement(
    "System name",
    ["metadata.component of type application", "rootElement of the Sbom"],
    "In the bill of your application, make it the subject, and list this model as one of its components.",
  ),
  {
    name: "System components",
    ...{ cyclonedx: "components, dependencies", spdx: "Relationship of type contains or dependsOn" },
    judge: ({ family }) =>
      partial(
        `the model with ${count(family.models.length - 1, "ancestor")}`,
        "List what runs beside the model: retrieval, guardrails, tools, libraries.",
      ),
  },
  systemElement(
    "System producer",
    ["metadata.supplier, metadata.manufacturer", "suppliedBy"],
    "Name who offers the system.",
  ),
  systemElement(
    "System version",
    ["metadata.component.version", "software_packageVersion"],
    "Give the release of the system.",
  ),
  systemElement(
    "System timestamp",
    ["metadata.component.releaseNotes.timestamp", "releaseTime"],
    "Give the date of that release.",
  ),
  systemElement(
    "System data flow",
    ["services[].data, formulation", "ai_informationAboutApplication"],
    "Describe which data goes into the system, where it is sent and kept, and what comes out.",
  ),
  systemElement(
    "System data usage",
    ["services[].data.governance", "ai_useSensitivePersonalInformation, ai_informationAboutApplication"],
    "Say what data of its users the system uses, for what, and whether any of it is personal.",
  ),
  systemElement(
    "System input/output properties",
    ["modelCard.modelParameters.inputs and outputs", "ai_informationAboutApplication"],
    "Say what the system takes and returns, with its limits.",
  ),
  {
    name: "Intended application area",
    ...{ cyclonedx: "modelCard.considerations.useCases", spdx: "ai_domain, ai_informationAboutApplication" },
    judge: ({ said }) =>
      said?.uses == null
        ? missing(
            "Add a section Intended uses to the card, and say in the bill of your application where it is used.",
          )
        : partial("the uses that the card names", "Say in the bill of your application where it is used."),
  },
];

function systemElement(
  name: string,
  [cyclonedx, spdx]: readonly [cyclonedx: string, spdx: string],
  fill: string,
): MinimumElement {
  return { name, cyclonedx, spdx, judge: () => missing(fill) };
}
