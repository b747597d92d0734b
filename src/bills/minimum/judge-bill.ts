import type { Bill } from "../bill";
import { dataElements } from "./data-elements";
import { documentElements, systemElements } from "./document-elements";
import type { ElementVerdict, MinimumElement } from "./element";
import { modelElements } from "./model-elements";
import { infrastructureElements, performanceElements, securityElements } from "./operation-elements";

/**
 * Where the elements come from. Their names and clusters are those of a public vocabulary of the document
 * (https://w3id.org/sbom/req/g7ai/, CC BY 4.0); what they ask for is in our own words.
 */
export const minimumSource = {
  title: "G7 Cybersecurity Working Group: SBOM for AI, Minimum Elements (2026-05-12)",
  url: "https://www.bsi.bund.de/SharedDocs/Downloads/EN/BSI/KI/SBOM-for-AI_minimum-elements.pdf",
} as const;

/** The clusters in the order of the document, with their elements. */
const clusters: readonly (readonly [name: string, elements: readonly MinimumElement[]])[] = [
  ["Metadata", documentElements],
  ["System level properties", systemElements],
  ["Models", modelElements],
  ["Dataset properties", dataElements],
  ["Infrastructure", infrastructureElements],
  ["Security properties", securityElements],
  ["Key performance indicators", performanceElements],
];

/** One element as a bill has it. */
export interface JudgedElement extends ElementVerdict, Omit<MinimumElement, "judge"> {
  readonly cluster: string;
}

/** What a bill has of each of the 50 minimum elements, in the order of the document. */
export function judgeBill(bill: Bill): readonly JudgedElement[] {
  return clusters.flatMap(([cluster, elements]) =>
    elements.map(({ judge, ...element }) => ({ cluster, ...element, ...judge(bill) })),
  );
}
