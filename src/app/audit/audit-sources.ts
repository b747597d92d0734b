import type { KnownModel } from "../../card/finding";
import { parseFrontMatter } from "../../card/front-matter/parse-front-matter";
import { wantedIds } from "../../card/wanted";
import type { LineageColumns } from "../../columns/columns";
import { repairedColumns } from "../../columns/repaired-links";
import { cardOfModel } from "../evidence/gather-obligations";
import { knownModel } from "../family/known-model";
import { authorsModels } from "../index/authors-models";
import type { Index } from "../ports/index-port";
import { TableCards, tableCard } from "../report/snapshot-cards";
import { type AuditedModel, auditCard } from "./audit-card";

/** Models that one audit covers; the largest organizations have some tens of thousands. */
const mostModels = 100_000;
const idsAtOnce = 500;
const mostGenerations = 100;

/** Audits the models of an organization in a table of the whole Hub, by what the table tells of their cards. */
export function auditTable(table: LineageColumns, organization: string): readonly AuditedModel[] {
  const columns = repairedColumns(table);
  const rows: number[] = [];
  const begin = `${organization}/`;
  for (let row = 0; row < columns.models && rows.length < mostModels; row++)
    if (columns.id(row).startsWith(begin)) rows.push(row);
  const cards = new TableCards(columns, rows);
  return rows.map(row =>
    auditCard({ id: columns.id(row), text: cards.card(row) ?? "---\n---\n", isCard: false }, id =>
      cards.find(id),
    ),
  );
}

/** How an audit tells how far it is, and what time it is, in ms since 1970. */
interface AuditRun {
  readonly now: number;
  readonly progress: (done: number, all: number) => void;
}

/** Audits the models of an organization in the index, with the cards that it holds. */
export async function auditIndex(
  index: Pick<Index, "query" | "lookup" | "card">,
  organization: string,
  run: AuditRun,
): Promise<readonly AuditedModel[]> {
  const ids = await authorsModels(index, organization, mostModels);
  return auditModels(index, ids, run, async (id, found) => {
    const card = await index.card(id);
    const text = card?.text ?? (found.state === "known" ? cardOfModel(found) : null);
    return { text, isCard: card !== null };
  });
}

/**
 * Audits the models of an organization in the imported table, and those that were looked up since, by what is known of their metadata, as
 * `auditTable` does. Loads no whole columns, so that an editor can do it beside other work; asks nobody.
 */
export async function auditImported(
  index: Pick<Index, "search" | "lookup">,
  organization: string,
  run: AuditRun,
): Promise<readonly AuditedModel[]> {
  const begin = `${organization}/`;
  const found = await index.search({ what: "models", text: begin, limit: mostModels });
  const ids = found.filter(id => id.startsWith(begin));
  return auditModels(index, ids, run, async (_, known) => ({
    text: known.state === "known" ? tableCard(known.model, known.parents) : null,
    isCard: false,
  }));
}

async function auditModels(
  index: Pick<Index, "lookup">,
  ids: readonly string[],
  { now, progress }: AuditRun,
  cardOf: (
    id: string,
    known: KnownModel,
  ) => Promise<{ readonly text: string | null; readonly isCard: boolean }>,
): Promise<readonly AuditedModel[]> {
  const known = await withAncestors(index, ids, now);
  const lookup = (id: string): KnownModel => known.get(id) ?? { state: "unknown" };
  const learn = async (wanted: readonly string[]): Promise<boolean> => {
    const left = wanted.filter(id => !known.has(id)).slice(0, idsAtOnce);
    if (left.length === 0) return false;
    for (const [id, model] of await withAncestors(index, left, now)) known.set(id, model);
    return true;
  };
  const audited: AuditedModel[] = [];
  for (const id of ids) {
    const { text: written, isCard } = await cardOf(id, lookup(id));
    const text = written ?? "---\n---\n";
    const subject = { text, frontMatter: parseFrontMatter(text), disables: [] };
    // A card may name models by former IDs, and others than those that the Hub links.
    while (await learn(wantedIds(subject, { repo: id, files: null, lookup })));
    audited.push(auditCard({ id, text, isCard }, lookup));
    progress(audited.length, ids.length);
  }
  return audited;
}

async function withAncestors(
  index: Pick<Index, "lookup">,
  ids: readonly string[],
  now: number,
): Promise<Map<string, KnownModel>> {
  const known = new Map<string, KnownModel>();
  let wanted: readonly string[] = ids;
  for (let step = 0; wanted.length > 0 && step < mostGenerations; step++) {
    const above = new Set<string>();
    for (let at = 0; at < wanted.length; at += idsAtOnce) {
      const some = wanted.slice(at, at + idsAtOnce);
      const found = await index.lookup(some);
      for (const [place, id] of some.entries()) {
        const model = knownModel(found[place] ?? { state: "unknown" }, now);
        known.set(id, model);
        if (model.state === "known") for (const { parent } of model.parents) above.add(parent);
      }
    }
    wanted = [...above].filter(id => !known.has(id));
  }
  return known;
}
