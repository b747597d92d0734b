import * as vscode from "vscode";
import type { HubAccess } from "../app/ports/hub-port";
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
import { compareCards, compareWithParent } from "./family/compare-cards";
import { exportFamily, saveFromView } from "./family/family-export";
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
import { QueryRunner } from "./query/query-runner";
import { SnapshotActions } from "./report/snapshot-actions";
import { Session } from "./session";
import { signIn, signOut } from "./sign-in";
import { registerStatusBar } from "./status-bar";

/** The commands for families. */
export interface FamilyCommands {
  show(target: unknown): Promise<void>;
  refresh(target: unknown): Promise<void>;
  export(target: unknown): Promise<void>;
  chooseModel(): Promise<void>;
  compareWithParent(target: unknown): Promise<void>;
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
  readonly queries: QueryRunner;
  checkWorkspace(): Promise<void>;
  newModelCard(target: unknown): Promise<void>;
  readonly snapshots: SnapshotActions;
  signIn(): Promise<void>;
  signOut(): Promise<void>;
  forgetIndex(): Promise<void>;
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
  const { panel, sidebar, commands } = composeFamily(session, tree);
  const jobs = new IndexJobs(session);
  const index = new IndexActions(session, panel, jobs);
  const queries = new QueryRunner(session, (id, column) => panel.show(id, column));
  const snapshots = new SnapshotActions(
    session,
    () => index.refresh(),
    (id, column) => panel.show(id, column),
  );
  const { cards } = session;
  const diagnostics = new Diagnostics(cards);
  const check = new WorkspaceCheck(session, diagnostics);
  const cardOpen = new ContextKey("hubLineage.cardOpen");
  const follow = (): void => {
    cardOpen.set(cards.active !== null);
    sidebar.follow();
    panel.follow();
  };
  context.subscriptions.push(
    session,
    panel,
    jobs,
    index,
    queries,
    snapshots,
    registerHubCards(session),
    registerRulePages(),
    diagnostics,
    check,
    registerQuickFixes(cards, session.parse),
    registerHover(cards, session),
    registerCompletion(cards, session),
    registerCodeLens(cards, session),
    registerInlayHints(cards, session),
    registerLinks(cards, session),
    registerRename(cards, session.parse),
    registerStatusBar(cards, session),
    cards.onDidChange(follow),
    session.onDidChangeState(() => {
      if (session.busy) return;
      void sidebar.refresh();
      void panel.updateFromIndex();
    }),
    vscode.window.onDidChangeActiveTextEditor(follow),
  );
  void session.reopenCards();
  return {
    session,
    family: commands,
    jobs,
    index,
    queries,
    checkWorkspace: () => check.run(),
    newModelCard: target => newModelCard(session, target),
    snapshots,
    signIn: () => signIn(session),
    signOut: () => signOut(session),
    forgetIndex: async () => {
      await forgetIndex(session);
      index.refresh();
    },
  };
}

function composeFamily(
  session: Session,
  tree: ModelFamilyTree,
): { readonly panel: FamilyPresenter; readonly sidebar: FamilySidebar; readonly commands: FamilyCommands } {
  const panel: FamilyPresenter = new FamilyPresenter(session, {
    openOnHub: id => openOnHub(session, id),
    openCard: id => openCard(session, id),
    compare: (parent, child) => compareCards(session, parent, child),
    exportFamily: () => exportFamily(session, panel.shown, undefined),
    save: file => saveFromView(panel.view.focus, file),
  });
  const sidebar = new FamilySidebar(tree, session.cards, () => panel.focus);
  panel.onDidRead(() => {
    sidebar.follow();
    sidebar.refresh();
  });
  const commands: FamilyCommands = {
    show: target => panel.show(target),
    refresh: target => refreshFamily(session, panel, sidebar, target),
    export: target => exportFamily(session, panel.shown, target),
    chooseModel: () => chooseModel(session),
    compareWithParent: target => compareWithParent(session, target),
    openOnHub: target => openOnHub(session, target),
    openCard: target => openCard(session, target),
    loadMore: async target => sidebar.loadMore(target),
    restore: async (restored, state) => panel.restore(restored, state),
  };
  return { panel, sidebar, commands };
}
