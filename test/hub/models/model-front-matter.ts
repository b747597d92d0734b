import { parse } from "yaml";

const FENCED = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/;

/** The mapping between the fences at the start of a card, as the Hub would put it into `cardData`; undefined when there is none or it is no mapping. */
export function frontMatterOf(card: string): Record<string, unknown> | undefined {
  const block = FENCED.exec(card)?.[1];
  if (block === undefined) return undefined;
  try {
    const value: unknown = parse(block);
    const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
    return isMapping ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
