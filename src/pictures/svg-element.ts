/** Attribute values: null, undefined and false omit the attribute, true sets it empty. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The namespace of SVG. */
export const svgNames = "http://www.w3.org/2000/svg";

/** Creates an SVG element in a document; string children become text. */
export function svgElement<K extends keyof SVGElementTagNameMap>(
  document: Document,
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgNames, name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : String(value));
  element.append(...children);
  return element;
}
