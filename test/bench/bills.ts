import { seeded, shuffle } from "../../src/statistics/random";
import { runCli, withFolder } from "../cli/run";
import type { BenchRow } from "../harness/bench-row";
import { type Checker, cyclonedxChecker } from "../harness/bills/bill-schemas";
import { startCdxgen } from "../harness/bills/cdxgen";
import { ancestorsIn, fieldsIn, modelIn } from "../harness/bills/read-bill";
import { startSampleHub } from "../harness/hub";
import { familyNames, readFamilies } from "../hub/family-file";
import type { HubData } from "../hub/hub-data";
import type { LoopbackHub } from "../hub/server";

/** What this bench measures. */
export const title =
  "bills: 20 models of five recorded families: what bills of materials by bom tell of them, beside those by cdxgen's aibom 12.8.4";

const [perFamily, seed] = [4, 7];

/** Writes both bills of each model from the same Hub and counts the ancestors, fields, and valid bills. */
export async function run(): Promise<readonly BenchRow[]> {
  const hub = await startSampleHub();
  try {
    return await withFolder(async own => {
      const cdxgen = await startCdxgen(hub, own);
      if (cdxgen === null) console.error("cdxgen did not come from the registry: its figures are omitted.");
      try {
        const [ours, theirs] = [new Tally(), cdxgen === null ? null : new Tally()];
        for (const id of drawn(hub.data)) {
          const known = ancestorsOf(hub.data, id);
          ours.count(id, known, await ourBill(id, hub, own));
          theirs?.count(id, known, await cdxgen?.bill(id));
        }
        return rowsOf(ours, theirs);
      } finally {
        await cdxgen?.close();
      }
    });
  } finally {
    await hub.close();
  }
}

async function ourBill(id: string, hub: LoopbackHub, own: string): Promise<unknown> {
  // The Hub of the tests has no real weights, so the command says that their headers cannot be read.
  const { stdout } = await runCli(["bom", id, "--endpoint", hub.url, "--index", `${own}/index`]);
  return JSON.parse(stdout);
}

/** Four models of each family: two with grandparents, if there are as many, and others. */
function drawn(data: HubData): readonly string[] {
  const isDeep = (id: string) =>
    (data.get(id)?.parents ?? []).some(parent => (data.get(parent)?.parents.length ?? 0) > 0);
  return familyNames().flatMap(name => {
    const ids = readFamilies([name]).flatMap(({ id, parents }) => (parents.length > 0 ? [id] : []));
    const order = ids.map((_, at) => at);
    shuffle(order, seeded(seed));
    const mixed = order.flatMap(at => ids[at] ?? []);
    const deep = mixed.filter(isDeep).slice(0, perFamily / 2);
    return [...deep, ...mixed.filter(id => !deep.includes(id))].slice(0, perFamily);
  });
}

/** All ancestors that models declare, by the IDs of today. */
function ancestorsOf(data: HubData, id: string): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [id];
  for (let next = left.pop(); next !== undefined; next = left.pop())
    for (const named of data.get(next)?.parents ?? []) {
      const there = data.find(named);
      const parent = there === undefined ? named : "model" in there ? there.model.id : there.movedTo;
      if (parent === id || found.has(parent)) continue;
      found.add(parent);
      left.push(parent);
    }
  return found;
}

/** What the bills of one tool have. */
class Tally {
  bills = 0;
  valid = 0;
  known = 0;
  found = 0;
  licensed = 0;
  wrong = 0;
  /** Models whose bill has a field, by the field. */
  readonly fields = new Map<string, number>();
  readonly #check: Checker | null = cyclonedxChecker();

  count(id: string, known: ReadonlySet<string>, bill: unknown): void {
    this.known += known.size;
    const component = modelIn(bill, id);
    if (component === null) return;
    this.bills += 1;
    if (this.#check?.(bill).length === 0) this.valid += 1;
    for (const [ancestor, hasLicense] of ancestorsIn(component)) {
      if (!known.has(ancestor)) this.wrong += 1;
      else this.found += 1;
      if (hasLicense) this.licensed += 1;
    }
    for (const field of fieldsIn(component)) this.fields.set(field, (this.fields.get(field) ?? 0) + 1);
  }

  get filled(): number {
    return [...this.fields.values()].reduce((sum, count) => sum + count, 0);
  }
}

function rowsOf(ours: Tally, theirs: Tally | null): readonly BenchRow[] {
  const row = (what: string, unit: string, of: (tally: Tally) => number): BenchRow => {
    const [value, other] = [of(ours), theirs === null ? null : of(theirs)];
    const beside = other === null ? {} : { beside: other };
    return { what, unit, value, ...beside, ...(other ? { ratio: value / other } : {}) };
  };
  const fields = new Set([...ours.fields.keys(), ...(theirs?.fields.keys() ?? [])]);
  return [
    row("models with a bill", "models", tally => tally.bills),
    row("bills that the schema of CycloneDX 1.7 accepts", "bills", tally => tally.valid),
    { what: "declared ancestors of these models", value: ours.known, unit: "ancestors" },
    row("  in the pedigree", "ancestors", tally => tally.found),
    row("  in the pedigree with a license", "ancestors", tally => tally.licensed),
    row("  in the pedigree, but no ancestor", "ancestors", tally => tally.wrong),
    row("fields of the models that are filled", "fields", tally => tally.filled),
    ...[...fields].sort().map(field => row(`  ${field}`, "models", tally => tally.fields.get(field) ?? 0)),
  ];
}
