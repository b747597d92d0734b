import { type Browser, chromium } from "playwright-core";
import { programPlaces } from "./programs/places";

const flags = [
  // Neither the tests nor VS Code may send requests beyond this machine.
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

/** Starts the Chromium that setup.mjs found, headless; the caller closes it. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: programPlaces().chromium, headless: true, args: flags });
}
