import { auditTable } from "../../src/app/audit/audit-sources";
import type { LineageColumns } from "../../src/columns/columns";
import type { BenchRow } from "../harness/bench-row";
import { withCensus } from "../harness/recorded/census-columns";

/** What this bench measures. */
export const title =
  "organization-audit: the time to audit an organization in a table of the whole Hub, for each thousand models, with the columns loaded";

const names = 4;

/** Audits the organizations of the census with the most models that have a parent. */
export async function run(): Promise<readonly BenchRow[]> {
  return withCensus(columns =>
    largest(columns).flatMap(name => {
      const begin = performance.now();
      const models = auditTable(columns, name);
      const ms = performance.now() - begin;
      const found = models.reduce((sum, { findings }) => sum + findings.length, 0);
      return [
        { what: `models of organization ${name}`, value: models.length, unit: "models" },
        { what: "  findings", value: found, unit: "findings" },
        {
          what: "  time for 1,000 models, beside the aim",
          value: (ms / models.length) * 1000,
          unit: "ms",
          beside: 5_000,
        },
      ];
    }),
  );
}

function largest(columns: LineageColumns): readonly string[] {
  const counts = new Map<string, number>();
  for (const child of columns.edges.child) {
    const [author = ""] = columns.id(child).split("/");
    counts.set(author, (counts.get(author) ?? 0) + 1);
  }
  const most = [...counts].sort(([, one], [, other]) => other - one).slice(0, names);
  return most.map(([name]) => name);
}
