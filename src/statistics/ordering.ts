import { searchOrder } from "./local-search";
import { seeded } from "./random";
import { arrivalTables, exactLimit, gainsBySet } from "./subset-search";

/** An order of elements that lets as much weight as possible go forward. */
export interface Ordering {
  /** The first optimal order by element number: the alphabetically first if the elements are sorted. */
  readonly order: readonly number[];
  /** The sum of the weights that go forward. */
  readonly objective: number;
  /** Whether it is proven optimal. */
  readonly proven: boolean;
  /** How many orders are equally good; null if they were not counted, or are more than 2^53. */
  readonly optima: number | null;
  /** Pairs in the same order in every optimum; null if the optima were not listed. */
  readonly forced: readonly (readonly [before: number, after: number])[] | null;
  /**
   * `support[u * n + v]` is the share of the optima that put u before v, from 499 of them that are drawn at random, each
   * with the same chance; null if the optima were not listed.
   */
  readonly support: Float64Array | null;
}

/** Elements that can reach each other along the weights, and how to order them optimally among themselves. */
interface Group {
  readonly members: readonly number[];
  /** Whether a member (its index in the group) may come next in an optimal order after others have come. */
  mayFollow(member: number, came: readonly number[]): boolean;
  /** The same for a mask of the members that have come; only in groups that are ordered exactly. */
  mayFollowSet(member: number, set: number): boolean;
  readonly objective: number;
  readonly proven: boolean;
}

/**
 * The maximum acyclic subgraph of n elements (the linear ordering problem): an order that maximizes the sum of
 * `weights[u * n + v]` over u before v. Elements that do not reach each other can be in any order, so only groups on
 * common cycles are searched: exactly up to 22 elements each, beyond that by local search, in which case `proven` is
 * false. Optima are counted and compared up to 22 elements in all, if `countsOptima`. Source of the objective: "Anatomy of a Machine
 * Learning Ecosystem", `ordering_helpers.py`, which solves it as an integer program and returns any one optimum.
 */
export function bestOrdering(n: number, weights: Float64Array, countsOptima = true): Ordering {
  const groups = groupsOf(n, weights);
  const groupOf = new Uint16Array(n);
  groups.forEach((group, at) => {
    for (const member of group.members) groupOf[member] = at;
  });
  let objective = groups.reduce((sum, group) => sum + group.objective, 0);
  const before: number[][] = Array.from({ length: n }, () => []);
  for (let u = 0; u < n; u++) {
    for (let v = 0; v < n; v++) {
      const weight = weights[u * n + v]!;
      if (weight === 0 || groupOf[u] === groupOf[v]) continue;
      before[v]?.push(u);
      objective += weight;
    }
  }
  const rules = { n, groups, groupOf, before };
  const proven = groups.every(group => group.proven);
  const all =
    countsOptima && n <= exactLimit && proven
      ? everyOptimum(rules)
      : { optima: null, forced: null, support: null };
  return { order: firstOptimum(rules), objective, proven, ...all };
}

interface Rules {
  readonly n: number;
  readonly groups: readonly Group[];
  /** The number of each element's group. */
  readonly groupOf: Uint16Array;
  /** For each element, those of other groups that must come before it. */
  readonly before: readonly (readonly number[])[];
}

function groupsOf(n: number, weights: Float64Array): readonly Group[] {
  const reaches = closure(n, weights);
  const groups: Group[] = [];
  const grouped = new Uint8Array(n);
  for (let u = 0; u < n; u++) {
    if (grouped[u] === 1) continue;
    const members: number[] = [];
    for (let v = u; v < n; v++) {
      if (v === u || (reaches[u * n + v] === 1 && reaches[v * n + u] === 1)) members.push(v);
    }
    for (const member of members) grouped[member] = 1;
    groups.push(orderGroup(members, n, weights));
  }
  return groups;
}

/** Which element reaches which (Warshall 1962). */
function closure(n: number, weights: Float64Array): Uint8Array {
  const reaches = Uint8Array.from(weights, weight => (weight > 0 ? 1 : 0));
  for (let by = 0; by < n; by++) {
    for (let u = 0; u < n; u++) {
      if (reaches[u * n + by] === 0) continue;
      for (let v = 0; v < n; v++) if (reaches[by * n + v] === 1) reaches[u * n + v] = 1;
    }
  }
  return reaches;
}

function orderGroup(members: readonly number[], n: number, weights: Float64Array): Group {
  const size = members.length;
  if (size === 1) {
    return { members, mayFollow: () => true, mayFollowSet: () => true, objective: 0, proven: true };
  }
  const own = new Float64Array(size * size);
  members.forEach((u, i) => {
    members.forEach((v, j) => {
      if (i !== j) own[i * size + j] = weights[u * n + v]!;
    });
  });
  return size > exactLimit ? searchedGroup(members, own) : exactGroup(members, own);
}

function exactGroup(members: readonly number[], own: Float64Array): Group {
  const gain = gainsBySet(members.length, own);
  const arrival = arrivalTables(members.length, own);
  const mayFollowSet = (member: number, set: number) =>
    arrival(member, set) + gain[set | (1 << member)]! === gain[set];
  const mayFollow = (member: number, came: readonly number[]) =>
    mayFollowSet(
      member,
      came.reduce((set, one) => set | (1 << one), 0),
    );
  return { members, mayFollow, mayFollowSet, objective: gain[0]!, proven: true };
}

