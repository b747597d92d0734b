import { darkColors, lightColors } from "../../analyses/report-colors";
import { type Inks, inkColors } from "../family/inks";

/** Which colors a picture has that leaves the editor: those of the reader's system, or always the same. */
export type PosterTheme = "auto" | "light" | "dark";

/** The themes that can be chosen; the first is the default. */
export const posterThemes: readonly [PosterTheme, ...PosterTheme[]] = ["auto", "light", "dark"];

function inksOf(colors: typeof lightColors): Inks {
  const text = colors.foreground;
  const soft = colors.descriptionForeground;
  const background = colors["editor-background"];
  const charts = inkColors.map(name => colors[`charts-${name}`]);
  return {
    text,
    soft,
    background,
    stroke: colors["panel-border"],
    warn: colors["charts-yellow"],
    accent: colors["charts-blue"],
    link: colors["charts-blue"],
    hover: "transparent",
    selection: "transparent",
    badge: soft,
    badgeText: background,
    contrast: "transparent",
    palette: [...charts, soft, background, background],
    fontFamily: "Helvetica, Arial, sans-serif",
    fontSize: 15,
  };
}

/** The colors and the font of a poster; one that follows the system is drawn in light colors. */
export function posterInks(theme: PosterTheme): Inks {
  return inksOf(theme === "dark" ? darkColors : lightColors);
}

/** A style that turns the light colors of an SVG into dark ones where the reader's system is dark; none for a fixed theme. */
export function posterStyle(theme: PosterTheme): string {
  if (theme !== "auto") return "";
  const dark = new Map(Object.entries(darkColors));
  const pairs = new Map(Object.entries(lightColors).map(([name, color]) => [color, dark.get(name) ?? color]));
  const rules = [...pairs].flatMap(([from, to]) =>
    ["fill", "stroke"].map(property => `[${property}="${from}"]{${property}:${to}}`),
  );
  return `@media (prefers-color-scheme:dark){${rules.join("")}}`;
}
