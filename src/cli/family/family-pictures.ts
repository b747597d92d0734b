import { xml } from "../../lineage/export/xml";
import type { Family } from "../../lineage/family";
import { showable } from "../../lineage/showable";
import { familyOutline, type OutlineRow } from "../../pictures/family/family-outline";
import { cardFigure } from "../../pictures/poster/card-figure";
import { familyPoster, type PosterOrder, posterSvg } from "../../pictures/poster/poster";
import { statedLicense, statedRelation } from "../../pictures/poster/poster-words";
import type { PictureFormat } from "./picture-formats";

/** A family as a poster, as a page with the poster and its models, or as the figure for a model card. */
export function familyDrawing(format: PictureFormat, order: PosterOrder): string {
  if (format === "card-svg") return cardFigure(order.family, order.source);
  return format === "svg" ? posterSvg(order) : posterPage(order);
}

const pageStyle = `
:root{color-scheme:light dark}
body{margin:0 auto;max-width:1600px;padding:16px;font:15px/1.45 Helvetica,Arial,sans-serif}
svg{display:block;width:100%;height:auto}
table{border-collapse:collapse;margin-top:12px}
th,td{text-align:left;padding:3px 14px 3px 0;vertical-align:top;overflow-wrap:anywhere}
td.number{text-align:right;font-variant-numeric:tabular-nums}
tr+tr{border-top:1px solid #8884}
`;

/** A page that holds everything it needs: the poster, followed by a table of all models. It runs nothing and loads nothing. */
function posterPage(order: PosterOrder): string {
  const poster = familyPoster(order);
  const picture = posterSvg(order, poster)
    .replace(/^<\?xml[^>]*>\n/, "")
    .replace("<svg ", '<svg role="img" ');
  const scheme = order.theme === "auto" ? "light dark" : order.theme;
  return [
    "<!DOCTYPE html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${xml(poster.title)}</title>`,
    `<style>${pageStyle.replace("light dark", scheme)}</style>`,
    "</head>",
    "<body>",
    `<h1 hidden>${xml(poster.title)}</h1>`,
    picture.trimEnd(),
    ...tableOf(order.family),
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function tableOf(family: Family): readonly string[] {
  const rows = familyOutline(family);
  return [
    `<details><summary>${rows.length.toLocaleString("en-US")} models as a table</summary>`,
    "<table>",
    "<thead><tr><th>Model</th><th>Relation</th><th>Parents</th><th>License</th><th>Downloads, 30 days</th><th>Created</th></tr></thead>",
    "<tbody>",
    ...rows.map(rowOf),
    "</tbody>",
    "</table>",
    "</details>",
  ];
}

function rowOf(row: OutlineRow): string {
  const { model, edge, others, isRead } = row;
  const unknown = isRead ? "–" : "not read";
  const parents = [...(edge === null ? [] : [edge]), ...others].map(({ parent }) => parent);
  const cells = [model.id, statedRelation(row), parents.join(", "), statedLicense(row)].map(
    text => `<td>${xml(showable(text))}</td>`,
  );
  const downloads = model.downloads === null ? unknown : model.downloads.toLocaleString("en-US");
  const created = model.createdAt?.slice(0, 10) ?? unknown;
  return `<tr>${cells.join("")}<td class="number">${downloads}</td><td>${xml(showable(created))}</td></tr>`;
}
