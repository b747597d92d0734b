import type { FamilyMap } from "../../../src/lineage/tree/family-map";

/** The model that an arrow key leads to from `index`; `index` itself if there is none. */
export function mapStep(map: FamilyMap, index: number, key: string): number {
  if (key === "ArrowLeft") return Math.max(0, map.parent[index] ?? 0);
  if (key === "ArrowRight") return (map.end[index] ?? 0) > index + 1 ? index + 1 : index;
  if (key === "Home") return 0;
  const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (step === 0) return index;
  const depth = map.depth[index];
  for (let at = index + step; at >= 0 && at < map.nodes.length; at += step)
    if (map.depth[at] === depth) return at;
  return index;
}
