/** The colors of reports outside of VS Code, by the names of its theme colors, on light. */
export const lightColors = {
  foreground: "#24292f",
  descriptionForeground: "#57606a",
  "editor-background": "#ffffff",
  "panel-border": "#d0d7de",
  "charts-foreground": "#57606a",
  "charts-blue": "#0b69c7",
  "charts-orange": "#b95000",
  "charts-green": "#2c7a34",
  "charts-purple": "#7444b8",
  "charts-red": "#c92a2a",
  "charts-yellow": "#946800",
};

/** The same on dark. */
export const darkColors: typeof lightColors = {
  foreground: "#d6dbe1",
  descriptionForeground: "#9aa4af",
  "editor-background": "#16191d",
  "panel-border": "#3a4149",
  "charts-foreground": "#9aa4af",
  "charts-blue": "#58a6ff",
  "charts-orange": "#e8923c",
  "charts-green": "#6cc174",
  "charts-purple": "#bc94f0",
  "charts-red": "#f47067",
  "charts-yellow": "#d4ae3f",
};

/** The theme colors that distinguish series, in order; from the seventh on, series share the last one. Pictures of families use the same. */
export const seriesColors = ["blue", "orange", "green", "purple", "red", "yellow", "foreground"] as const;
