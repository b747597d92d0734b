import type { Edge } from "./model";

interface Visit {
  readonly node: number;
  /** How many of the node's targets have been followed. */
  followed: number;
}

/** Numbers the ids of the edges, and lists the numbers of each child's parents. */
function numbered(edges: readonly Edge[]): { ids: string[]; targets: number[][] } {
  const ids: string[] = [];
  const targets: number[][] = [];
  const numbers = new Map<string, number>();
  const numberOf = (id: string): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, ids.length);
    targets.push([]);
    return ids.push(id) - 1;
  };
  for (const { child, parent } of edges) targets[numberOf(child)]?.push(numberOf(parent));
  return { ids, targets };
}

/** Groups of nodes that reach each other: Tarjan (1972), with an explicit stack instead of recursion. */
function components(targets: readonly (readonly number[])[]): number[][] {
  const order = new Int32Array(targets.length).fill(-1);
  const low = new Int32Array(targets.length);
  const open = new Uint8Array(targets.length);
  const stack: number[] = [];
  const groups: number[][] = [];
  let count = 0;

  const enter = (node: number): Visit => {
    order[node] = low[node] = count++;
    open[node] = 1;
    stack.push(node);
    return { node, followed: 0 };
  };
  const lower = (node: number, to: number) => {
    low[node] = Math.min(low[node] ?? to, to);
  };
  const leave = (node: number) => {
    if (low[node] !== order[node]) return;
    const group = stack.splice(stack.lastIndexOf(node));
    for (const member of group) open[member] = 0;
    groups.push(group);
  };
  const from = (start: number) => {
    const visits = [enter(start)];
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { node } = visit;
      const target = targets[node]?.[visit.followed++];
      if (target === undefined) {
        leave(node);
        visits.pop();
        const above = visits.at(-1);
        if (above) lower(above.node, low[node] ?? 0);
      } else if (order[target] === -1) visits.push(enter(target));
      else if (open[target] === 1) lower(node, order[target] ?? 0);
    }
  };
  for (let node = 0; node < targets.length; node++) if (order[node] === -1) from(node);
  return groups;
}

/**
 * Groups of models that descend from each other, with a model that names itself as a group of one. Each group and the
 * list of groups are in alphabetical order.
 */
export function cyclesOf(edges: readonly Edge[]): readonly (readonly string[])[] {
  const { ids, targets } = numbered(edges);
  const groups = components(targets)
    .filter(group => group.length > 1 || group.some(node => targets[node]?.includes(node)))
    .map(group => group.map(node => ids[node] ?? "").sort());
  return groups.sort((one, other) => ((one[0] ?? "") < (other[0] ?? "") ? -1 : 1));
}
