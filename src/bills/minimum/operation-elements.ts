import { count } from "../../lineage/in-words";
import { subjectOf } from "../bill";
import { filled, type MinimumElement, missing, partial } from "./element";

/** What is asked for of the software and hardware that the model runs on. */
export const infrastructureElements: readonly MinimumElement[] = [
  {
    name: "Infrastructure software",
    ...{ cyclonedx: "components of type framework or library", spdx: "software_Package, dependsOn" },
    judge: bill => {
      const { library } = subjectOf(bill);
      return library === null
        ? missing(
            "Declare library_name in the card's front matter, and list what runs the model, with versions.",
          )
        : partial(
            `the library, ${library}`,
            "List its version and what else runs the model, such as an image of a container.",
          );
    },
  },
  {
    name: "Infrastructure hardware",
    ...{ cyclonedx: "components of type device", spdx: "ai_informationAboutApplication" },
    judge: () => missing("Say in the card what the model needs to run: accelerators and memory."),
  },
];

/** What is asked for of security. */
export const securityElements: readonly MinimumElement[] = [
  {
    name: "Security controls",
    ...{ cyclonedx: "declarations, externalReferences", spdx: "externalRef of type securityOther" },
    judge: bill => {
      const { gated } = subjectOf(bill);
      const fill =
        "Name the controls around the model: who may use it, what filters its input and output, what is logged.";
      return gated === "auto" || gated === "manual"
        ? partial("access to the weights is gated", fill)
        : missing(fill);
    },
  },
  {
    name: "Security compliance",
    ...{ cyclonedx: "declarations.attestations, definitions.standards", spdx: "ai_standardCompliance" },
    judge: () =>
      missing("Name the standards that the model or system was assessed against, with the reports."),
  },
  {
    name: "Cybersecurity policy information",
    ...{
      cyclonedx: "externalReferences of type security-contact",
      spdx: "externalRef of type securityPolicy",
    },
    judge: () =>
      missing("Publish how to report a weakness, such as a SECURITY.md in the repo, and link to it."),
  },
  {
    name: "Vulnerability referencing",
    ...{ cyclonedx: "vulnerabilities, or a VEX document", spdx: "security_VexVulnAssessmentRelationship" },
    judge: () => missing("Publish a VEX document, or link to where known weaknesses are listed."),
  },
];

/** What is asked for of measured performance. */
export const performanceElements: readonly MinimumElement[] = [
  {
    name: "Security metrics",
    ...{ cyclonedx: "modelCard.quantitativeAnalysis", spdx: "ai_metric, ai_metricDecisionThreshold" },
    judge: () =>
      missing("Measure how the model holds up against attacks, such as jailbreaks, and publish the results."),
  },
  {
    name: "Operational performance KPIs",
    ...{ cyclonedx: "modelCard.quantitativeAnalysis.performanceMetrics", spdx: "ai_metric" },
    judge: bill => {
      const { evaluations } = subjectOf(bill);
      return evaluations.length > 0
        ? filled(count(evaluations.length, "score"))
        : missing("Publish scores as model-index in the card's front matter.");
    },
  },
];
