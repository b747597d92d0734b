import type { DocumentSelector } from "vscode";

/** The documents that can hold a model card; which of them do is asked of the open cards. */
export const cardSelector: DocumentSelector = { language: "markdown" };