/** A group too large to search all its subsets: one good order takes the place of the optimal ones. */
function searchedGroup(members: readonly number[], own: Float64Array): Group {
  const { order, objective } = searchOrder(members.length, own, seeded(members.length), 200);
  const mayFollow = (member: number, came: readonly number[]) => order[came.length] === member;
  return { members, mayFollow, mayFollowSet: () => false, objective, proven: false };
}

/** Repeatedly takes the lowest element that may come next; any element that may come next can be completed. */
function firstOptimum({ n, groups, groupOf, before }: Rules): readonly number[] {
  const order: number[] = [];
  const placed = new Uint8Array(n);
  const came: number[][] = groups.map(() => []);
  const isNext = (v: number): boolean => {
    if (placed[v] === 1 || before[v]?.some(u => placed[u] === 0)) return false;
    const at = groupOf[v]!;
    const group = groups[at] as Group;
    return group.mayFollow(group.members.indexOf(v), came[at] as readonly number[]);
  };
  while (order.length < n) {
    let next = 0;
    while (!isNext(next)) next++;
    placed[next] = 1;
    order.push(next);
    const at = groupOf[next]!;
    came[at]?.push((groups[at] as Group).members.indexOf(next));
  }
  return order;
}

/**
 * Walks over the sets of elements that some optimum begins with, smaller ones first, counting the ways to each. Of the
 * other sets, which are nearly all, not even the memory is touched.
 */
function everyOptimum(rules: Rules): Pick<Ordering, "optima" | "forced" | "support"> {
  const { n } = rules;
  const followers = followersBySet(rules);
  const full = 2 ** n - 1;
  const ways = new Float64Array(full + 1);
  const mayPrecede = new Int32Array(n);
  ways[0] = 1;
  for (let sets = [0]; sets.length > 0; ) {
    const next: number[] = [];
    for (const set of sets) {
      const count = ways[set]!;
      for (let rest = followers(set, full & ~set); rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        const v = 31 - Math.clz32(bit);
        const larger = set | bit;
        if (ways[larger] === 0) next.push(larger);
        ways[larger] = ways[larger]! + count;
        mayPrecede[v] = mayPrecede[v]! | set;
      }
    }
    sets = next;
  }
  const forced: [number, number][] = [];
  for (let u = 0; u < n; u++) {
    for (let v = 0; v < n; v++) {
      if (u !== v && (mayPrecede[u]! & (1 << v)) === 0) forced.push([u, v]);
    }
  }
  const optima = ways[full]!;
  const support = supportOf(n, ways, followers, optima === 1 ? 1 : drawnOptima);
  return { optima: Number.isSafeInteger(optima) ? optima : null, forced, support };
}

const drawnOptima = 499;

/** Draws optima from their ends: the last of a set is drawn by how many ways lead to the set without it. */
function supportOf(n: number, ways: Float64Array, followers: Followers, draws: number): Float64Array {
  const support = new Float64Array(n * n);
  const random = seeded(n);
  for (let draw = 0; draw < draws; draw++) {
    for (let set = 2 ** n - 1; set !== 0; ) {
      const at = random.next() * ways[set]!;
      let [passed, last] = [0, -1];
      for (let rest = set; rest !== 0 && passed <= at; rest &= rest - 1) {
        const bit = rest & -rest;
        const count = ways[set & ~bit]!;
        if (count === 0 || followers(set & ~bit, bit) === 0) continue;
        passed += count;
        last = 31 - Math.clz32(bit);
      }
      set &= ~(1 << last);
      for (let u = 0; u < n; u++) if (set & (1 << u)) support[u * n + last] = support[u * n + last]! + 1;
    }
  }
  return support.map(times => times / draws);
}

/** Which of some elements may come next in an optimal order after a set; both are masks of elements of all groups. */
type Followers = (set: number, some: number) => number;

function followersBySet({ n, groups, groupOf, before }: Rules): Followers {
  const needed = before.map(list => list.reduce((mask, u) => mask | (1 << u), 0));
  const places = Array.from({ length: n }, (_, v) => groups[groupOf[v]!]?.members.indexOf(v) ?? 0);
  const masks = groups.map(({ members }) => members.reduce((mask, v) => mask | (1 << v), 0));
  return (set, some) => {
    let found = 0;
    for (let at = 0; at < groups.length; at++) {
      const ofGroup = some & masks[at]!;
      if (ofGroup === 0) continue;
      const { members, mayFollowSet } = groups[at]!;
      let own = 0;
      if (members.length > 1)
        for (let place = 0; place < members.length; place++) own |= ((set >>> members[place]!) & 1) << place;
      for (let rest = ofGroup; rest !== 0; rest &= rest - 1) {
        const v = 31 - Math.clz32(rest & -rest);
        const isFree = (set & needed[v]!) === needed[v];
        if (isFree && (members.length === 1 || mayFollowSet(places[v]!, own))) found |= rest & -rest;
      }
    }
    return found;
  };
}
