import * as vscode from "vscode";
import type { HubAccess } from "../app/ports/hub-port";
import { AgentTools } from "./agents/agent-tools";
import { AuditRunner } from "./audit/audit-runner";
import { addFrontMatter } from "./card/add-front-matter";
import { addMissing } from "./card/add-missing-command";
import { WorkspaceCheck } from "./card/check-workspace";
import { registerCodeLens } from "./card/code-lens";
import { registerCompletion } from "./card/completion";
import { Diagnostics } from "./card/diagnostics";
import { registerHover } from "./card/hover";
import { registerInlayHints } from "./card/inlay-hints";
import { registerLinks } from "./card/links";
import { newModelCard } from "./card/new-card-command";
import { registerQuickFixes } from "./card/quick-fixes";
import { registerRename } from "./card/rename";
import { registerRulePages } from "./card/rule-pages";
import { ComparisonPanel } from "./family/comparison-panel";
import { exportCardFigure, exportFamily, saveFromView } from "./family/family-export";
import { modelAtCursor, openCardFile } from "./family/family-here";
import { FamilyPresenter } from "./family/family-presenter";
import { FamilySidebar } from "./family/family-sidebar";
import { registerHubCards } from "./family/hub-cards";
import type { ModelFamilyTree } from "./family/model-family";
import { chooseModel } from "./family/model-picker";
import { openCard, openOnHub } from "./family/open-model";
import { refreshFamily } from "./family/refresh-family";
import { forgetIndex } from "./index/forget-index";
import { IndexActions } from "./index/index-actions";
import { IndexJobs } from "./index/index-jobs";
import { ContextKey } from "./lifecycle";
import { NotebookRunner } from "./notebook/notebook-runner";
import { ProposedChange } from "./propose/propose-change";
import { getDuckdb } from "./query/get-duckdb";
import { QueryRunner } from "./query/query-runner";
import type { ShowFamily } from "./query/rows-panel";
import { SnapshotActions } from "./report/snapshot-actions";
import { beginSample, type FirstLook, showSample } from "./sample/first-look";
import { Session } from "./session";
import { showErrors } from "./show-errors";
import { signIn, signOut } from "./sign-in";
import { registerStatusBar } from "./status-bar";
import { WatchRunner } from "./watch/watch-runner";
import { tellNews } from "./whats-new";

/** The commands for families. */
export interface FamilyCommands {
  show(target: unknown): Promise<void>;
  /** Shows the family of the model whose ID the cursor is on, else of the active card. */
  showHere(): Promise<void>;
  /** Opens a file and shows its family. */
  showOfFile(target: unknown): Promise<void>;
  refresh(target: unknown): Promise<void>;
  export(target: unknown): Promise<void>;
  saveCardFigure(target: unknown): Promise<void>;
  chooseModel(): Promise<void>;
  /** Compares a child, or else the active card, with a parent: their traits. */
  compareWithParent(parent: unknown, child: unknown): Promise<void>;
  /** The same for the texts of the two cards. */
  compareTexts(parent: unknown, child: unknown): Promise<void>;
  openOnHub(target: unknown): Promise<void>;
  openCard(target: unknown): Promise<void>;
  loadMore(target: unknown): Promise<void>;
  /** Fills a panel restored by VS Code. */
  restore(panel: vscode.WebviewPanel, state: unknown): Promise<void>;
}

/** The running extension and its commands. */
export interface Started {
  readonly session: Session;
  readonly family: FamilyCommands;
  readonly jobs: IndexJobs;
  readonly index: IndexActions;
  readonly audits: AuditRunner;
  readonly watches: WatchRunner;
  readonly queries: QueryRunner;
  readonly agents: AgentTools;
  readonly notebooks: NotebookRunner;
  checkWorkspace(): Promise<void>;
  newModelCard(target: unknown): Promise<void>;
  addFrontMatter(target: unknown): Promise<void>;
  /** Shows what would meet the obligations of the active card that nothing meets, to be accepted. */
  addMissing(): Promise<void>;
  readonly changes: ProposedChange;
  readonly snapshots: SnapshotActions;
  getDuckdb(): Promise<void>;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  forgetIndex(): Promise<void>;
  /** Opens the first card of the sample workspace, and a family beside it. */
  showSample(): Promise<void>;
}

/** Starts the extension on the first call. */
export type Start = () => Promise<Started>;

