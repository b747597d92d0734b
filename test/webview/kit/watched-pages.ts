import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import type { FamilyView } from "../../../src/lineage/shown-family";
import { type OpenOptions, type OpenView, type Pages, startPages } from "./page";

/** Opens family views for the tests of a file, each of which fails if a page broke its policy; `kept` is what all pages have kept. */
export function watchedPages(
  kept: object = {},
): (view: FamilyView, options?: OpenOptions) => Promise<OpenView> {
  let pages: Pages;
  let opened: OpenView[] = [];
  before(async () => {
    pages = await startPages();
  });
  after(() => pages.close());
  afterEach(async () => {
    const views = opened;
    opened = [];
    for (const view of views) {
      assert.deepEqual(await view.breaches(), [], "the page broke its policy, threw, or opened a dialog");
      await view.close();
    }
  });
  return async (view, options = {}) => {
    const state = { ...kept, ...(options.kept as object | undefined) };
    const it = await pages.open(view, { ...options, kept: state });
    opened.push(it);
    return it;
  };
}
