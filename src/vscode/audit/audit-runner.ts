import * as vscode from "vscode";
import { type Audit, auditFigures, byNeed } from "../../app/audit/audit-card";
import { auditLegend, auditRows } from "../../app/audit/audit-entries";
import { auditGaps } from "../../app/audit/audit-gaps";
import { auditImported, auditIndex } from "../../app/audit/audit-sources";
import { UserError } from "../../app/ports/errors";
import { count, grouped } from "../../lineage/in-words";
import { authorOf } from "../../lineage/repo-id";
import type { QueryView } from "../../protocol";
import { t } from "../../words/words";
import { withCancelableProgress } from "../cancelable-progress";
import { askForAuthor, type IndexJobs } from "../index/index-jobs";
import { idOrAuthorOf } from "../model-id";
import { noRows, RowsPanel, type ShowFamily } from "../query/rows-panel";
import type { Session } from "../session";

/** Rows that the panel shows; more would take the editor long. */
const mostRows = 20_000;

/** What an audit is of: what the Hub or else the index has, or the imported snapshot. */
type AuditSource = "hub" | "snapshot";

/** Audits organizations: reads all their models with cards and ancestors, and shows what needs a look in a panel. */
export class AuditRunner implements vscode.Disposable {
  readonly #session: Session;
  readonly #jobs: IndexJobs;
  readonly #panel: RowsPanel;
  #organization = "";
  #source: AuditSource = "hub";

  constructor(session: Session, jobs: IndexJobs, showFamily: ShowFamily) {
    this.#session = session;
    this.#jobs = jobs;
    this.#panel = new RowsPanel(session, {
      ...{ type: "hubLineage.audit", title: t`Audit`, showFamily },
      fileName: () => `audit-${this.#organization}`,
      cancel: () => undefined,
      again: () => this.#run(this.#organization, this.#source),
    });
  }

  /** Audits the organization of a row of the Index view, or else one that the user enters. */
  async audit(target: unknown): Promise<void> {
    const given = idOrAuthorOf(target);
    const organization =
      given === null
        ? await askForAuthor(t`Audit an Organization or User`, this.#likely())
        : (authorOf(given) ?? given);
    if (!organization) return;
    const source = await this.#choose(organization);
    if (source !== undefined) await this.#run(organization, source);
  }

  /** Where the models are read from; asks only if a snapshot was imported. */
  async #choose(organization: string): Promise<AuditSource | undefined> {
    const { snapshot } = await this.#session.index.status();
    if (snapshot === null) return "hub";
    const isOnline = this.#session.whyOffline === null;
    const items: readonly (vscode.QuickPickItem & { readonly source: AuditSource })[] = [
      isOnline
        ? { source: "hub", label: t`The Hub`, detail: t`Reads all models with their cards and ancestors.` }
        : { source: "hub", label: t`The index`, detail: t`What was read before. Nothing is requested.` },
      {
        source: "snapshot",
        label: t`The imported snapshot`,
        detail: t`Its licenses, languages, datasets, and parents. Nothing is requested.`,
      },
    ];
    const chosen = await vscode.window.showQuickPick(items, { title: t`Audit ${organization} from` });
    return chosen?.source;
  }

  dispose(): void {
    this.#panel.close();
  }

  /** The author of the active card. */
  #likely(): string {
    const repo = this.#session.cards.active?.subject.identity?.repo ?? "";
    return authorOf(repo) ?? "";
  }

  async #run(organization: string, from: AuditSource): Promise<void> {
    [this.#organization, this.#source] = [organization, from];
    const isOnline = from === "hub" && this.#session.whyOffline === null;
    const read = isOnline ? await this.#jobs.readOrganization(organization) : null;
    if (isOnline && read === null) return;
    const models = await withCancelableProgress(t`Auditing ${organization}`, ({ signal, report }) =>
      (from === "hub" ? auditIndex : auditImported)(this.#session.index, organization, {
        now: Date.now(),
        progress: (done, all) => {
          signal.throwIfAborted();
          report(t`${grouped(done)} of ${count(all, "model")}`);
        },
      }),
    );
    if (models === null) return;
    if (models.length === 0) throw new UserError(this.#nothing(organization, from));
    const source = isOnline
      ? new URL(this.#session.endpoint).host
      : from === "hub"
        ? t`the index`
        : t`the imported snapshot`;
    const audit = { organization, source, models: byNeed(models) };
    await this.#panel.show(this.#view(audit, auditGaps(audit, read)));
  }

  #nothing(organization: string, from: AuditSource): string {
    if (from === "snapshot")
      return t`The imported snapshot has no model of ${organization}. Check the name; case counts.`;
    return this.#session.whyOffline === null
      ? t`${this.#session.endpoint} shows no model of ${organization}. Check the name, or sign in.`
      : t`The index has no model of ${organization}, and the Hub is not asked. ${this.#session.whyOffline}`;
  }

  #view(audit: Audit, gaps: readonly string[]): QueryView {
    const { columns, rows } = auditRows(audit);
    const truncated = rows.length > mostRows;
    const cut = t`Only the first ${grouped(mostRows)} of ${count(rows.length, "row")} are shown; hub-lineage audit prints all.`;
    const nothing = rows.length === 0 ? [t`Nothing needs a look.`] : [];
    return {
      ...{ ...noRows, run: this.#panel.nextRun, state: "ready", sql: audit.source },
      about: {
        title: t`Audit of ${audit.organization}`,
        figures: figuresOf(audit),
        note: [...nothing, auditLegend()].join(" "),
      },
      message: [...gaps, ...(truncated ? [cut] : [])].join(" ") || null,
      result: { columns, rows: rows.slice(0, mostRows), truncated },
    };
  }
}

function figuresOf(audit: Audit): readonly string[] {
  const { models, cards, findings, obligations, undeclared, unclear } = auditFigures(audit);
  const isUnknown = unclear > 0 && Object.values(obligations).every(number => number === 0);
  return [
    count(models, "model"),
    t`${count(cards, "card")} read`,
    count(findings.error, "error"),
    count(findings.warning, "warning"),
    ...(isUnknown ? [] : [count(obligations.missing, "unmet obligation")]),
    ...(unclear > 0 ? [t`${count(unclear, "model")} with unclear obligations`] : []),
    t`${count(undeclared, "model")} with an undeclared parent`,
  ];
}
