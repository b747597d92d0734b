import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { OpenView } from "../../kit/page";

/** A model of the tree as the keyboard and a screen reader meet it. */
export function treeItem(view: Pick<OpenView, "page">, id: string): Locator {
  return view.page.locator(`[role="treeitem"][data-model="${id.replaceAll(/["\\]/g, "\\$&")}"]`);
}

/** Where a model is drawn, in px of the page. */
export async function nodeBox(view: Pick<OpenView, "page">, id: string) {
  await settled(view);
  const box = await treeItem(view, id).boundingBox();
  assert.ok(box, `${id} is not on the screen`);
  return box;
}

/** Waits until the picture stands still and its elements are in place. */
export async function settled({ page }: Pick<OpenView, "page">): Promise<void> {
  await page.evaluate(async () => {
    const places = () =>
      [...document.querySelectorAll<HTMLElement>(".twin")]
        .map(one => one.style.transform + one.dataset.key)
        .join();
    let before = "";
    do {
      before = places();
      await new Promise(done => setTimeout(done, 120));
    } while (before !== places());
  });
}

/** Clicks on the shape of a model in the picture. */
export async function clickNode(view: Pick<OpenView, "page">, id: string): Promise<void> {
  const box = await nodeBox(view, id);
  await view.page.mouse.click(box.x + 11, box.y + box.height / 2);
}

/** What the keyboard is on: the key of a node, else the name of the element. */
export function focusedKey(view: Pick<OpenView, "page">): Promise<string> {
  return view.page.evaluate(
    () => document.activeElement?.getAttribute("data-key") ?? document.activeElement?.tagName ?? "",
  );
}

/** Waits until the tools show a zoom. */
export async function zoomOf(view: Pick<OpenView, "page">, zoom: string): Promise<void> {
  await view.page.locator(".zoom", { hasText: zoom }).waitFor();
}

/** Red, green and blue of the picture in a model's row, from `from` to `to` px right of the middle of its shape. */
export async function colorsAt(
  view: Pick<OpenView, "page">,
  id: string,
  from: number,
  to: number,
): Promise<number[][]> {
  const box = await nodeBox(view, id);
  return view.page.evaluate(
    ([x, y, width]) => {
      const canvas = document.querySelector<HTMLCanvasElement>("canvas.picture");
      const { left, top } = canvas?.getBoundingClientRect() ?? { left: 0, top: 0 };
      const row = canvas
        ?.getContext("2d")
        ?.getImageData(Number(x) - left, Number(y) - top, Number(width), 1).data;
      const parts = [...(row ?? [])];
      return Array.from({ length: parts.length / 4 }, (_, at) => parts.slice(4 * at, 4 * at + 3));
    },
    [Math.round(box.x + 11 + from), Math.round(box.y + box.height / 2), to - from],
  );
}

/** Chooses from one of the drop-down lists by the mouse. */
export async function choose(view: Pick<OpenView, "page">, name: string, value: string): Promise<void> {
  const list = view.page.locator(`.dropdown[aria-label="${name}"]`);
  await list.click();
  await list.locator(".option", { hasText: value }).click();
}
