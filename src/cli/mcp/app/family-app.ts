import type { AgentEngine } from "../../../agents/agent-engine";
import type { FamilyInput } from "../../../agents/tools/get-model-family";
import { asList, asObject } from "../../../lineage/checked-json";
import { text } from "./family-app.html";

/** The extension of MCP by which hosts show pages of servers (MCP Apps, 2026-01-26). */
const extension = "io.modelcontextprotocol/ui";

/** How such a page is announced. */
const mimeType = "text/html;profile=mcp-app";

/** The page that shows the picture of a family, as a resource. It loads nothing, so it names no other origin. */
export const familyApp = {
  uri: "ui://hub-lineage/family.html",
  name: "family-picture",
  title: "Picture of a family",
  description: "Shows the family that get_model_family returned as a picture and as a table.",
  mimeType,
  _meta: { ui: { csp: {}, prefersBorder: true } },
} as const;

/** The page as its resource is read. */
export function familyPage() {
  const { uri, _meta } = familyApp;
  return { contents: [{ uri, mimeType, text, _meta }] };
}

/** What `get_model_family` says of its page. */
export const familyLink = { ui: { resourceUri: familyApp.uri } };

/** Whether a host says among its capabilities that it shows such pages. */
export function showsApps(capabilities: unknown): boolean {
  const settings = asObject(asObject(asObject(capabilities)?.extensions)?.[extension]);
  return asList(settings?.mimeTypes).includes(mimeType);
}

/** The longest picture that goes along with an answer, in characters: that of a family of thousands of models. */
const longestPicture = 2_000_000;

/** The picture of the family that was returned, for the page and not for the model; nothing if it is too long. */
export async function pictureFor(
  { model, direction = "both", depth = 1 }: FamilyInput,
  engine: AgentEngine,
): Promise<Readonly<Record<string, unknown>>> {
  const family = await engine.index.family({
    id: model,
    down: direction === "up" ? 0 : depth,
    ...(direction === "down" ? { up: 0 } : {}),
  });
  const { familyPoster, posterSvg } = await import("../../../pictures/poster/poster");
  const source = new URL(engine.endpoint).host;
  const order = { family, shape: "square", theme: "auto", source } as const;
  const poster = familyPoster(order);
  const svg = posterSvg(order, poster);
  const description = `${poster.title}. ${poster.description}`;
  return svg.length > longestPicture ? {} : { "hub-lineage/picture": { svg, description } };
}
