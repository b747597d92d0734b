import { type PackedFamilyView, unpackView } from "../src/lineage/packed-family";
import type {
  FamilyPanelCalls,
  FamilyViewCalls,
  QueryPanelCalls,
  QueryView,
  QueryViewCalls,
} from "../src/protocol";
import { readKept } from "./family/state";
import { FamilyPage } from "./family-page";
import { bridge } from "./kit/bridge";
import { defineControls } from "./kit/controls";
import { QueryResultView, readKeptQuery } from "./query/query-view";

const familyCalls: Readonly<Record<keyof FamilyPanelCalls, true>> = {
  ready: true,
  openOnHub: true,
  openCard: true,
  compare: true,
  pin: true,
  show: true,
  refresh: true,
  cancel: true,
  pick: true,
  showLog: true,
  beside: true,
  exportFamily: true,
  save: true,
  failed: true,
};

const queryCalls: Readonly<Record<keyof QueryPanelCalls, true>> = {
  ready: true,
  cancel: true,
  again: true,
  exportCsv: true,
  copyMarkdown: true,
  show: true,
  failed: true,
};

function startFamily(): void {
  let page: FamilyPage | null = null;
  let latest: PackedFamilyView | null = null;
  const unpacked = (view: PackedFamilyView) => unpackView(view, bytes => new TextDecoder().decode(bytes));
  const served: FamilyViewCalls = {
    async update(view) {
      latest = view;
      page?.show(unpacked(view));
    },
    async picture(format) {
      return (await page?.picture(format)) ?? null;
    },
  };
  const { calls, kept, keep, run } = bridge<FamilyPanelCalls>(served, familyCalls);
  defineControls();
  page = new FamilyPage({ calls, run, kept, family: readKept(kept), keep });
  document.body.append(page.element);
  const shown = page;
  new MutationObserver(() => shown.restyle()).observe(document.body, {
    // Two dark themes differ only in their ID.
    attributeFilter: ["class", "data-vscode-theme-id"],
  });
  // An update that came while `ready` was on its way is newer than its answer.
  run(calls.ready().then(view => shown.show(unpacked(latest ?? view))));
}

function startQuery(): void {
  let shown: QueryResultView | null = null;
  let latest: QueryView | null = null;
  const served: QueryViewCalls = {
    async update(view) {
      latest = view;
      shown?.show(view);
    },
  };
  const { calls, kept, keep, run } = bridge<QueryPanelCalls>(served, queryCalls);
  defineControls();
  const view = new QueryResultView({ calls, run, kept: readKeptQuery(kept), keep });
  shown = view;
  document.body.append(view.element);
  // As above: an update received in the meantime is newer.
  run(calls.ready().then(first => view.show(latest ?? first)));
}

if (document.body.dataset.view === "query") startQuery();
else startFamily();
