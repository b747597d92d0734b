import { Channel, remote } from "../src/channel";
import { type PackedFamilyView, unpackView } from "../src/lineage/packed-family";
import type { FamilyPanelCalls, FamilyViewCalls } from "../src/protocol";
import { defineControls } from "./controls";
import { FamilyPanel } from "./family-view";
import { readKept } from "./state";

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

const panelCalls: Readonly<Record<keyof FamilyPanelCalls, true>> = {
  ready: true,
  openOnHub: true,
  openCard: true,
  show: true,
  refresh: true,
  cancel: true,
  pick: true,
  showLog: true,
  failed: true,
};

function start(): void {
  const vscode = acquireVsCodeApi();
  let panel: FamilyPanel | null = null;
  let latest: PackedFamilyView | null = null;
  const unpacked = (view: PackedFamilyView) => unpackView(view, bytes => new TextDecoder().decode(bytes));
  const served: FamilyViewCalls = {
    async update(view) {
      latest = view;
      panel?.show(unpacked(view));
    },
  };
  const wire = {
    post: (message: unknown) => vscode.postMessage(message),
    onMessage: (handler: (message: unknown) => void) =>
      addEventListener("message", event => handler(event.data)),
  };
  const calls = remote(new Channel<FamilyPanelCalls>(wire, served), panelCalls);
  const fail = (error: unknown) => {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    // When even this fails, the host is gone and nobody is left to tell.
    calls.failed(words).catch(() => undefined);
  };
  const run = (work: Promise<unknown>) => void work.catch(fail);
  addEventListener("error", event => fail(event.error ?? event.message));
  addEventListener("unhandledrejection", event => fail(event.reason));

  defineControls();
  panel = new FamilyPanel({
    calls,
    run,
    kept: readKept(vscode.getState()),
    keep: state => vscode.setState(state),
  });
  document.body.append(panel.element);
  const shown = panel;
  new MutationObserver(() => shown.restyle()).observe(document.body, { attributeFilter: ["class"] });
  // An update that came while `ready` was on its way is newer than its answer.
  run(calls.ready().then(view => shown.show(unpacked(latest ?? view))));
}

start();
