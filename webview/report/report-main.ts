import type { ReportPanelCalls, ReportView, ReportViewCalls } from "../../src/protocol";
import { bridge } from "../kit/bridge";
import { defineControls } from "../kit/controls";
import { speakLikePage } from "../kit/page-language";
import { AnalysisReportView } from "./report-view";

const reportCalls: Readonly<Record<keyof ReportPanelCalls, true>> = {
  ready: true,
  run: true,
  cancel: true,
  models: true,
  show: true,
  exportReport: true,
  save: true,
  failed: true,
};

speakLikePage();
let latest: ReportView | null = null;
let shown: AnalysisReportView | null = null;
const served: ReportViewCalls = {
  async update(view) {
    latest = view;
    shown?.show(view);
  },
};
const { calls, keep, run } = bridge<ReportPanelCalls>(served, reportCalls);
defineControls();
const view = new AnalysisReportView({ calls, keep, run });
shown = view;
document.body.append(view.element);
// An update that came while `ready` was on its way is newer than its answer.
run(calls.ready().then(first => view.show(latest ?? first)));
