import { type Inks, inkColors } from "../../src/pictures/family/inks";

/** Reads the theme's colors; call again when the theme changes. */
export function readInks(): Inks {
  const style = getComputedStyle(document.body);
  const named = (name: string) => style.getPropertyValue(`--vscode-${name}`).trim();
  const ink = (...names: readonly string[]) => names.map(named).find(Boolean) ?? style.color;
  const orNone = (name: string) => named(name) || "transparent";
  const soft = ink("descriptionForeground", "foreground");
  const background = ink("editor-background");
  const charts = inkColors.map(name => ink(`charts-${name}`));
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
    palette: [...charts, soft, background, background],
    fontFamily: style.fontFamily,
    fontSize: Number.isFinite(fontSize) ? fontSize : 13,
  };
}
