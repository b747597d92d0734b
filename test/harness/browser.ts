import { type Browser, chromium } from "playwright-core";
import { programPlaces } from "./programs/places";

const flags = [
  // The tests must not need, and the person's VS Code must not ask, anything beyond this machine.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Starts the Chromium that setup.mjs found, without a window; the caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: programPlaces().chromium, headless: true, args: flags });
}
