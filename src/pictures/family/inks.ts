import { seriesColors } from "../../analyses/report-colors";

/** The theme colors of the color numbers 0 to 5: those of the charts in reports. */
export const inkColors = seriesColors.filter(name => name !== "foreground");

/** The theme's colors and font, in a form a canvas can use. */
export interface Inks {
  readonly text: string;
  readonly soft: string;
  readonly background: string;
  readonly stroke: string;
  readonly warn: string;
  readonly accent: string;
  readonly link: string;
  readonly hover: string;
  readonly selection: string;
  readonly badge: string;
  readonly badgeText: string;
  /** Outline of plates and badges in high contrast, otherwise transparent. */
  readonly contrast: string;
  /** Fill for each palette class; the last two, for undeclared and not read, are the background. */
  readonly palette: readonly string[];
  readonly fontFamily: string;
  /** In px. */
  readonly fontSize: number;
}

/** Width of a text in px at its natural size. */
export type Measure = (text: string, bold: boolean) => number;
