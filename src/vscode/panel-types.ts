/** Type of the family panel, as VS Code knows it when it restores one. */
export const familyPanelType = "hubLineage.family";

/** Type of the report panel, as VS Code knows it when it restores one. */
export const reportPanelType = "hubLineage.report";
