/** The form of a poster: 16:9 for slides, or a square. */
export type PosterShape = "wide" | "square";

/** The forms that can be chosen; the first is the default. */
export const posterShapes: readonly [PosterShape, ...PosterShape[]] = ["wide", "square"];

/** Which colors a picture has that leaves the editor: those of the reader's system, or always the same. */
export type PosterTheme = "auto" | "light" | "dark";

/** The themes that can be chosen; the first is the default. */
export const posterThemes: readonly [PosterTheme, ...PosterTheme[]] = ["auto", "light", "dark"];
