import { type NotebookCell, readNotebook } from "./notebook-text";

const ofIndex = `-- # New notebook
--
-- Each block of SQL is a cell. A comment on its own, such as this one, is a Markdown cell. Queries read the
-- Hub Lineage index: the tables \`models\`, \`edges\`, and others.

-- The most common licenses
SELECT license, count(*) AS models
FROM models
GROUP BY 1
ORDER BY 2 DESC
LIMIT 20
`;

const ofHub = `
-- Tables whose names begin with \`hub.\` hold all models of the imported Hub snapshot. An analysis can be a cell, too.

SELECT task, count(*) AS models
FROM hub.models
GROUP BY 1
ORDER BY 2 DESC
LIMIT 20

-- analyze inventory
`;

/** The cells of a new notebook; `hasSnapshot` adds those that need a snapshot of the Hub. */
export function newNotebook(hasSnapshot: boolean): readonly NotebookCell[] {
  return readNotebook(hasSnapshot ? ofIndex + ofHub : ofIndex).cells;
}
