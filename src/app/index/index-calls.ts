import type { Index } from "../ports/index-port";

/** The name of every call of the index, complete by its type. */
export const indexCalls: Readonly<Record<keyof Index, true>> = {
  lookup: true,
  family: true,
  openLists: true,
  childLists: true,
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

/** An index that is only made (or waited for) when one of its calls is used. */
export function lazyIndex(made: () => Promise<Index>): Index {
  const calls = Object.keys(indexCalls).map(name => [
    name,
    async (params: never) => (await made())[name as keyof Index](params),
  ]);
  return Object.fromEntries(calls) as Index;
}
