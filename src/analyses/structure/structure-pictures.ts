import type { Picture } from "../analysis";

/** What of a structure is drawn. */
export const structurePictures: readonly Picture[] = [
  { title: "Largest families", kind: "bars", table: "families", x: "models", y: "root" },
  {
    title: "Families by size",
    kind: "points",
    table: "sizes",
    x: "size",
    y: "families",
    logX: true,
    logY: true,
  },
  {
    title: "Models by number of children",
    kind: "points",
    table: "children",
    x: "children",
    y: "models",
    logX: true,
    logY: true,
  },
  {
    title: "Models by number of parents",
    kind: "points",
    table: "parents",
    x: "parents",
    y: "models",
    logX: true,
    logY: true,
  },
  { title: "Models by depth", kind: "points", table: "depths", x: "depth", y: "models", logY: true },
  {
    title: "Growth of the largest families, models so far",
    kind: "lines",
    table: "growth",
    x: "month",
    y: "models",
    by: "family",
    logY: true,
  },
  {
    title: "Share of edges whose child has children",
    kind: "bars",
    table: "branching",
    x: "share",
    y: "relation",
  },
  {
    title: "Chance of being chosen as a parent, by number of children",
    kind: "points",
    table: "attachment",
    x: "children",
    y: "chance",
    logX: true,
    logY: true,
  },
];
