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
  /** Fill for each palette class; the last, for undeclared, is the background. */
  readonly palette: readonly string[];
  readonly fontFamily: string;
  /** In px. */
  readonly fontSize: number;
}

/** Reads the theme's colors; call again when the theme changes. */
export function readInks(): Inks {
  const style = getComputedStyle(document.body);
  const named = (name: string) => style.getPropertyValue(`--vscode-${name}`).trim();
  const ink = (...names: readonly string[]) => names.map(named).find(Boolean) ?? style.color;
  const orNone = (name: string) => named(name) || "transparent";
  const soft = ink("descriptionForeground", "foreground");
  const background = ink("editor-background");
  const charts = ["blue", "orange", "green", "purple", "yellow", "red"].map(name => ink(`charts-${name}`));
  const fontSize = Number.parseFloat(style.fontSize);
  return {
    text: ink("foreground"),
    soft,
    background,
    stroke: ink("tree-indentGuidesStroke", "foreground"),
    warn: ink("editorWarning-foreground", "foreground"),
    accent: ink("focusBorder", "foreground"),
    link: ink("textLink-foreground", "foreground"),
    hover: orNone("list-hoverBackground"),
    selection: orNone("list-inactiveSelectionBackground"),
    badge: named("badge-background") || background,
    badgeText: ink("badge-foreground", "foreground"),
    contrast: orNone("contrastBorder"),
    palette: [...charts, soft, background],
    fontFamily: style.fontFamily,
    fontSize: Number.isFinite(fontSize) ? fontSize : 13,
  };
}