/** Starts the extension for the first model card, command, or view. */
export function start(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  tree: ModelFamilyTree,
  access: HubAccess,
): Started {
  const session = new Session(context, log, access);
  const comparisons = new ComparisonPanel(session);
  const { panel, sidebar, commands } = composeFamily(session, tree, comparisons);
  const jobs = new IndexJobs(session);
  const index = new IndexActions(session, panel, jobs);
  const showFamily: ShowFamily = (id, column) => panel.show(id, column);
  const audits = new AuditRunner(session, jobs, showFamily);
  const watches = new WatchRunner(session, showFamily);
  const queries = new QueryRunner(session, showFamily);
  const snapshots = new SnapshotActions(session, () => index.refresh(), showFamily);
  const changes = new ProposedChange(session);
  const { cards } = session;
  const diagnostics = new Diagnostics(cards);
  const check = new WorkspaceCheck(session, diagnostics);
  context.subscriptions.push(
    session,
    panel,
    comparisons,
    jobs,
    index,
    audits,
    watches,
    queries,
    snapshots,
    changes,
    registerHubCards(session),
    registerRulePages(context.extensionUri),
    diagnostics,
    check,
    registerQuickFixes(cards, text => session.parse(text)),
    registerHover(cards, session),
    registerCompletion(cards, session),
    registerCodeLens(cards, session),
    registerInlayHints(cards, session),
    registerLinks(cards, session),
    registerRename(cards, text => session.parse(text)),
    registerStatusBar(cards, session),
    followCards(session, panel, sidebar),
  );
  void session.reopenCards();
  const look: FirstLook = { session, showFamily: id => panel.show(id) };
  void showErrors("start", log, () => (session.isSample ? beginSample(look) : tellNews(context)));
  return {
    session,
    family: commands,
    jobs,
    index,
    audits,
    watches,
    queries,
    agents: new AgentTools(session),
    notebooks: new NotebookRunner(session),
    checkWorkspace: () => check.run(),
    addFrontMatter,
    addMissing: () => addMissing(session),
    newModelCard: target => newModelCard(session, target),
    changes,
    snapshots,
    getDuckdb: () => getDuckdb(session),
    signIn: () => signIn(session),
    signOut: () => signOut(session),
    forgetIndex: async () => {
      await forgetIndex(session);
      index.refresh();
    },
    showSample: () => showSample(look),
  };
}

/** Keeps side bar and panel at the card in front of the user, as it is typed, and at what becomes known. */
function followCards(session: Session, panel: FamilyPresenter, sidebar: FamilySidebar): vscode.Disposable {
  const { cards, log } = session;
  const cardOpen = new ContextKey("hubLineage.cardOpen");
  const follow = (): void => {
    cardOpen.set(cards.active !== null);
    sidebar.follow();
    panel.follow();
  };
  const followText = (): void => {
    follow();
    void sidebar.refresh();
    panel.followText().catch((error: unknown) => log.error(`could not follow a card: ${String(error)}`));
  };
  return vscode.Disposable.from(
    cards.onDidChange(followText),
    panel.onDidActivate(follow),
    panel.onDidChangeView(() => sidebar.follow()),
    session.onDidChangeState(() => {
      if (session.busy) return;
      void sidebar.refresh();
      void panel.updateFromIndex();
    }),
    session.onDidChangeHub(() => panel.changeHub()),
    vscode.window.onDidChangeActiveTextEditor(follow),
  );
}

function composeFamily(
  session: Session,
  tree: ModelFamilyTree,
  comparisons: ComparisonPanel,
): { readonly panel: FamilyPresenter; readonly sidebar: FamilySidebar; readonly commands: FamilyCommands } {
  const panel: FamilyPresenter = new FamilyPresenter(session, {
    openOnHub: id => openOnHub(session, id),
    copyId: async id => vscode.env.clipboard.writeText(id),
    openCard: id => openCard(session, id),
    compare: (parent, child) => comparisons.show(parent, child, vscode.ViewColumn.One),
    exportFamily: () => exportFamily(session, panel.shown, undefined),
    save: file => saveFromView(panel.view.focus, file),
  });
  const sidebar = new FamilySidebar(tree, session.cards, panel);
  panel.onDidRead(() => {
    sidebar.follow();
    if (panel.focus !== null) void session.sizes.recount(panel.focus);
    sidebar.refresh();
  });
  const commands: FamilyCommands = {
    show: target => panel.show(target),
    showHere: () => panel.show(modelAtCursor(session.cards)),
    showOfFile: async target => {
      await openCardFile(session.cards, target);
      await panel.show(undefined);
    },
    refresh: target => refreshFamily(session, panel, sidebar, target),
    export: target => exportFamily(session, panel.shown, target),
    saveCardFigure: target => exportCardFigure(session, panel.shown, target),
    chooseModel: () => chooseModel(session),
    compareWithParent: (parent, child) => comparisons.show(parent, child),
    compareTexts: (parent, child) => comparisons.showTexts(parent, child),
    openOnHub: target => openOnHub(session, target),
    openCard: target => openCard(session, target),
    loadMore: async target => sidebar.loadMore(target),
    restore: async (restored, state) => panel.restore(restored, state),
  };
  return { panel, sidebar, commands };
}
