import { statusItem } from "../harness/workbench-views";
import { assistantFindings, bloomFamily } from "../integration/workbench/acts";
import type { Stage } from "../integration/workbench/stage";

/** Opens a card, sees its findings, opens another one, and sees its family: what the extension is for. */
export async function mainJob({ workspace, open }: Stage): Promise<void> {
  const page = await open({ openFile: workspace.card("my-bloom-assistant") });
  await statusItem(page).waitFor();
  await assistantFindings(page);
  const again = await open({ openFile: workspace.card("bigscience__bloom-560m") });
  await bloomFamily(again);
}
