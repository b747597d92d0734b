import type { Analysis } from "../../analyses/analysis";
import type { AnalysisRun, ListedModels, RowPlace } from "../../analyses/report";
import type { LineageColumns } from "../../columns/columns";
import { ownValue } from "../../lineage/own-value";
import { UserError } from "../ports/errors";
import { countedColumns, optionsOf } from "./analysis-report";

/** Maximum number of models listed for one row. */
const mostListed = 500;

/** Lists the models counted in a row of an analysis, most downloaded first. Throws UserError if its table does not count models. */
export function modelsBehindRow(
  { models }: Analysis,
  columns: LineageColumns,
  { table, row, ...run }: AnalysisRun & RowPlace,
): ListedModels {
  const find = ownValue(models ?? {}, table);
  if (find === undefined)
    throw new UserError("This table's rows do not count models, so there are none to list.");
  const counted = countedColumns(columns, run.mode);
  const found = find(counted, optionsOf(counted, run), row);
  const { downloads } = columns.numbers;
  const known = (model: number) => {
    const number = downloads?.[model] ?? Number.NaN;
    return Number.isNaN(number) ? null : number;
  };
  const listed = [...found]
    .sort((one, other) => (known(other) ?? -1) - (known(one) ?? -1) || one - other)
    .slice(0, mostListed)
    .map(model => ({ id: columns.id(model), downloads: known(model) }));
  return { total: found.length, models: listed };
}
