import type { Locator, Page } from "playwright-core";
import { patience, runCommand } from "./workbench";

/** One row of the Problems view, as displayed. */
export interface ProblemRow {
  readonly file: string;
  readonly severity: "Error" | "Warning" | "Info" | "Hint";
  readonly message: string;
  readonly source: string;
  readonly code: string;
  /** Counted from 1, as VS Code shows them. */
  readonly line: number;
  readonly column: number;
}

/** One visible row of a tree in the sidebar. */
export interface SidebarRow {
  readonly label: string;
  readonly description: string;
  /** 1 for a top-level row. */
  readonly level: number;
  /** Undefined if the row cannot be expanded. */
  readonly expanded: boolean | undefined;
}

interface ListRow {
  readonly index: number;
  readonly level: number;
  readonly expanded: string | null;
  readonly label: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Opens the Problems view. */
export async function openProblems(page: Page): Promise<Locator> {
  const panel = page.locator(".markers-panel");
  if (!(await panel.isVisible())) await runCommand(page, "Problems: Focus on Problems View");
  await panel.waitFor();
  return panel;
}

/** All of the extension's rows in the Problems view, found by scrolling to the end; opens the view. */
export async function problems(page: Page): Promise<ProblemRow[]> {
  const panel = await openProblems(page);
  const rows = await allRows(panel.locator(".monaco-list"), [
    "label-description",
    "marker-source",
    "marker-code",
    "marker-message",
  ]);
  const found: ProblemRow[] = [];
  let file = "";
  for (const row of rows) {
    const heading = / problems? in file (.+?) of folder (.*)$/.exec(row.label);
    if (heading) file = [row.texts["label-description"] || heading[2], heading[1]].filter(Boolean).join("/");
    else if (row.level === 2) found.push(problemOf(row, file));
  }
  return found.filter(problem => isOurs(problem.source));
}

/** Resolves when the Problems view has a row from the extension and its status bar item has stopped spinning. */
export async function findingsAreThere(page: Page): Promise<void> {
  const panel = await openProblems(page);
  await panel.locator(".marker-source").filter({ hasText: ourName }).first().waitFor();
  await isIdle(page);
}

/** Resolves when none of the extension's status bar items spins: it is reading nothing at the moment. */
export async function isIdle(page: Page): Promise<void> {
  await page.waitForFunction(
    () => !document.querySelector('.statusbar-item[id^="hub-lineage"] [class*="modifier-spin"]'),
  );
}

/** The extension's item in the status bar; it shows while a model card is open. */
export function statusItem(page: Page): Locator {
  return page.locator('.statusbar-item[id^="hub-lineage"]').first();
}

/** Shows a view container of the activity bar by its title. */
export async function openSidebar(page: Page, title: string): Promise<void> {
  const tab = page.locator(`.activitybar .action-item:has(a[aria-label^="${title}"])`).first();
  await tab.waitFor();
  if ((await tab.getAttribute("aria-selected")) !== "true") await tab.locator("a").first().click();
  await page
    .locator(".sidebar .composite.title")
    .filter({ hasText: new RegExp(title, "i") })
    .waitFor();
}

/** The tree of a view in the sidebar, by the view's name. */
export function sidebarTree(page: Page, view: string): Locator {
  return page.locator(`.sidebar .pane:has(.pane-header[aria-label^="${view}"]) .monaco-list`).first();
}

/** Every row of a view's tree, found by scrolling to the end. */
export async function sidebarRows(page: Page, view: string): Promise<SidebarRow[]> {
  const tree = sidebarTree(page, view);
  await tree.locator(".monaco-list-row").first().waitFor();
  const rows = await allRows(tree, ["label-name", "label-description"]);
  return rows.map(row => ({
    label: row.texts["label-name"] ?? "",
    description: row.texts["label-description"] ?? "",
    level: row.level,
    expanded: row.expanded === null ? undefined : row.expanded === "true",
  }));
}

/** Expands a row of a view's tree by the start of its label, and waits until it is expanded. */
export async function expandRow(page: Page, view: string, label: string): Promise<void> {
  const row = sidebarTree(page, view).locator(".monaco-list-row").filter({ hasText: label }).first();
  await row.waitFor();
  if ((await row.getAttribute("aria-expanded")) === "true") return;
  await row.locator(".monaco-tl-twistie").click();
  await row.and(page.locator('[aria-expanded="true"]')).waitFor();
}

const ourName = /hub.?lineage/i;

function isOurs(source: string): boolean {
  return ourName.test(source);
}

function problemOf(row: ListRow, file: string): ProblemRow {
  const [, severity, line, column] =
    /^(\w+): [\s\S]* at line (\d+) and character (\d+)/.exec(row.label) ?? [];
  const known = severity === "Error" || severity === "Warning" || severity === "Info";
  return {
    file,
    severity: known ? severity : "Hint",
    message: row.texts["marker-message"] ?? "",
    source: row.texts["marker-source"] ?? "",
    code: row.texts["marker-code"] ?? "",
    line: Number(line),
    column: Number(column),
  };
}

/**
 * VS Code renders only visible rows, so this scrolls from the first row to the last. With the wheel, because keys move
 * the focus, and in the Problems view, focus opens the row's target.
 */
async function allRows(list: Locator, classes: readonly string[]): Promise<ListRow[]> {
  const rows = new Map<number, ListRow>();
  const deadline = Date.now() + patience;
  let count = await rowCount(list);
  for (let step = toTop; rows.size < count; step = rows.has(count - 1) ? toTop : aFewRows) {
    if (Date.now() > deadline) throw new Error(`Only ${rows.size} of ${count} rows of a list were seen.`);
    await turnWheel(list, step);
    for (const row of await rowsInSight(list, classes)) rows.set(row.index, row);
    count = await rowCount(list);
  }
  if (count > 0) await turnWheel(list, toTop);
  return [...rows.values()].sort((a, b) => a.index - b.index);
}

const toTop = -20_000;
const aFewRows = 200;

/** Sends wheel events to a list, past anything that covers it, such as a hover; resolves when the rows are rendered. */
function turnWheel(list: Locator, delta: number): Promise<void> {
  return list
    .locator(".monaco-list-rows")
    .first()
    .evaluate(async (element, deltaY) => {
      const wheel = new WheelEvent("wheel", { deltaY, bubbles: true, cancelable: true });
      // VS Code reads the older property, whose sign differs between browsers for synthetic events.
      Object.defineProperty(wheel, "wheelDeltaY", { value: -deltaY });
      element.dispatchEvent(wheel);
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, delta);
}

/** The number of rows in a list, rendered or not: all have the same height. */
function rowCount(list: Locator): Promise<number> {
  return list.evaluate(element => {
    const row = element.querySelector(".monaco-list-rows .monaco-list-row");
    const all = element.querySelector(".monaco-list-rows");
    return row && all
      ? Math.round(all.getBoundingClientRect().height / row.getBoundingClientRect().height)
      : 0;
  });
}

function rowsInSight(list: Locator, classes: readonly string[]): Promise<ListRow[]> {
  return list.locator(".monaco-list-rows .monaco-list-row").evaluateAll((elements, names) => {
    const text = (element: Element, name: string) => element.querySelector(`.${name}`)?.textContent ?? "";
    return elements.map(element => ({
      index: Number(element.getAttribute("data-index")),
      level: Number(element.getAttribute("aria-level")),
      expanded: element.getAttribute("aria-expanded"),
      label: element.getAttribute("aria-label") ?? "",
      texts: Object.fromEntries(names.map(name => [name, text(element, name)])),
    }));
  }, classes);
}
