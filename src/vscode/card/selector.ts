import type { DocumentSelector } from "vscode";

/** Documents that can contain a model card; OpenCards knows which ones do. */
export const cardSelector: DocumentSelector = { language: "markdown" };
