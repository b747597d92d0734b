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
import { FamilyActions } from "./family/family-actions";
import { registerHubCards } from "./family/hub-cards";
import type { ModelFamilyTree } from "./family/model-family";
import { forgetIndex } from "./index/forget-index";
import { IndexActions } from "./index/index-actions";
import { IndexJobs } from "./index/index-jobs";
import { ContextKey } from "./lifecycle";
import { QueryRunner } from "./query/query-runner";
import { SnapshotActions } from "./report/snapshot-actions";
import { Session } from "./session";
import { signIn, signOut } from "./sign-in";
import { registerStatusBar } from "./status-bar";

/** The extension at work, and what a person can do with it. */
export interface Started {
  readonly session: Session;
  readonly actions: FamilyActions;
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

/** Loads what is at work, once. */
export type Start = () => Promise<Started>;

/** Puts the extension to work: the first model card, command or view asks for it. */
export function start(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  tree: ModelFamilyTree,
  access: HubAccess,
): Started {
  const session = new Session(context, log, access);
  const actions = new FamilyActions(session, tree);
  const jobs = new IndexJobs(session);
  const index = new IndexActions(session, actions, jobs);
  const queries = new QueryRunner(session, (id, column) => actions.showFamily(id, column));
  const snapshots = new SnapshotActions(
    session,
    () => index.refresh(),
    (id, column) => actions.showFamily(id, column),
  );
  const { cards } = session;
  const diagnostics = new Diagnostics(cards);
  const check = new WorkspaceCheck(session, diagnostics);
  const cardOpen = new ContextKey("hubLineage.cardOpen");
  const follow = (): void => {
    cardOpen.set(cards.active !== null);
    actions.followEditor();
    actions.followInPanel();
  };
  context.subscriptions.push(
    session,
    actions,
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
      void tree.refresh();
      void actions.drawQuietAgain();
    }),
    vscode.window.onDidChangeActiveTextEditor(follow),
  );
  void session.reopenCards();
  return {
    session,
    actions,
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
