import { layOnView, type PackedFamilyView, unpackView } from "../src/lineage/packed-family";
import type { FamilyView } from "../src/lineage/shown-family";
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
import { speakLikePage } from "./kit/page-language";
import { QueryResultView, readKeptQuery } from "./query/query-view";

const familyCalls: Readonly<Record<keyof FamilyPanelCalls, true>> = {
  ready: true,
  openOnHub: true,
  copyId: true,
  openCard: true,
  compare: true,
  pin: true,
  show: true,
  refresh: true,
  cancel: true,
  pick: true,
  showLog: true,
  beside: true,
  source: true,
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
  /** The last family, without cards: unpacking tens of thousands of models for each keystroke would be slow. */
  let bare: FamilyView | null = null;
  const unpacked = ({ cards, ...view }: PackedFamilyView): FamilyView => {
    bare = unpackView(view, bytes => new TextDecoder().decode(bytes));
    return layOnView(bare, cards ?? []);
  };
  const served: FamilyViewCalls = {
    async update(view) {
      latest = view;
      page?.show(unpacked(view));
      takeKeyboard();
    },
    async lay(cards) {
      if (latest) latest = { ...latest, cards };
      if (bare) page?.show(layOnView(bare, cards));
    },
    async picture(format) {
      return (await page?.picture(format)) ?? null;
    },
    async poster(order) {
      return (await page?.poster(order)) ?? null;
    },
  };
  /** Whoever comes by a command goes on in the picture; whoever clicks has chosen a place. */
  const takeKeyboard = (): void => {
    if (document.hasFocus() && !isPointed) page?.enter();
  };
  let isPointed = false;
  const point = (isDown: boolean) => () => {
    isPointed = isDown;
  };
  addEventListener("pointerdown", point(true), true);
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, point(false), true);
  addEventListener("focus", takeKeyboard);
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
  run(
    calls.ready().then(view => {
      shown.show(unpacked(latest ?? view));
      takeKeyboard();
    }),
  );
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

speakLikePage();
if (document.body.dataset.view === "query") startQuery();
else startFamily();
