/** Colors of the theme, which VS Code fills in; each with a color for viewers without themes. */
export const color = {
  back: "var(--vscode-editor-background, #1f1f1f)",
  side: "var(--vscode-sideBar-background, #181818)",
  edge: "var(--vscode-contrastBorder, var(--vscode-widget-border, #454545))",
  text: "var(--vscode-editor-foreground, #cccccc)",
  quiet: "var(--vscode-descriptionForeground, #9d9d9d)",
  link: "var(--vscode-textLink-foreground, #4daafc)",
  warning: "var(--vscode-editorWarning-foreground, #cca700)",
  button: "var(--vscode-button-background, #0078d4)",
  onButton: "var(--vscode-button-foreground, #ffffff)",
  blue: "var(--vscode-charts-blue, #3794ff)",
  orange: "var(--vscode-charts-orange, #d18616)",
  green: "var(--vscode-charts-green, #89d185)",
  purple: "var(--vscode-charts-purple, #b180d7)",
} as const;

/** The width and height of each picture. */
export const size = { width: 520, height: 360 } as const;

const safe = (words: string) => words.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

/** A picture of such parts in a rounded window. */
export function picture(title: string, parts: readonly string[]): string {
  const { width, height } = size;
  const font = 'font-family="var(--vscode-font-family, sans-serif)" font-size="13"';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${font} role="img">
<title>${safe(title)}</title>
${box({ x: 1, y: 1, width: width - 2, height: height - 2, fill: color.back, radius: 8 })}
${parts.join("\n")}
</svg>
`;
}

/** A box with an outline of the theme. */
export function box(at: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly radius?: number;
}): string {
  const { x, y, width, height, fill, radius = 4 } = at;
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" stroke="${color.edge}"/>`;
}

/** A line of text; `mono` for code, `anchor` for its place at x. */
export function words(
  x: number,
  y: number,
  text: string,
  look: { fill?: string; mono?: boolean; bold?: boolean; anchor?: "middle" | "end" } = {},
): string {
  const { fill = color.text, mono, bold, anchor } = look;
  const rest = [
    ...(mono ? ['font-family="var(--vscode-editor-font-family, monospace)" xml:space="preserve"'] : []),
    ...(bold ? ['font-weight="600"'] : []),
    ...(anchor ? [`text-anchor="${anchor}"`] : []),
  ];
  return `<text x="${x}" y="${y}" fill="${fill}"${rest.map(attribute => ` ${attribute}`).join("")}>${safe(text)}</text>`;
}

/** A wavy line, as below a finding. */
export function wave(x: number, y: number, width: number, stroke: string = color.warning): string {
  const steps = Array.from({ length: Math.round(width / 8) }, () => "q2 -4 4 0t4 0").join("");
  return `<path d="M${x} ${y}${steps}" fill="none" stroke="${stroke}" stroke-width="1.5"/>`;
}

/** A line along a path. */
export function line(d: string, stroke: string = color.quiet, width = 1.5): string {
  return `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}"/>`;
}

/** A model: a ring in a color. */
export function ring(x: number, y: number, stroke: string, radius = 5): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${color.back}" stroke="${stroke}" stroke-width="3"/>`;
}

/** A filled bar. */
export function bar(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="1" fill="${fill}"/>`;
}

/** Two slashes: here the license changes. */
export function slashes(x: number, y: number): string {
  return line(`M${x} ${y + 6}l4 -12M${x + 5} ${y + 6}l4 -12`, color.warning, 2);
}

/** A button with its label. */
export function button(x: number, y: number, label: string): string {
  const width = label.length * 7.2 + 24;
  return [
    box({ x, y, width, height: 26, fill: color.button, radius: 2 }),
    words(x + width / 2, y + 17.5, label, { fill: color.onButton, anchor: "middle" }),
  ].join("\n");
}
