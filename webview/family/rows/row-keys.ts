import type { FamilyRow, ModelRow } from "../../../src/lineage/tree/open-rows";

/** The action that a key requests on a row. */
export type RowStep =
  | { readonly step: "go"; readonly to: number }
  | { readonly step: "toggle" | "more" | "select" | "leave" | "none" };

const none: RowStep = { step: "none" };

/** Whether a person can open or close a row: ancestors stay open, because they lead to the model in the middle. */
export function canToggle(row: FamilyRow): row is ModelRow {
  return row.kind === "model" && row.count > 0 && row.node.side !== "ancestor";
}

function inward(rows: readonly FamilyRow[], at: number): RowStep {
  const row = rows[at];
  if (!row) return none;
  if (row.kind === "more") return { step: "more" };
  if (canToggle(row) && !row.open) return { step: "toggle" };
  return rows[at + 1]?.above === row ? { step: "go", to: at + 1 } : none;
}

function outward(rows: readonly FamilyRow[], at: number): RowStep {
  const row = rows[at];
  if (row && canToggle(row) && row.open) return { step: "toggle" };
  const to = row?.above ? rows.lastIndexOf(row.above, at) : -1;
  return to < 0 ? none : { step: "go", to };
}

/** The action for a key pressed on the row at a place, following the conventions of an indented tree; `page` rows fill the window. */
export function rowStep(rows: readonly FamilyRow[], at: number, key: string, page: number): RowStep {
  const go = (to: number): RowStep => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    return next === at ? none : { step: "go", to: next };
  };
  const row = rows[at];
  switch (key) {
    case "ArrowUp":
      return go(at - 1);
    case "ArrowDown":
      return go(at + 1);
    case "PageUp":
      return go(at - page);
    case "PageDown":
      return go(at + page);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowRight":
      return inward(rows, at);
    case "ArrowLeft":
      return outward(rows, at);
    case "Enter":
      if (row?.kind === "more") return { step: "more" };
      return row && canToggle(row) ? { step: "toggle" } : { step: "select" };
    case " ":
      return row?.kind === "more" ? { step: "more" } : { step: "select" };
    case "Escape":
      return { step: "leave" };
    default:
      return none;
  }
}
