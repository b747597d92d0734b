/** View type by which VS Code restores the family panel. */
export const familyPanelType = "hubLineage.family";

/** View type by which VS Code restores the report panel. */
export const reportPanelType = "hubLineage.report";
