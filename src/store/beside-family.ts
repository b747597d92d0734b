import { type IndexFigures, indexFigures } from "../analyses/family/index-figures";
import type { BesideFamily } from "../app/ports/index-port";
import type { Family } from "../lineage/family";
import type { Database } from "./database";
import { indexColumns } from "./index-columns";
import { number, text } from "./rows";

/** The figures of the complete index, recomputed only after something was written. */
export class WholeFigures {
  #database: Database | null = null;
  #changes = -1;
  #figures: IndexFigures | null = null;

  /** The figures of the current database. */
  of(database: Database): IndexFigures {
    const changes = number(database.value("SELECT total_changes()")) ?? 0;
    if (this.#figures && this.#database === database && this.#changes === changes) return this.#figures;
    this.#figures = indexFigures(indexColumns(database));
    this.#database = database;
    this.#changes = changes;
    return this.#figures;
  }
}

const lengthsOf = `SELECT c.id, length(c.text)
  FROM json_each(?1) AS wanted CROSS JOIN cards AS c ON c.id = wanted.value`;

/** What the drift of a family is compared with. */
export function besideFamily(database: Database, family: Family, whole: WholeFigures): BesideFamily {
  const ids = JSON.stringify(family.models.map(({ id }) => id));
  const cardLengths = database
    .all(lengthsOf, [ids])
    .map(row => [text(row[0]) ?? "", number(row[1]) ?? 0] as const);
  return { index: whole.of(database), cardLengths };
}
