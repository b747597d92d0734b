import type { Index } from "../ports/index-port";

/** The names of all index calls; the type ensures that none is missing. */
export const indexCalls: Readonly<Record<keyof Index, true>> = {
  lookup: true,
  family: true,
  openLists: true,
  childLists: true,
  doubtedIn: true,
  packedFamily: true,
  writtenFamily: true,
  besideFamily: true,
  children: true,
  familySize: true,
  search: true,
  card: true,
  query: true,
  export: true,
  status: true,
  work: true,
  jobs: true,
  anomalies: true,
  putModel: true,
  putChildren: true,
  putModelChecked: true,
  putListState: true,
  putJob: true,
  putFailure: true,
  putCard: true,
  forget: true,
  clear: true,
  save: true,
};

/** An index that is created (or waited for) on the first call. */
export function lazyIndex(made: () => Promise<Index>): Index {
  const calls = Object.keys(indexCalls).map(name => [
    name,
    async (params: never) => (await made())[name as keyof Index](params),
  ]);
  return Object.fromEntries(calls) as Index;
}
